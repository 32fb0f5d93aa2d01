import type { TextContext } from '../context.ts';
import { measureWidth, padToWidth } from '../display-width.ts';
import { showHidden } from '../encode/hidden.ts';
import { say } from '../language.ts';
import { keyMessages, keyStatusMessages } from '../messages/key.ts';
import type { Tone } from '../style.ts';
import { choosePaint } from '../style.ts';
import { layOutTable } from '../table.ts';
import { formatInstant, splitSpan } from '../time.ts';
import type { KeyView } from '../view.ts';

const toneOfStatus: Readonly<Record<KeyView['status'], Tone>> = { active: 'good', expired: 'warning', revoked: 'error', spent: 'note' };

/**
 * One copy key for a terminal: for whom it is, where, until when, and what can be done with it. `now` is seconds since 1970 UTC. Never holds the
 * key's private half. Ends with a line feed.
 */
export function formatKey(view: KeyView, now: number, context: TextContext): string {
  const paint = choosePaint(context.color);
  const { grant, status } = view;
  const rows: readonly (readonly [string, string])[] = [
    [say(keyMessages.target, context.lang), `${showHidden(grant.target)} (${showHidden(grant.org)})`],
    [say(keyMessages.repository, context.lang), showHidden(view.repositoryName ?? `#${grant.repo}`)],
    [say(keyMessages.base, context.lang), showHidden(grant.base)],
    [say(keyMessages.issued, context.lang), formatInstant(grant.iat)],
    [say(keyMessages.expires, context.lang), formatExpiry(view, now, context)],
    [say(keyMessages.status, context.lang), paint(toneOfStatus[status], say(keyStatusMessages[status], context.lang))],
    ...(view.request === undefined ? [] : [[say(keyMessages.request, context.lang), sayRequest(view, context)] as const]),
  ];
  const width = Math.max(...rows.map(([label]) => measureWidth(label)));
  const title = paint('strong', say(keyMessages.title, context.lang, { kid: showHidden(grant.kid) }));
  return `${[title, ...rows.map(([label, value]) => `  ${padToWidth(label, width)}  ${value}`)].join('\n')}\n`;
}

/** The copy keys of an org as a table, in the order given; a hint when there are none. Ends with a line feed. */
export function formatKeys(org: string, views: readonly KeyView[], context: TextContext): string {
  if (views.length === 0) return `${say(keyMessages.none, context.lang, { org: showHidden(org) })}\n`;
  const paint = choosePaint(context.color);
  const titles = [keyMessages.kid, keyMessages.issued, keyMessages.expires, keyMessages.request, keyMessages.status];
  const rows = views.map((view) => [
    showHidden(view.grant.kid),
    formatInstant(view.grant.iat),
    formatInstant(view.grant.exp),
    sayRequest(view, context),
    say(keyStatusMessages[view.status], context.lang),
  ]);
  const columns = titles.map((title) => ({ title: say(title, context.lang) }));
  return `${layOutTable(columns, rows, (line, row) => paint(toneOfStatus[views[row]?.status ?? 'active'], line)).join('\n')}\n`;
}

/** What `key revoke` says when the key is revoked. Ends with a line feed. */
export function formatRevoked(org: string, kid: string, context: TextContext): string {
  return `${say(keyMessages.revoked, context.lang, { org: showHidden(org), kid: showHidden(kid) })}\n`;
}

function formatExpiry(view: KeyView, now: number, context: TextContext): string {
  const instant = formatInstant(view.grant.exp);
  return view.status === 'active' ? `${instant} (${say(keyMessages.left, context.lang, splitSpan(view.grant.exp - now))})` : instant;
}

function sayRequest({ request, sender }: KeyView, { lang }: TextContext): string {
  if (request === undefined) return '–';
  return sender === undefined ? `#${request}` : say(keyMessages.sentBy, lang, { request, sender });
}

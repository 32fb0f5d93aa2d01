import type { TextContext } from '../context.ts';
import { titleKind } from '../context.ts';
import { countDrift, describeTouch, driftSigns, driftTones, listDriftChanges } from '../drift.ts';
import { showHidden } from '../encode/hidden.ts';
import { formatCount, say } from '../language.ts';
import { driftMessages } from '../messages/history.ts';
import { choosePaint } from '../style.ts';
import type { DriftItem, DriftView } from '../view.ts';
import { listChangeLines } from './change.ts';

/** What an org has become since the last apply, for a terminal: added, removed, changed, by kind, with who and when. Nothing is cut out. */
export function formatDrift(view: DriftView, context: TextContext): string {
  const org = showHidden(view.org);
  const title = choosePaint(context.color)('strong', say(driftMessages.title, context.lang, { org }));
  const since =
    view.since === null
      ? say(driftMessages.noBase, context.lang, { org })
      : say(driftMessages.since, context.lang, { number: formatCount(view.since.number), at: showHidden(view.since.at) });
  const unread = listUnread(view, context);
  const none = unread.length === 0 ? driftMessages.none : driftMessages.noneRead;
  if (view.drift.length === 0) return `${[title, since, ...unread, say(none, context.lang, { org })].join('\n')}\n`;
  const request = view.url === undefined ? [] : [say(driftMessages.request, context.lang, { url: showHidden(view.url) })];
  const foot = [say(driftMessages.audit, context.lang), say(driftMessages.nextText, context.lang, { org }), ...request];
  const groups = (['removed', 'changed', 'added'] as const).map((what) => formatGroup(view, what, context));
  const blocks = [[title, since, countDrift(view, context.lang)], unread, ...groups, foot];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function listUnread(view: DriftView, context: TextContext): string[] {
  const places = (view.unreadable ?? []).map(({ kind, module, reason }) => {
    const title = titleKind(kind, context);
    return `  ${showHidden(module === undefined ? title : `${title} ${module}`)}: ${showHidden(reason)}`;
  });
  return places.length === 0 ? [] : [choosePaint(context.color)('warning', say(driftMessages.unreadable, context.lang)), ...places];
}

function formatGroup(view: DriftView, what: DriftItem['what'], context: TextContext): string[] {
  const items = view.drift.filter((item) => item.what === what);
  if (items.length === 0) return [];
  const kinds = [...Map.groupBy(items, (item) => item.kind)].flatMap(([kind, members]) => [
    `  ${showHidden(titleKind(kind, context))} (${formatCount(members.length)})`,
    ...members.flatMap((item) => formatItem(item, context)),
  ]);
  return [choosePaint(context.color)('strong', say(driftMessages[what], context.lang)), ...kinds];
}

function formatItem(item: DriftItem, context: TextContext): string[] {
  const paint = choosePaint(context.color);
  const touch = describeTouch(item.touch, context.lang, showHidden);
  const head = `    ${paint(driftTones[item.what], `${driftSigns[item.what]} ${showHidden(item.key)}`)}${touch === '' ? '' : `  ${paint('quiet', touch)}`}`;
  return [head, ...listDriftChanges(item).flatMap((change) => listChangeLines(change, context))];
}

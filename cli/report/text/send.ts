import type { TextContext } from '../context.ts';
import type { Message } from '../language.ts';
import { formatCount, say } from '../language.ts';
import { formatInstant } from '../time.ts';
import type { SendView } from '../view.ts';

const messages = {
  sent: { en: 'Request #{number} to {org}: {url}', ja: '{org} へのリクエスト #{number}: {url}' },
  files: {
    en: '{files} files on branch {branch}, signed with copy key {kid}',
    ja: 'ブランチ {branch} に {files} ファイル（コピーキー {kid} で署名）',
  },
  until: { en: 'It has to be merged before {time}.', ja: '{time} までにマージする必要があります。' },
} satisfies Record<string, Message>;

/** What a sending did, for a terminal: the request's address first. Ends with a line feed. */
export function formatSent(
  view: SendView,
  facts: { readonly org: string; readonly files: number; readonly expires: number },
  context: TextContext,
): string {
  const { number, url, branch, kid } = view;
  return [
    say(messages.sent, context.lang, { number, org: facts.org, url }),
    say(messages.files, context.lang, { files: formatCount(facts.files), branch, kid }),
    say(messages.until, context.lang, { time: formatInstant(facts.expires) }),
    '',
  ].join('\n');
}

import type { TextContext } from '../context.ts';
import type { Message } from '../language.ts';
import { say } from '../language.ts';
import type { InitView } from '../view.ts';

const messages = {
  written: { en: 'Written: {files}', ja: '作成: {files}' },
  kept: { en: 'Left as they are: {count} files', ja: '既存のまま: {count} ファイル' },
  org: { en: 'Environment {org} made. Public identity key: {key}', ja: '環境 {org} を作成しました。公開 ID キー: {key}' },
  next: {
    en: 'Next: fill in environments/<org>/org.yaml, commit, and run "orgcast export <org>".',
    ja: '次の手順: environments/<org>/org.yaml を記入してコミットし、"orgcast export <org>" を実行してください。',
  },
} satisfies Record<string, Message>;

/** What init did, for a terminal. Ends with a line feed. */
export function formatInit(view: InitView, context: TextContext): string {
  const { written, unchanged } = view.files;
  const shown = written.filter((path) => !path.startsWith('schemas/'));
  const schemas = written.length - shown.length;
  const lines = [...shown, ...(schemas > 0 ? [`schemas/ (${schemas})`] : [])];
  return [
    ...(lines.length > 0 ? [say(messages.written, context.lang, { files: lines.join(', ') })] : []),
    ...(unchanged.length > 0 ? [say(messages.kept, context.lang, { count: unchanged.length })] : []),
    ...view.orgs.flatMap(({ org, identityKey }) => (identityKey === null ? [] : [say(messages.org, context.lang, { org, key: identityKey })])),
    say(messages.next, context.lang),
    '',
  ].join('\n');
}

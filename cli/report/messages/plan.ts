import type { Action, Risk } from '../../model/plan.ts';
import type { Message } from '../language.ts';

/** Words of a plan in every report for people. */
export const planMessages = {
  title: { en: 'Plan for {org}', ja: '{org} のプラン' },
  counts: {
    en: '{create} to create, {update} to update, {delete} to delete, {manual} by hand, {blocked} blocked, {unchanged} unchanged',
    ja: '作成 {create} 件、更新 {update} 件、削除 {delete} 件、手作業 {manual} 件、停止 {blocked} 件、変更なし {unchanged} 件',
  },
  empty: { en: 'Nothing to do: {org} already is as its files say.', ja: '変更はありません。{org} はすでにファイルの内容と一致しています。' },
  dangers: { en: 'Look at these first', ja: '先に確認してください' },
  findings: { en: 'Findings', ja: '指摘' },
  create: { en: 'Create', ja: '作成' },
  update: { en: 'Update', ja: '更新' },
  delete: { en: 'Delete', ja: '削除' },
  manual: { en: 'By hand', ja: '手作業' },
  manualNote: {
    en: 'The API of the org cannot do these; somebody does them in its setup.',
    ja: '組織の API では行えないため、設定画面で人が行います。',
  },
  blocked: { en: 'Blocked', ja: '停止' },
  unchanged: { en: 'Unchanged', ja: '変更なし' },
  credits: { en: 'Applying costs about {credits} API credits.', ja: '適用にはおよそ {credits} API クレジットかかります。' },
  digest: { en: 'Plan digest: {digest}', ja: 'プランのダイジェスト: {digest}' },
  digestNote: {
    en: 'An approval covers exactly the plan with this digest.',
    ja: '承認の対象は、このダイジェストのプランだけです。',
  },
  more: { en: '… and {count} more', ja: '… ほか {count} 件' },
  moreChanges: { en: '… and {count} more attributes', ja: '… ほか {count} 項目' },
  gone: { en: '(none)', ja: '(なし)' },
  finish: { en: ' (second part)', ja: ' (後半)' },
  attribute: { en: 'Attribute', ja: '項目' },
  before: { en: 'Before', ja: '変更前' },
  after: { en: 'After', ja: '変更後' },
} as const satisfies Record<Action | string, Message>;

/** What a dangerous step does, as a sentence. `{kind}` is a kind's title within a sentence, `{key}` the element's key, `{changes}` some changes in words. */
export const dangerMessages = {
  deleteWhole: { en: 'Deletes the {kind} {key}.', ja: '{kind} {key} を削除します。' },
  deletes: { en: 'Deletes parts of the {kind} {key}: {changes}.', ja: '{kind} {key} の一部を削除します: {changes}。' },
  rights: { en: 'Raises rights through the {kind} {key}: {changes}.', ja: '{kind} {key} で権限が強まります: {changes}。' },
  'data-leaves': {
    en: 'Sends data out of the org through the {kind} {key}: {changes}.',
    ja: '{kind} {key} を通じてデータが組織の外へ送られます: {changes}。',
  },
  created: { en: 'it is created', ja: '新しく作成されます' },
  removed: { en: 'it is deleted', ja: '削除されます' },
  attributeChanges: { en: '{path} changes from {before} to {after}', ja: '{path} が {before} から {after} に変わります' },
  attributeComes: { en: '{path} becomes {after}', ja: '{path} が {after} になります' },
  attributeGoes: { en: '{path} goes (it was {before})', ja: '{path} がなくなります (変更前は {before})' },
  attributeTouched: { en: '{path} changes', ja: '{path} が変わります' },
  moreChanges: { en: '{count} more changes', ja: 'ほか {count} 件の変更' },
  separator: { en: '; ', ja: '、' },
  byHand: { en: ' To be done by hand.', ja: ' 手作業で行います。' },
} as const satisfies Record<Exclude<Risk, 'none'> | string, Message>;

import type { Action, Risk } from '../../model/plan.ts';
import type { Message } from '../language.ts';

/** Words of a plan in every report for people. */
export const planMessages = {
  title: { en: 'Plan for {org}', ja: '{org} のプラン' },
  toCreate: { en: '{count} to create', ja: '作成 {count} 件' },
  toUpdate: { en: '{count} to update', ja: '更新 {count} 件' },
  toDelete: { en: '{count} to delete', ja: '削除 {count} 件' },
  toDoByHand: { en: '{count} by hand', ja: '手作業 {count} 件' },
  heldBack: { en: '{count} blocked', ja: '停止 {count} 件' },
  leftAlone: { en: '{count} unchanged', ja: '変更なし {count} 件' },
  comma: { en: ', ', ja: '、' },
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
  credits: { en: 'Applying costs about {credits} API {credits?credit:credits}.', ja: '適用にはおよそ {credits} API クレジットかかります。' },
  digest: { en: 'Plan digest: {digest}', ja: 'プランのダイジェスト: {digest}' },
  digestNote: {
    en: 'An approval covers exactly the plan with this digest.',
    ja: '承認の対象は、このダイジェストのプランだけです。',
  },
  moreChanges: { en: '… and {count} more {count?attribute:attributes}', ja: '… ほか {count} 属性' },
  gone: { en: '(none)', ja: '(なし)' },
  finish: { en: ' (second part)', ja: ' (後半)' },
  attribute: { en: 'Attribute', ja: '属性' },
  before: { en: 'Before', ja: '変更前' },
  after: { en: 'After', ja: '変更後' },
} as const satisfies Record<Action | string, Message>;

/** What a step does to an element, as the start of a sentence. `{kind}` is a kind's title within a sentence, `{key}` the element's key. */
export const deedMessages = {
  create: { en: 'Creates the {kind} {key}', ja: '{kind} {key} を作成します' },
  update: { en: 'Changes the {kind} {key}', ja: '{kind} {key} を変更します' },
  delete: { en: 'Deletes the {kind} {key}', ja: '{kind} {key} を削除します' },
} as const satisfies Record<Action, Message>;

/** Why a step is dangerous, as the middle of a sentence. */
export const riskMessages = {
  deletes: { en: ', which deletes part of it', ja: '。一部が削除されます' },
  rights: { en: ', which raises rights', ja: '。権限が強まります' },
  'data-leaves': { en: ', which sends data out of the org', ja: '。データが組織の外へ送られます' },
} as const satisfies Record<Exclude<Risk, 'none'>, Message>;

/** What becomes of an attribute, as a part of a sentence. */
export const changeMessages = {
  changes: { en: '{path} changes from {before} to {after}', ja: '{path} が {before} から {after} に変わります' },
  is: { en: '{path} is {after}', ja: '{path} は {after} です' },
  comes: { en: '{path} becomes {after}', ja: '{path} が {after} になります' },
  goes: { en: '{path} goes (it was {before})', ja: '{path} がなくなります (変更前は {before})' },
  touched: { en: '{path} changes', ja: '{path} が変わります' },
  more: { en: '{count} more {count?change:changes}', ja: 'ほかに {count} 件の変更があります' },
  separator: { en: '; ', ja: '。' },
  end: { en: '.', ja: '。' },
  byHand: { en: ' To be done by hand.', ja: '手作業で行います。' },
} as const satisfies Record<string, Message>;

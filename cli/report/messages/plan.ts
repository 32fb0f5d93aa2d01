import type { Action, Risk, Side } from '../../model/plan.ts';
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
  blockedNote: {
    en: 'Nobody does these until what is said here is settled. Everything else goes on without them.',
    ja: '記載の事項が解決するまで、誰も行いません。それ以外は先に進みます。',
  },
  toDo: { en: 'to do: {fix}', ja: '対処: {fix}' },
  consent: {
    en: 'to agree, write this line into the text of the pull request: {line}',
    ja: '同意する場合は、プルリクエストの本文に次の行を書いてください: {line}',
  },
  consentOption: { en: 'or plan again with {option}', ja: 'または次を付けて plan を実行してください: {option}' },
  records: { en: '{count} {count?record hangs:records hang} on it', ja: '関係するレコード {count} 件' },
  refused: {
    en: 'This plan is refused: {count} {count?error:errors}. Nothing of it is applied until {count?it is:they are} mended.',
    ja: 'このプランは拒否されます: エラー {count} 件。解消するまで何も適用されません。',
  },
  unchanged: { en: 'Unchanged', ja: '変更なし' },
  cost: {
    en: 'Applying costs about {credits} API {credits?credit:credits} and takes about {minutes} {minutes?minute:minutes}.',
    ja: '適用にはおよそ {credits} API クレジット、{minutes} 分かかります。',
  },
  costShort: {
    en: 'Applying costs about {credits} API {credits?credit:credits} and takes less than a minute.',
    ja: '適用にはおよそ {credits} API クレジットかかり、1 分以内に終わります。',
  },
  digest: { en: 'Plan digest: {digest}', ja: 'プランのダイジェスト: {digest}' },
  digestNote: {
    en: 'An approval covers exactly the plan with this digest.',
    ja: '承認の対象は、このダイジェストのプランだけです。',
  },
  moreChanges: { en: '… and {count} more {count?attribute:attributes}', ja: '… ほか {count} 属性' },
  morePlaces: { en: '… and {count} more {count?place:places}', ja: '… ほか {count} か所' },
  gone: { en: '(none)', ja: '(なし)' },
  finish: { en: ' (second part)', ja: ' (後半)' },
  attribute: { en: 'Attribute', ja: '属性' },
  before: { en: 'Before', ja: '変更前' },
  after: { en: 'After', ja: '変更後' },
} as const satisfies Record<Action | string, Message>;

/** What a step does to an element, as the start of a sentence. `{kind}` is a kind's title within a sentence, `{key}` the element's key, `{records}` what hangs on it. */
export const deedMessages = {
  create: { en: 'Creates the {kind} {key}{records}', ja: '{kind} {key}{records} を作成します' },
  update: { en: 'Changes the {kind} {key}{records}', ja: '{kind} {key}{records} を変更します' },
  delete: { en: 'Deletes the {kind} {key}{records}', ja: '{kind} {key}{records} を削除します' },
} as const satisfies Record<Action, Message>;

/** Who moved since the last apply, beside a change. */
export const sideMessages = {
  ours: { en: 'the files changed this since the last apply', ja: '前回の適用の後にファイル側で変更' },
  theirs: {
    en: 'the org changed this since the last apply; applying undoes that',
    ja: '前回の適用の後に組織側で変更。適用すると取り消されます',
  },
  both: {
    en: 'both moved since the last apply: the org to what stands before, the files to what stands after',
    ja: '前回の適用の後に両方で変更: 変更前は組織の値、変更後はファイルの値',
  },
} as const satisfies Record<Side, Message>;

/** Why a step is dangerous, as the middle of a sentence. */
export const riskMessages = {
  deletes: { en: ', which can destroy what records hold', ja: '。レコードの値が失われることがあります' },
  rights: { en: ', which raises rights', ja: '。権限が強まります' },
  'data-leaves': { en: ', which sends data out of the org', ja: '。データが組織の外へ送られます' },
  owners: { en: ', which changes who owns records', ja: '。データの所有者が変わります' },
} as const satisfies Record<Exclude<Risk, 'none'>, Message>;

/** The same after another risk. */
export const furtherRiskMessages = {
  deletes: { en: ' and can destroy what records hold', ja: '。レコードの値が失われることがあります' },
  rights: { en: ' and raises rights', ja: '。権限が強まります' },
  'data-leaves': { en: ' and sends data out of the org', ja: '。データが組織の外へ送られます' },
  owners: { en: ' and changes who owns records', ja: '。データの所有者が変わります' },
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
  heldBack: { en: ' Blocked for now.', ja: '現在は停止しています。' },
  records: { en: ', on which {count} {count?record hangs:records hang}', ja: ' (関係するレコード {count} 件)' },
} as const satisfies Record<string, Message>;

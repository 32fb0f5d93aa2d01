/** Languages of messages. */
export type Lang = 'en' | 'ja';

/** A text in every language; `{name}` is filled in. */
export type Message = Readonly<Record<Lang, string>>;

/** Messages of schema findings, by JSON Schema keyword where there is one (JSON Schema 2020-12, Validation). */
export const schemaMessages = {
  additionalProperties: { en: 'A {title} has no attribute {name}.', ja: '{title}に属性 {name} はありません。' },
  required: { en: 'The attribute {name} is missing.', ja: '必須の属性 {name} がありません。' },
  type: { en: '{value} is not {type}.', ja: '{value} は{type}ではありません。' },
  enum: { en: '{value} is not one of {allowed}.', ja: '{value} は {allowed} のいずれでもありません。' },
  const: { en: '{value} is not {allowed}.', ja: '{value} は {allowed} ではありません。' },
  pattern: { en: '{value} does not have the form {pattern}.', ja: '{value} は {pattern} の形式に合いません。' },
  format: { en: '{value} is not written as a {format}.', ja: '{value} は {format} の形式ではありません。' },
  minLength: { en: '{value} has fewer than {limit} characters.', ja: '{value} は {limit} 文字未満です。' },
  maxLength: { en: '{value} has more than {limit} characters.', ja: '{value} は {limit} 文字を超えています。' },
  minimum: { en: '{value} is less than {limit}.', ja: '{value} は {limit} より小さい値です。' },
  maximum: { en: '{value} is more than {limit}.', ja: '{value} は {limit} より大きい値です。' },
  minItems: { en: 'The list has fewer than {limit} members.', ja: 'リストの要素が {limit} 個より少ないです。' },
  maxItems: { en: 'The list has more than {limit} members.', ja: 'リストの要素が {limit} 個を超えています。' },
  uniqueItems: { en: 'The members {first} and {second} of the list are the same.', ja: 'リストの {first} 番目と {second} 番目の要素が同じです。' },
  minProperties: { en: 'At least {limit} entries are needed here.', ja: '{limit} 個以上の項目が必要です。' },
  maxProperties: { en: 'At most {limit} entries are allowed here.', ja: '項目は {limit} 個までです。' },
  not: { en: 'There is no {title} beside what else is said here.', ja: 'ここにある他の指定とは、{title}を一緒に指定できません。' },
  other: { en: '{value} is not allowed here ({keyword}).', ja: '{value} はここでは使えません（{keyword}）。' },
} satisfies Record<string, Message>;

/** Messages of findings beyond the schema, by code. */
export const checkMessages = {
  'ref.missing': { en: '{title} {key} does not exist.', ja: '{title} {key} が存在しません。' },
  'label.duplicate': { en: 'The label {label} is also that of {other}.', ja: 'ラベル {label} は {other} でも使われています。' },
  'picklist.none': { en: '-None- stands more than once in the picklist.', ja: '選択リストに -None- が複数あります。' },
  'picklist.duplicate-value': {
    en: 'The stored value {value} stands more than once in the picklist.',
    ja: '選択リストの保存値 {value} が重複しています。',
  },
  'picklist.duplicate-label': { en: 'Two values of the picklist are shown as {value}.', ja: '選択リストの表示値 {value} が重複しています。' },
  'layout.duplicate-field': { en: 'The field {field} stands more than once in the layout.', ja: '項目 {field} がレイアウトに複数回あります。' },
  'workflow.no-action': { en: 'The workflow rule has no action.', ja: 'ワークフロールールにアクションがありません。' },
  'blueprint.state': { en: '{state} is not a value of the field {field}.', ja: '{state} は項目 {field} の値ではありません。' },
  'blueprint.transition': {
    en: 'The transition leads {direction} {state}, which is not a state of the blueprint.',
    ja: '遷移の{direction} {state} はブループリントの状態ではありません。',
  },
  'cadence.place': {
    en: 'Follow-up {place} of {count} is none that can be named here.',
    ja: '{count} 件のフォローアップのうち、{place} 番目はここでは指定できません。',
  },
  'cadence.no-action': { en: 'The follow-up does nothing.', ja: 'フォローアップにアクションがありません。' },
  'cadence.feature': { en: '{key} is not made for cadences.', ja: '{key} はケイデンス用ではありません。' },
  'option.missing': { en: '{value} is not a value of the field {field}.', ja: '{value} は項目 {field} の値ではありません。' },
  'choice.second': {
    en: '{other} says `{attribute}` as well, and only one can.',
    ja: '{other} にも `{attribute}` があります。指定できるのは 1 つだけです。',
  },
  'role.cycle': { en: 'The role reports to itself, through {path}.', ja: '役職の上位が自分自身に戻ります（{path}）。' },
} satisfies Record<string, Message>;

/** What to do, by code of the finding or by keyword of the schema. */
export const fixMessages = {
  near: { en: 'Did you mean {near}?', ja: '{near} のことですか。' },
  additionalProperties: { en: 'Remove it, or use one of: {allowed}.', ja: '削除するか、次のいずれかを使ってください: {allowed}。' },
  required: { en: 'Add a line `{name}: …`.', ja: '`{name}: …` の行を追加してください。' },
  type: { en: 'Write {type}.', ja: '{type}を書いてください。' },
  quote: { en: 'Put it in quotes: "{value}".', ja: '引用符で囲んでください: "{value}"。' },
  not: { en: 'Leave it out, or change what else is said.', ja: '削除するか、他の指定を変えてください。' },
  value: { en: 'Correct the value.', ja: '値を修正してください。' },
  'ref.missing': { en: 'Add the {title}, or refer to another one.', ja: '{title}を追加するか、別のものを参照してください。' },
  'label.duplicate': { en: 'Give one of them another label.', ja: 'どちらかのラベルを変えてください。' },
  'picklist.none': { en: 'Keep the first one.', ja: '最初の 1 つだけを残してください。' },
  'picklist.duplicate-value': {
    en: 'Remove one of them, or give it another `actual_value`.',
    ja: 'どちらかを削除するか、別の `actual_value` にしてください。',
  },
  'picklist.duplicate-label': { en: 'Give one of them another `display_value`.', ja: 'どちらかの `display_value` を変えてください。' },
  'layout.duplicate-field': { en: 'Remove one of them.', ja: 'どちらかを削除してください。' },
  'workflow.no-action': {
    en: 'Add an action to `instant_actions` or `scheduled_actions`, or remove the rule.',
    ja: '`instant_actions` か `scheduled_actions` にアクションを追加するか、ルールを削除してください。',
  },
  'blueprint.state': { en: 'Use one of: {allowed}.', ja: '次のいずれかを使ってください: {allowed}。' },
  'blueprint.transition': {
    en: 'Add it to `states`, or use one of: {allowed}.',
    ja: '`states` に追加するか、次のいずれかを使ってください: {allowed}。',
  },
  'cadence.place': {
    en: 'Name another follow-up by its place in the list, counted from 1.',
    ja: '別のフォローアップを、一覧での位置（1 から数える）で指定してください。',
  },
  'cadence.no-action': {
    en: 'Add one of `task`, `email_notification`, `call` and `message`.',
    ja: '`task`、`email_notification`、`call`、`message` のいずれかを追加してください。',
  },
  'cadence.feature': {
    en: 'Give it `feature_type: cadences`, or name another one.',
    ja: '`feature_type: cadences` にするか、別のものを指定してください。',
  },
  'option.missing': { en: 'Use one of: {allowed}.', ja: '次のいずれかを使ってください: {allowed}。' },
  'choice.second': { en: 'Leave `{attribute}` out of one of them.', ja: 'どちらかの `{attribute}` を外してください。' },
  'role.cycle': { en: 'Let one of them report to a role outside the circle.', ja: 'いずれかの上位を循環の外の役職にしてください。' },
} satisfies Record<string, Message>;

/** Names of JSON types. */
export const typeNames = {
  string: { en: 'a text', ja: '文字列' },
  number: { en: 'a number', ja: '数値' },
  integer: { en: 'a whole number', ja: '整数' },
  boolean: { en: '`true` or `false`', ja: '`true` または `false` ' },
  array: { en: 'a list', ja: 'リスト' },
  object: { en: 'a mapping', ja: 'マッピング' },
  null: { en: 'empty', ja: '空' },
} satisfies Record<string, Message>;

/** Words inside messages. */
export const words = {
  or: { en: ' or ', ja: 'または' },
  from: { en: 'from', ja: '元' },
  to: { en: 'to', ja: '先' },
} satisfies Record<string, Message>;

/** A message in a language with its placeholders filled; those without a value stay, which a test would see. */
export function fillMessage(message: Message, lang: Lang, values: Readonly<Record<string, string | number>>): string {
  return message[lang].replace(/\{(\w+)\}/g, (placeholder, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : placeholder));
}

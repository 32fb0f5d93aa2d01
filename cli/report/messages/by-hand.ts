import type { Action } from '../../model/plan.ts';
import type { Message } from '../language.ts';

/** What a person does for a step by hand. `{kind}` is a kind's title within a sentence, `{key}` the element's key. */
export const handMessages = {
  create: {
    en: 'In the setup of the org, create the {kind} {key} with these values.',
    ja: '組織の設定画面で、{kind} {key} を次の値で作成してください。',
  },
  update: {
    en: 'In the setup of the org, change the {kind} {key} to these values.',
    ja: '組織の設定画面で、{kind} {key} を次の値に変更してください。',
  },
  delete: { en: 'In the setup of the org, delete the {kind} {key}.', ja: '組織の設定画面で、{kind} {key} を削除してください。' },
} as const satisfies Record<Action, Message>;

/** What goes with it. */
export const setupMessages = {
  menu: { en: 'Way: {menu}', ja: '場所: {menu}' },
  page: { en: 'Page: {url}', ja: 'ページ: {url}' },
  near: {
    en: 'Page: {url} (it leads into the setup; the address of the page itself is published nowhere)',
    ja: 'ページ: {url} (設定画面の入口です。該当ページのアドレスは公開されていません)',
  },
  takeAway: { en: '{path}: take it away', ja: '{path}: 削除してください' },
  toTick: {
    en: 'Nobody but you can tell when these are done: tick each one that is. Plans ask for it until then.',
    ja: '完了したかどうかは API では確認できません。完了したものにチェックを付けてください。付けるまでプランに表示されます。',
  },
  readBack: {
    en: 'These are read back: plans no longer list them once the org is as wanted.',
    ja: '完了したかどうかは組織から読み取られます。ファイルの内容と一致すると、プランに表示されなくなります。',
  },
} as const satisfies Record<string, Message>;

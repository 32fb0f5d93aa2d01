import type { Message } from '../language.ts';

/** Words of an approver's own look at a request. */
export const reviewMessages = {
  request: { en: 'Request #{number} at {head}', ja: 'リクエスト #{number} ({head})' },
  equal: {
    en: 'The recorded plan is the same: {name}.',
    ja: '記録されたプランと一致しています: {name}。',
  },
  differs: {
    en: 'The recorded plan is another one: {name}, {digest}.',
    ja: '記録されたプランと一致しません: {name}、{digest}。',
  },
  noRecord: { en: 'No plan is recorded for this request yet.', ja: 'このリクエストのプランはまだ記録されていません。' },
  signed: {
    en: 'Signed with identity {key}: {name}.',
    ja: '識別キー {key} で署名しました: {name}。',
  },
  question: {
    en: 'Sign plan {digest} of request #{number} for {org}? Type "yes" to sign:',
    ja: '{org} へのリクエスト #{number} のプラン {digest} に署名しますか。署名する場合は「yes」と入力してください:',
  },
} as const satisfies Record<string, Message>;

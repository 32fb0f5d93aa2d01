import type { Message } from '../language.ts';

/** Words of the comments on a pull request. */
export const requestMessages = {
  planTitle: { en: 'orgcast plan for {org}', ja: '{org} の orgcast プラン' },
  refusedTitle: { en: 'orgcast refuses this request for {org}', ja: 'orgcast は {org} へのこのリクエストを受け付けません' },
  refusedNote: {
    en: 'Merging it would apply nothing. Mend the findings below and send again, with the same copy key while it is valid.',
    ja: 'このままマージしても何も適用されません。下の指摘を解消してから、もう一度送信してください。有効期限内であれば同じコピーキーを使えます。',
  },
  receiptTitle: { en: 'orgcast receipt for {org}: {status}', ja: '{org} の orgcast 適用記録: {status}' },
  mergeNote: {
    en: 'Merging this request approves exactly this plan. If the org changes before then, nothing is applied and the job says what changed.',
    ja: 'このリクエストをマージすると、このプランだけが承認されます。それまでに組織が変わった場合は何も適用されず、変わった点をジョブが報告します。',
  },
  severity: { en: 'Severity', ja: '重要度' },
  cut: {
    en: '{count} more {count?entry does:entries do} not fit into this comment. {rest}',
    ja: 'このコメントに収まらない内容が、ほかに {count} 件あります。{rest}',
  },
  cutDangers: {
    en: '**Of these, {count} {count?is:are} to be looked at first.**',
    ja: '**そのうち {count} 件は、先に確認すべきものです。**',
  },
  restHere: { en: 'The whole plan is [here]({url}).', ja: 'プランの全体は[こちら]({url})にあります。' },
  restLocal: { en: 'Run `orgcast review {number}` to see them all.', ja: '`orgcast review {number}` を実行すると、すべて表示されます。' },
  restSummary: { en: 'The summary of the workflow run shows all of them.', ja: 'ワークフロー実行のサマリーで、すべて確認できます。' },
  hidden: { en: 'Values are not shown here because the policy of the org says so.', ja: '組織のポリシーにより、値はここに表示されません。' },
} as const satisfies Record<string, Message>;

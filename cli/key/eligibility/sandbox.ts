import type { EligibilityRule } from './rule.ts';

/** A sandbox neither sends nor receives (Zoho "Using Copy Customization", Other). Told by `type` of `GET /org`. */
export const sandbox: EligibilityRule = {
  judge: ({ type }) => (type === 'sandbox' ? [refused] : []),
};

const refused = {
  code: 'eligibility.sandbox',
  severity: 'error' as const,
  message: {
    en: '{org} is a sandbox; sandboxes neither send nor receive configuration (Zoho, "Using Copy Customization").',
    ja: '{org} はサンドボックスです。サンドボックスは設定の送信も受信もできません (Zoho「Using Copy Customization」)。',
  },
  fix: {
    en: 'Use the production org; changes of a sandbox are deployed to it by Zoho itself, or applied as own changes with "orgcast apply {org} --plan".',
    ja: '本番の組織を使ってください。サンドボックスの変更は、Zoho のデプロイ機能か、「orgcast apply {org} --plan」による自組織の変更として適用できます。',
  },
};

import type { EligibilityRule } from './rule.ts';

/** Types of `GET /org` that are orgs of Zoho CRM (OpenAPI org.json); a sandbox has a rule of its own. */
const ofCrm: ReadonlySet<string> = new Set(['production', 'developer', 'sandbox']);

/**
 * Both ends are orgs of Zoho CRM (Zoho "Using Copy Customization"): `type` of `GET /org` may also be `bigin`, another product (OpenAPI org.json). A type that is
 * not told, or that is new to us, is refused too, since a sandbox could stand behind it.
 */
export const product: EligibilityRule = {
  judge({ type }) {
    if (ofCrm.has(type)) return [];
    return type === 'bigin' ? [refused] : [{ ...unknown, values: { type: type === '' ? '-' : type } }];
  },
};

const refused = {
  code: 'eligibility.product',
  severity: 'error' as const,
  message: {
    en: '{org} is an org of Bigin; configuration is copied between orgs of Zoho CRM only (Zoho, "Using Copy Customization").',
    ja: '{org} は Bigin の組織です。設定をコピーできるのは Zoho CRM の組織の間だけです (Zoho「Using Copy Customization」)。',
  },
  fix: { en: 'Use an org of Zoho CRM.', ja: 'Zoho CRM の組織を使ってください。' },
};

const unknown = {
  code: 'eligibility.product-unknown',
  severity: 'error' as const,
  message: {
    en: '{org} is an org of the type "{type}", of which it could not be determined that it is no sandbox; sandboxes neither send nor receive (Zoho, "Using Copy Customization").',
    ja: '{org} の組織の種類「{type}」は、サンドボックスでないと判定できませんでした。サンドボックスは送信も受信もできません (Zoho「Using Copy Customization」)。',
  },
  fix: {
    en: 'Use a production or developer org, or a version of orgcast that knows this type.',
    ja: '本番または Developer の組織を使うか、この種類に対応したバージョンの orgcast を使ってください。',
  },
};

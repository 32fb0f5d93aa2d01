import { editionOf } from '../../model/eligibility.ts';
import type { EligibilityRule } from './rule.ts';

/**
 * An org of a Zoho One or CRM Plus bundle may send, and receives only with all integrations off (Zoho "Using Copy Customization", Bundles). The API lists no
 * integrations: what shows is the Google switch of the org and layouts that an integration made (`source`). One that shows is refused. That none shows does not prove
 * that all are off, so that is said in a warning and not refused: a refusal could never be mended, and only steps that the plan shows are done.
 */
export const bundle: EligibilityRule = {
  judge({ license, traces, now }, side) {
    const title = editionOf(license, now).bundle;
    if (side === 'source' || title === undefined || traces === undefined) return [];
    const seen = traces.filter(({ what }) => what === 'integration').map((trace) => trace.seen);
    if (seen.length === 0) return [{ ...unseen, values: { bundle: title } }];
    return [{ ...refused, values: { bundle: title, seen: seen.slice(0, 5).join(', ') } }];
  },
};

const refused = {
  code: 'eligibility.bundle-integrations',
  severity: 'error' as const,
  message: {
    en: '{org} is part of {bundle} and has integrations that are on ({seen}); such an org receives only with all integrations off (Zoho, "Using Copy Customization").',
    ja: '{org} は {bundle} の組織で、有効な連携があります ({seen})。{bundle} の組織が受信できるのは、すべての連携が無効の場合だけです (Zoho「Using Copy Customization」)。',
  },
  fix: {
    en: 'Switch all integrations of {org} off in its setup, and on again after the copy.',
    ja: '{org} の設定画面ですべての連携を無効にし、コピーの後で有効に戻してください。',
  },
};

const unseen = {
  code: 'eligibility.integrations-unknown',
  severity: 'warning' as const,
  message: {
    en: '{org} is part of {bundle}, which receives only with all integrations off (Zoho, "Using Copy Customization"). None shows, but the API does not list integrations, so it could not be determined that all are off.',
    ja: '{org} は {bundle} の組織で、受信できるのはすべての連携が無効の場合だけです (Zoho「Using Copy Customization」)。有効な連携は見つかりませんが、API は連携の一覧を返さないため、すべて無効とは判定できませんでした。',
  },
  fix: {
    en: 'Look into the setup of {org}, at Marketplace and Zoho, that every integration is off.',
    ja: '{org} の設定画面 (マーケットプレイス、Zoho) で、すべての連携が無効であることを確認してください。',
  },
};

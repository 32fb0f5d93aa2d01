import type { EligibilityRule } from './rule.ts';
import { severityOfLimit } from './rule.ts';

/** How often an org can receive in its life through Zoho's own feature. */
export const mostReceipts = 3;

/**
 * An org receives three times in its life through Zoho's own feature (Zoho "Using Copy Customization", Limits 1). Only receipts of our ledger are counted: what Zoho's
 * feature itself has brought is told by no API. No limit of an apply through the API.
 */
export const receipts: EligibilityRule = {
  judge(facts, side, rules) {
    if (side === 'source' || facts.receipts === undefined || facts.receipts < mostReceipts) return [];
    return [{ ...beyond, severity: severityOfLimit(rules), values: { receipts: facts.receipts, limit: mostReceipts } }];
  },
};

const beyond = {
  code: 'eligibility.receipts',
  message: {
    en: '{org} has received {receipts} times by the ledger; Zoho\'s own feature lets an org receive {limit} times in its lifetime (Zoho, "Using Copy Customization").',
    ja: '台帳によると、{org} はすでに {receipts} 回受信しています。Zoho 自身の機能では、1 つの組織が受信できるのは通算 {limit} 回までです (Zoho「Using Copy Customization」)。',
  },
  fix: {
    en: 'An apply needs no such limit; under the policy "native-parity" change {org} by own plans.',
    ja: '適用にこの制限はありません。ポリシー「native-parity」に従う場合は、{org} を自組織のプランで変更してください。',
  },
};

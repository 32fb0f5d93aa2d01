import { editionOf } from '../../model/eligibility.ts';
import type { EligibilityRule } from './rule.ts';
import { severityOfLimit } from './rule.ts';

/**
 * Zoho's own feature does not work for a target that has integrations or extensions (Zoho "Using Copy Customization", Limits 2). An apply through the API leaves alone
 * what belongs to them, so this is a warning unless the policy asks for parity. Integrations of a bundle are the rule `bundle`.
 */
export const extensions: EligibilityRule = {
  judge({ license, traces = [], now }, side, rules) {
    const isBundle = editionOf(license, now).bundle !== undefined;
    const seen = traces.filter(({ what }) => what === 'extension' || !isBundle).map((trace) => trace.seen);
    if (side === 'source' || seen.length === 0) return [];
    const more = seen.length > 5 ? ', …' : '';
    return [{ ...found, severity: severityOfLimit(rules), values: { seen: `${seen.slice(0, 5).join(', ')}${more}` } }];
  },
};

const found = {
  code: 'eligibility.extensions',
  message: {
    en: '{org} has integrations or extensions ({seen}), with which Zoho\'s own feature receives nothing (Zoho, "Using Copy Customization").',
    ja: '{org} には連携または拡張機能があります ({seen})。Zoho 自身の機能では、その場合は受信できません (Zoho「Using Copy Customization」)。',
  },
  fix: {
    en: 'An apply leaves alone what belongs to them; remove them where the policy "native-parity" is to hold.',
    ja: '適用はそれらに属するものを変更しません。ポリシー「native-parity」に従う場合は、取り除いてください。',
  },
};

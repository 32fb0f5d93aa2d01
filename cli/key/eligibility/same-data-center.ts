import type { EligibilityRule } from './rule.ts';
import { severityOfLimit } from './rule.ts';

/**
 * Source and target are in the same data centre (older pages of Zoho, "Copying Customization"; the present page does not say so). No limit of an apply through the API.
 * For a target, the source's data centre is the word of the sender, who signed it; for a source, the target's is what its org.yaml says.
 */
export const sameDataCenter: EligibilityRule = {
  judge({ dataCenter, other }, _side, rules) {
    if (other?.dataCenter === undefined || other.dataCenter === dataCenter) return [];
    return [{ ...different, severity: severityOfLimit(rules), values: { own: dataCenter, other: other.dataCenter } }];
  },
};

const different = {
  code: 'eligibility.other-data-center',
  message: {
    en: '{org} is in the data centre "{own}", and the other org in "{other}"; Zoho\'s own feature stays within one (Zoho, "Copying Customization").',
    ja: '{org} のデータセンターは「{own}」、相手の組織は「{other}」です。Zoho 自身の機能では、同じデータセンターである必要があります (Zoho「Copying Customization」)。',
  },
  fix: {
    en: 'Make sure that configuration may leave the data centre.',
    ja: '設定をデータセンターの外に出してよいことを確認してください。',
  },
};

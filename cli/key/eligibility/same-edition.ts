import { editionOf } from '../../model/eligibility.ts';
import type { EligibilityRule } from './rule.ts';
import { severityOfLimit } from './rule.ts';

/**
 * Source and target have the same edition, where a trial of it serves too (older pages of Zoho, "Copying Customization"; the present page does not say so). No limit of
 * an apply through the API: what the target's edition lacks is a guard's matter. The source's edition is the word of the sender, who signed it.
 */
export const sameEdition: EligibilityRule = {
  judge({ license, now, other }, side, rules) {
    const own = editionOf(license, now).name;
    if (side === 'source' || other?.edition === undefined || own === undefined || own === other.edition) return [];
    return [{ ...different, severity: severityOfLimit(rules), values: { own, other: other.edition } }];
  },
};

const different = {
  code: 'eligibility.other-edition',
  message: {
    en: 'The source has the edition "{other}", by the word of the sender, and {org} "{own}"; Zoho\'s own feature asks for the same edition (Zoho, "Copying Customization").',
    ja: '送信元のエディションは送信者の申告では「{other}」、{org} は「{own}」です。Zoho 自身の機能では、同じエディションである必要があります (Zoho「Copying Customization」)。',
  },
  fix: {
    en: 'Look at the plan for what the edition of {org} lacks.',
    ja: '{org} のエディションにない機能がプランにないか確認してください。',
  },
};

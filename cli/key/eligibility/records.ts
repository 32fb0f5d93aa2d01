import type { EligibilityRule } from './rule.ts';
import { severityOfLimit } from './rule.ts';

/** Records from which on an org does not receive through Zoho's own feature. */
const recordLimit = 100_000;

/**
 * Only orgs with less than 100,000 records receive through Zoho's own feature (Zoho "Using Copy Customization", Limits 3). No limit of an apply through the API, which
 * touches no records. Modules that do not tell are named. Some of the product's own never do, so that is a warning, and refused under parity only where none told.
 */
export const records: EligibilityRule = {
  judge(facts, side, rules) {
    if (side === 'source' || facts.records === undefined) return [];
    const { counted, told, uncounted } = facts.records;
    const values = { counted, limit: recordLimit, modules: uncounted.slice(0, 5).join(', ') };
    if (counted >= recordLimit) return [{ ...beyond, severity: severityOfLimit(rules), values }];
    const severity = told === 0 ? severityOfLimit(rules) : 'warning';
    return uncounted.length === 0 ? [] : [{ ...unknown, severity, values }];
  },
};

const fix = {
  en: 'An apply needs no such limit; under the policy "native-parity" {org} cannot receive.',
  ja: '適用にこの制限はありません。ポリシー「native-parity」に従う場合、{org} は受信できません。',
};

const beyond = {
  code: 'eligibility.records',
  message: {
    en: '{org} holds {counted} records; Zoho\'s own feature is for orgs with less than {limit} (Zoho, "Using Copy Customization").',
    ja: '{org} のレコードは {counted} 件です。Zoho 自身の機能は、{limit} 件未満の組織のためのものです (Zoho「Using Copy Customization」)。',
  },
  fix,
};

const unknown = {
  code: 'eligibility.records-unknown',
  message: {
    en: 'The records of {org} could not be counted in every module ({modules}), so whether it holds less than {limit} could not be determined (Zoho, "Using Copy Customization").',
    ja: '{org} のレコードを数えられないタブがあり ({modules})、{limit} 件未満か判定できませんでした (Zoho「Using Copy Customization」)。',
  },
  fix: {
    en: 'Give the client of {org} the scope ZohoCRM.modules.READ.',
    ja: '{org} のクライアントにスコープ ZohoCRM.modules.READ を付与してください。',
  },
};

import type { EligibilityFacts, EligibilitySide } from '../../model/eligibility.ts';
import type { Finding } from '../../model/finding.ts';
import type { ApprovalRules } from '../../model/org.ts';
import { administrator } from './administrator.ts';
import { bundle } from './bundle.ts';
import { edition } from './edition.ts';
import { extensions } from './extensions.ts';
import { product } from './product.ts';
import { receipts } from './receipts.ts';
import { records } from './records.ts';
import type { EligibilityRule, Language } from './rule.ts';
import { findingOf } from './rule.ts';
import { sameDataCenter } from './same-data-center.ts';
import { sameEdition } from './same-edition.ts';
import { sandbox } from './sandbox.ts';
import { sourceStatement } from './source-statement.ts';

/** What an org is, then who asks, then the limits of Zoho's own feature. That the org is the one meant at all is judged before (`org.wrong`, `request.other-org`). */
const eligibilityRules: readonly EligibilityRule[] = [
  sandbox,
  product,
  edition,
  bundle,
  administrator,
  extensions,
  records,
  receipts,
  sameEdition,
  sameDataCenter,
  sourceStatement,
];

/**
 * Judges whether an org may send (`source`) or receive (`target`). Errors refuse; warnings name limits of Zoho's own feature and what could not be found out. What the
 * facts lack because nobody asked is not judged. Pure: the clock is in the facts.
 */
export function judgeEligibility(
  facts: EligibilityFacts,
  side: EligibilitySide,
  rules: Pick<ApprovalRules, 'eligibility'>,
  language: Language = 'en',
): readonly Finding[] {
  return eligibilityRules.flatMap((rule) => rule.judge(facts, side, rules)).map((verdict) => findingOf(verdict, facts.org, language));
}

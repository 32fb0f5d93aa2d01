import type { Ref } from '../model/element.ts';

/** What to do about codes of one sort; `element` is how messages name what was refused. */
type Advice = (element: string) => string;

const correct: Advice = (element) => `Correct that value of ${element} in its file, then run again.`;
const add: Advice = (element) => `Add what is missing to ${element} in its file, then run again.`;
const rename: Advice = (element) => `Give ${element} another name, then run again.`;
const compare: Advice = (element) => `The org may have ${element} already: export the org, compare, then run again.`;
const makeRoom: Advice = (element) => `Make room in the org, or leave ${element} out, then run again.`;
const switchOn: Advice = (element) => `Switch the feature on in the org's setup, or leave ${element} out, then run again.`;
const byHand: Advice = (element) => `This org's API does not take it: set ${element} in the org's setup, then run again.`;
const lookInOrg: Advice = (element) => `Look at ${element} and at what uses it in the org's setup, settle what the CRM names, then run again.`;
const allow: Advice = (element) => `Give the user behind the refresh token the right to change ${element}, then run again.`;
const renew: Advice = (element) => `Check the refresh token and its scopes, then run again for ${element}.`;
const wait: Advice = (element) => `Run again later; ${element} is taken up where it was left.`;

/** Codes by what they ask for (Zoho "Status codes" and the errors of its pages), the first pattern that fits. */
const advices: readonly (readonly [RegExp, Advice])[] = [
  [/^(?:INTERNAL_|TOO_MANY_|ALREADY_SCHEDULED|HTTP_5|HTTP_429|AMBIGUOUS)/, wait],
  [/^(?:OAUTH_|INVALID_TOKEN|AUTHENTICATION_)/, renew],
  [/^(?:NO_PERMISSION|PERMISSION_|AUTHORIZATION_|INACTIVE_USER|FEATURE_PERMISSION|FORBIDDEN)/, allow],
  [/(?:^|_)LIMIT_EXCEEDED$/, makeRoom],
  [/^(?:FEATURE_|NOT_SUPPORTED|TERRITORY_|CURRENCIES_|NOT_ACTIVE_)|_NOT_ENABLED$/, switchOn],
  [/^(?:API_NOT_SUPPORTED|INVALID_URL_PATTERN|INVALID_REQUEST|BAD_REQUEST)/, byHand],
  [/^RESERVED_/, rename],
  [/^(?:DUPLICATE_|ALREADY_|ID_ALREADY_|MAPPING_(?:ALREADY_)?EXISTS)/, compare],
  [/_MISSING$|_NOT_FOUND$/, add],
  [/^(?:NOT_ALLOWED|CANNOT_|ASSOCIATIONS_|RECORD_|NOT_APPROVED|DEPENDENCY_|EMAIL_UPDATE_)/, lookInOrg],
  [/^(?:INVALID_|PATTERN_|UNABLE_TO_PARSE_|DEPENDENT_|AMBIGUITY_|MAPPING_|EXPECTED_|SYNTAX_|MISSING_|INCORRECT_|DYNAMIC_)/, correct],
];

/** What to do when the CRM refuses an element, in a sentence that names it; for a code that nobody described, to settle what the CRM says. */
export function adviseRefused(code: string, ref: Ref): string {
  const plain = code.replace(/^crm\./, '').toUpperCase();
  const advice = advices.find(([pattern]) => pattern.test(plain))?.[1];
  return advice?.(ref) ?? `Settle what the CRM says of ${ref}, then run again.`;
}

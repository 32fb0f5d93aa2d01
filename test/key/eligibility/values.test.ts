import { expect, test } from 'vitest';
import { judgeEligibility } from '../../../cli/key/eligibility/judge-eligibility.ts';
import type { EligibilityFacts, LicenseFacts, Trace } from '../../../cli/model/eligibility.ts';

const license: LicenseFacts = { paidType: 'enterprise', paid: true, trialType: undefined, trialExpiry: undefined };
const good: EligibilityFacts = { org: 'osaka', type: 'production', license, dataCenter: 'jp', now: Date.parse('2026-11-22T12:00:00Z') };
const profile = { name: 'Sales', apiName: 'Sales', custom: false, type: 'normal_profile' };
const traces = (what: Trace['what'], count: number): Trace[] => Array.from({ length: count }, (_, index) => ({ what, seen: `${what} ${index}` }));
const modules = (length: number): string[] => Array.from({ length }, (_, index) => `M${index}`);
const five = (name: string): string => `${name}0, ${name}1, ${name}2, ${name}3, ${name}4`;
const bundle = { ...license, paidType: 'crmplus' };

/** What a rule finds and the beginning of how it tells it of a target. */
const cases: readonly (readonly [string, Partial<EligibilityFacts>, string, string])[] = [
  ['a type', { type: 'playground' }, 'product-unknown', 'osaka is an org of the type "playground", '],
  ['no type', { type: '' }, 'product-unknown', 'osaka is an org of the type "-", '],
  ['an edition', { license: { ...license, paidType: 'free' } }, 'edition', 'osaka has the edition "free"; '],
  ['no edition', { license: { ...license, paidType: undefined } }, 'edition', 'osaka has the edition "-"; '],
  [
    'the edition of a trial',
    { license: { paidType: 'free', paid: false, trialType: 'ultimate', trialExpiry: undefined } },
    'trial-unknown',
    'osaka is on a trial of the edition "ultimate", ',
  ],
  ['a bundle', { license: bundle, traces: [] }, 'integrations-unknown', 'osaka is part of CRM Plus, '],
  [
    'five integrations of a bundle',
    { license: bundle, traces: traces('integration', 6) },
    'bundle-integrations',
    `osaka is part of CRM Plus and has integrations that are on (${five('integration ')}); `,
  ],
  ['a profile', { caller: { profile } }, 'administrator', 'The credentials of osaka belong to a user with the profile "Sales"; '],
  [
    'a profile that says too little',
    { caller: { profile: { ...profile, name: 'Chief', apiName: 'Administrator', custom: undefined } } },
    'administrator-unknown',
    'Whether the credentials of osaka belong to an Administrator could not be determined (profile Chief); ',
  ],
  [
    'why nobody knows who asks',
    { caller: { unknown: 'no scope' } },
    'administrator-unknown',
    'Whether the credentials of osaka belong to an Administrator could not be determined (no scope); ',
  ],
  ['five extensions', { traces: traces('extension', 5) }, 'extensions', `osaka has integrations or extensions (${five('extension ')}), with`],
  ['more extensions', { traces: traces('extension', 6) }, 'extensions', `osaka has integrations or extensions (${five('extension ')}, …), with`],
  [
    'records',
    { records: { counted: 100_000, told: 1, uncounted: [] } },
    'records',
    "osaka holds 100,000 records; Zoho's own feature is for orgs with less than 100,000 (",
  ],
  [
    'five modules that do not tell',
    { records: { counted: 99_999, told: 1, uncounted: modules(6) } },
    'records-unknown',
    `The records of osaka could not be counted in every module (${five('M')}), so whether it holds less than 100,000 `,
  ],
  ['receipts', { receipts: 4 }, 'receipts', "osaka has received 4 times by the ledger; Zoho's own feature lets an org receive 3 times "],
  [
    'both editions',
    { other: { edition: 'standard', dataCenter: 'jp' } },
    'other-edition',
    'The source has the edition "standard", by the word of the sender, and osaka "enterprise"; ',
  ],
  [
    'both data centres',
    { other: { edition: 'enterprise', dataCenter: 'eu' } },
    'other-data-center',
    'osaka is in the data centre "jp", and the other org in "eu"; ',
  ],
];

test.each(cases)('a finding tells %s', (_what, over, code, beginning) => {
  const found = judgeEligibility({ ...good, ...over }, 'target', { eligibility: 'usual' });
  expect(found.map((finding) => finding.code)).toEqual([`eligibility.${code}`]);
  expect(found[0]?.message.slice(0, beginning.length)).toBe(beginning);
  const limits = [
    'extensions',
    'records',
    'records-unknown',
    'receipts',
    'other-edition',
    'other-data-center',
    'trial-unknown',
    'integrations-unknown',
  ];
  expect(found[0]?.severity).toBe(limits.includes(code) ? 'warning' : 'error');
});

test('what shows of a bundle is told of its integrations alone, and what is no integration of the extensions', () => {
  const all = [...traces('extension', 1), ...traces('integration', 1)];
  const seen = (facts: Partial<EligibilityFacts>) =>
    judgeEligibility({ ...good, ...facts, traces: all }, 'target', { eligibility: 'usual' }).map(({ message }) => /\(([^)]*)\)/.exec(message)?.[1]);
  expect(seen({ license: bundle })).toEqual(['integration 0', 'extension 0']);
  expect(seen({})).toEqual(['extension 0, integration 0']);
});

test('an Administrator is one by the profile that every org comes with, by either word for its sort', () => {
  const judge = (type: string | undefined) =>
    judgeEligibility({ ...good, caller: { profile: { ...profile, apiName: 'Administrator', type } } }, 'source', { eligibility: 'usual' });
  for (const type of ['normal_profile', 'system_profile', undefined]) expect(judge(type)).toEqual([]);
  expect(judge('')).toMatchObject([{ code: 'eligibility.administrator' }]);
});

test.each([
  [{}, ['source-unstated']],
  [{ edition: 'enterprise' }, ['source-unstated']],
  [{ dataCenter: 'jp' }, ['source-unstated']],
  [{ edition: 'enterprise', dataCenter: 'jp' }, []],
  [{ edition: 'standard' }, ['other-edition', 'source-unstated']],
  [{ dataCenter: 'eu' }, ['other-data-center', 'source-unstated']],
])('a source that states %j of itself', (other, expected) => {
  const found = judgeEligibility({ ...good, other }, 'target', { eligibility: 'usual' });
  expect(found.map(({ code }) => code.replace('eligibility.', ''))).toEqual(expected);
  const sent = judgeEligibility({ ...good, other }, 'source', { eligibility: 'usual' });
  expect(sent.map(({ code }) => code.replace('eligibility.', ''))).toEqual(expected.filter((code) => code === 'other-data-center'));
});

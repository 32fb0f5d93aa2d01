import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judgeEligibility } from '../../../cli/key/eligibility/judge-eligibility.ts';
import type { CallerFacts, EligibilityFacts, EligibilitySide, LicenseFacts, Trace } from '../../../cli/model/eligibility.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const profile = { name: 'Administrator', apiName: 'Administrator', custom: false, type: 'normal_profile' };
const license: LicenseFacts = { paidType: 'enterprise', paid: true, trialType: undefined, trialExpiry: undefined };
const good: EligibilityFacts = {
  org: 'osaka',
  type: 'production',
  license,
  dataCenter: 'jp',
  caller: { profile },
  traces: [],
  records: { counted: 99_999, told: 9, uncounted: [] },
  receipts: 2,
  other: { edition: 'enterprise', dataCenter: 'jp' },
  now,
};

const of = (over: Partial<EligibilityFacts>): EligibilityFacts => ({ ...good, ...over });
const licensed = (over: Partial<LicenseFacts>): EligibilityFacts => of({ license: { ...license, ...over } });
const trial = (trialType: string, trialExpiry?: string): EligibilityFacts => licensed({ paidType: 'free', paid: false, trialType, trialExpiry });
const called = (caller: CallerFacts): EligibilityFacts => of({ caller });
const profiled = (over: Partial<typeof profile>): EligibilityFacts => called({ profile: { ...profile, ...over } });
const bundled = (paidType: string, edition: string, traces: readonly Trace[] = []): EligibilityFacts =>
  of({ license: { ...license, paidType }, traces, other: { edition, dataCenter: 'jp' } });
const google: Trace = { what: 'integration', seen: 'Google (gapps_enabled)' };
const extension: Trace = { what: 'extension', seen: 'module zohosign__Documents' };

/** Found by the rules, `!` for what refuses. */
function codes(facts: EligibilityFacts, side: EligibilitySide, eligibility: 'usual' | 'native-parity'): string {
  return judgeEligibility(facts, side, { eligibility })
    .map(({ code, severity }) => `${code.replace('eligibility.', '')}${severity === 'error' ? '!' : ''}`)
    .join(' ');
}

interface Row {
  readonly name: string;
  readonly facts: EligibilityFacts;
  /** as source and as target, under the usual policy; the target under native-parity where that differs */
  readonly source: string;
  readonly target: string;
  readonly parity?: string;
}

const rows: readonly Row[] = [
  { name: 'an enterprise org in production', facts: good, source: '', target: '' },
  ...['standard', 'professional', 'ultimate'].map((edition) => ({
    name: `the edition ${edition}`,
    facts: of({ license: { ...license, paidType: edition }, other: { edition, dataCenter: 'jp' } }),
    source: '',
    target: '',
  })),
  {
    name: 'the free edition',
    facts: licensed({ paidType: 'free', paid: false }),
    source: 'edition!',
    target: 'edition! other-edition',
    parity: 'edition! other-edition!',
  },
  { name: 'no edition told', facts: licensed({ paidType: undefined, paid: undefined }), source: 'edition!', target: 'edition!' },
  {
    name: 'an edition that is new',
    facts: licensed({ paidType: 'galactic' }),
    source: 'edition!',
    target: 'edition! other-edition',
    parity: 'edition! other-edition!',
  },
  { name: 'a running trial', facts: trial('enterprise', '2026-11-22T12:00:01Z'), source: '', target: '' },
  {
    name: 'a trial that ended this second',
    facts: trial('enterprise', '2026-11-22T12:00:00Z'),
    source: 'edition!',
    target: 'edition! other-edition',
    parity: 'edition! other-edition!',
  },
  {
    name: 'a trial that ended, of an edition that is still named',
    facts: licensed({ paid: false, trialType: 'enterprise', trialExpiry: '2026-11-01T00:00:00Z' }),
    source: 'edition!',
    target: 'edition! other-edition',
    parity: 'edition! other-edition!',
  },
  { name: 'a trial without an end', facts: trial('enterprise'), source: 'trial-unknown', target: 'trial-unknown' },
  {
    name: 'a trial of the free edition',
    facts: trial('free', '2027-01-01'),
    source: 'edition!',
    target: 'edition! other-edition',
    parity: 'edition! other-edition!',
  },
  { name: 'a trial of long ago in a paid org', facts: licensed({ trialType: 'professional', trialExpiry: '2020-01-01' }), source: '', target: '' },
  { name: 'a developer org', facts: of({ type: 'developer', license: { ...license, paid: false } }), source: '', target: '' },
  {
    name: 'a developer org that says free',
    facts: of({ type: 'developer', license: { ...license, paidType: 'free' }, other: { edition: 'free', dataCenter: 'jp' } }),
    source: '',
    target: '',
  },
  { name: 'a sandbox', facts: of({ type: 'sandbox' }), source: 'sandbox!', target: 'sandbox!' },
  { name: 'an org of Bigin', facts: of({ type: 'bigin' }), source: 'product!', target: 'product!' },
  { name: 'an org of no type', facts: of({ type: '' }), source: 'product-unknown!', target: 'product-unknown!' },
  { name: 'an org of a new type', facts: of({ type: 'playground' }), source: 'product-unknown!', target: 'product-unknown!' },
  ...(
    [
      ['zohooneenterprise', 'enterprise'],
      ['zohoonestandard', 'standard'],
      ['crmplus', 'ultimate'],
      ['crmplusstarter', 'standard'],
    ] as const
  ).flatMap(([paidType, edition]) => [
    { name: `the bundle ${paidType}`, facts: bundled(paidType, edition), source: '', target: 'integrations-unknown' },
    { name: `the bundle ${paidType} with an integration`, facts: bundled(paidType, edition, [google]), source: '', target: 'bundle-integrations!' },
  ]),
  {
    name: 'a bundle with an extension',
    facts: bundled('crmplus', 'ultimate', [extension]),
    source: '',
    target: 'integrations-unknown extensions',
    parity: 'integrations-unknown extensions!',
  },
  {
    name: 'a trial of a bundle with an integration',
    facts: of({ ...trial('crmplus', '2027-01-01'), traces: [google], other: { edition: 'ultimate', dataCenter: 'jp' } }),
    source: '',
    target: 'bundle-integrations!',
  },
  { name: 'an integration outside a bundle', facts: of({ traces: [google] }), source: '', target: 'extensions', parity: 'extensions!' },
  { name: 'an extension', facts: of({ traces: [extension] }), source: '', target: 'extensions', parity: 'extensions!' },
  { name: 'the Standard profile', facts: profiled({ name: 'Standard', apiName: 'Standard' }), source: 'administrator!', target: 'administrator!' },
  {
    name: 'a profile that somebody made and called Administrator',
    facts: profiled({ custom: true }),
    source: 'administrator!',
    target: 'administrator!',
  },
  { name: 'an Administrator profile of another sort', facts: profiled({ type: 'lite_profile' }), source: 'administrator!', target: 'administrator!' },
  { name: 'the Administrator profile under another name', facts: profiled({ name: '管理者' }), source: '', target: '' },
  { name: 'an Administrator by name alone', facts: called({ profile: { ...profile, apiName: undefined, type: undefined } }), source: '', target: '' },
  { name: 'another api name, but called Administrator', facts: profiled({ apiName: 'Helper' }), source: 'administrator!', target: 'administrator!' },
  {
    name: 'a profile of which nobody says who made it',
    facts: called({ profile: { ...profile, custom: undefined } }),
    source: 'administrator-unknown!',
    target: 'administrator-unknown!',
  },
  {
    name: 'a caller who cannot be asked for',
    facts: called({ unknown: 'no scope' }),
    source: 'administrator-unknown!',
    target: 'administrator-unknown!',
  },
  {
    name: '100,000 records',
    facts: of({ records: { counted: 100_000, told: 9, uncounted: ['Notes'] } }),
    source: '',
    target: 'records',
    parity: 'records!',
  },
  {
    name: 'records that one module does not tell',
    facts: of({ records: { counted: 5, told: 1, uncounted: ['Notes'] } }),
    source: '',
    target: 'records-unknown',
  },
  {
    name: 'records that no module tells',
    facts: of({ records: { counted: 0, told: 0, uncounted: ['Leads', 'Notes'] } }),
    source: '',
    target: 'records-unknown',
    parity: 'records-unknown!',
  },
  { name: 'three receipts', facts: of({ receipts: 3 }), source: '', target: 'receipts', parity: 'receipts!' },
  {
    name: 'another edition than the source',
    facts: of({ other: { edition: 'standard', dataCenter: 'jp' } }),
    source: '',
    target: 'other-edition',
    parity: 'other-edition!',
  },
  {
    name: 'another data centre than the source',
    facts: of({ other: { edition: 'enterprise', dataCenter: 'eu' } }),
    source: 'other-data-center',
    target: 'other-data-center',
    parity: 'other-data-center!',
  },
  { name: 'a source that says nothing of itself', facts: of({ other: {} }), source: '', target: 'source-unstated', parity: 'source-unstated!' },
  {
    name: 'a sandbox of a bundle with everything wrong',
    facts: of({ type: 'sandbox', license: { ...license, paidType: 'free' }, caller: { unknown: 'x' } }),
    source: 'sandbox! edition! administrator-unknown!',
    target: 'sandbox! edition! administrator-unknown! other-edition',
    parity: 'sandbox! edition! administrator-unknown! other-edition!',
  },
];

test.each(rows)('$name', ({ facts, source, target, parity }) => {
  expect(codes(facts, 'source', 'usual')).toBe(source);
  expect(codes(facts, 'target', 'usual')).toBe(target);
  expect(codes(facts, 'target', 'native-parity')).toBe(parity ?? target);
});

test('a source is refused by its data centre under parity', () => {
  expect(codes(of({ other: { dataCenter: 'eu' } }), 'source', 'native-parity')).toBe('other-data-center!');
});

test('what nobody asked for is not judged', () => {
  const { caller: _caller, traces: _traces, records: _records, receipts: _receipts, other: _other, ...asked } = good;
  for (const side of ['source', 'target'] as const) expect(codes(asked, side, 'native-parity')).toBe('');
  expect(codes({ ...asked, license: { ...license, paidType: 'crmplus' } }, 'target', 'native-parity')).toBe('');
});

test('every finding names the org, the rule and where it comes from, what to do, and leaves no mark unfilled, in both languages', () => {
  for (const { facts, name } of rows)
    for (const language of ['en', 'ja'] as const)
      for (const eligibility of ['usual', 'native-parity'] as const)
        for (const { code, message, fix } of judgeEligibility(facts, 'target', { eligibility }, language)) {
          expect(`${message}${fix}`, name).not.toMatch(/\{\w+\}|undefined/);
          expect(message, name).toContain('osaka');
          expect(message).toMatch(language === 'en' ? /\.$/ : /。$/);
          expect(fix).toMatch(language === 'en' ? /\.$/ : /。$/);
          if (!/trial-unknown|source-unstated/.test(code)) expect(message).toMatch(/Zoho.*Cop(?:y|ying) ?Customization/);
        }
});

test('numbers and signs are told as people read them', () => {
  const [finding] = judgeEligibility(of({ records: { counted: 1_234_567, told: 9, uncounted: [] } }), 'target', { eligibility: 'usual' });
  expect(finding?.message).toContain('1,234,567 records');
  const seen = Array.from({ length: 7 }, (_one, index): Trace => ({ what: 'extension', seen: `module x${index}__Y` }));
  const [many] = judgeEligibility(of({ traces: seen }), 'target', { eligibility: 'usual' });
  expect(many?.message).toContain('module x4__Y, …');
  expect(many?.message).not.toContain('x5');
});

test('every rule stands in a file of its own and is among those that judge', () => {
  const folder = join(import.meta.dirname, '../../../cli/key/eligibility');
  const judge = readFileSync(join(folder, 'judge-eligibility.ts'), 'utf8');
  const files = readdirSync(folder).filter((file) => !['judge-eligibility.ts', 'rule.ts'].includes(file));
  expect(files.filter((file) => !judge.includes(`'./${file}'`))).toEqual([]);
  expect(files.length).toBe(11);
});

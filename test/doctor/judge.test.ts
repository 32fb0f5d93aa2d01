import { describe, expect, test } from 'vitest';
import { promises } from '../../cli/doctor/all.ts';
import { judgeSetup } from '../../cli/doctor/judge.ts';
import { usualApproval } from '../../cli/model/org.ts';
import type { JudgedPromise } from '../../cli/model/promise.ts';
import type { EnvironmentFacts, Setup } from '../../cli/model/setup.ts';
import { branchRuleset, goodSetup, known, ledgerRuleset, untold, withOrg, withRules, withSettings } from './setup.ts';

const environment: EnvironmentFacts = { name: 'osaka', branches: 'any', patterns: known([]), reviewers: [], teams: 0 };
const plan: EnvironmentFacts = { ...environment, name: 'osaka-plan', branches: 'patterns', patterns: known([{ name: 'main', type: 'branch' }]) };
const environments = (changes: Partial<EnvironmentFacts>): Setup => withSettings({ environments: known([{ ...environment, ...changes }, plan]) });
const rulesets = (ledger: Partial<typeof ledgerRuleset>): Setup =>
  withSettings({ rulesets: known([{ ...ledgerRuleset, ...ledger }, branchRuleset]) });
const names = (name: string, type = 'branch') => ({ branches: 'patterns' as const, patterns: known([{ name, type }]) });

/** For each promise, repositories in which it alone is broken. */
const broken: Readonly<Record<string, readonly Setup[]>> = {
  'doctor.ledger-kept': [
    rulesets({ active: false }),
    rulesets({ target: 'branch' }),
    rulesets({ types: new Set(['update']) }),
    rulesets({ types: new Set(['deletion']) }),
    rulesets({ include: ['refs/tags/orgcast/**'] }), // matches one level only
    rulesets({ include: ['refs/tags/orgcast/spent/*', 'refs/tags/orgcast/grant/*'] }),
    rulesets({ include: ['refs/tags/v*'] }),
    rulesets({ exclude: ['refs/tags/orgcast/spent/*'] }),
    rulesets({ bypass: known(['OrganizationAdmin always']) }),
  ],
  'doctor.ledger-open': [rulesets({ types: new Set(['update', 'deletion', 'creation']) })],
  'doctor.base-branch': [withSettings({ defaultBranch: 'trunk' }), withOrg({}, { baseBranch: 'live' })],
  'doctor.branch-pull-request': [withRules({ types: new Set(['non_fast_forward', 'deletion']) }), withRules({}, { count: 0 })],
  'doctor.branch-code-owners': [withRules({}, { codeOwners: false })],
  'doctor.branch-fresh-reviews': [withRules({}, { dismissStale: false }), withRules({}, { lastPush: false })],
  'doctor.branch-history': [
    withRules({ types: new Set(['pull_request', 'deletion']) }),
    withRules({ types: new Set(['pull_request', 'non_fast_forward']) }),
  ],
  'doctor.branch-bypass': [withSettings({ rulesets: known([ledgerRuleset, { ...branchRuleset, bypass: known(['RepositoryRole 5 always']) }]) })],
  'doctor.codeowners-valid': [withSettings({ ownerErrors: known(['line 3: Unknown owner: /b @nobody']) })],
  'doctor.codeowners-cover': [
    '/.github/ @a\n/orgcast.yaml @a\n',
    '* @a\n/orgcast.yaml\n',
    '* @a\n/.github/workflows/\n',
    '/environments/ @a\n/.github/ @a\n',
  ].map((text) => ({ ...goodSetup, owners: { path: 'CODEOWNERS', text } })),
  'doctor.environment-exists': [withSettings({ environments: known([plan]) })],
  'doctor.environment-branch': [
    environments({}),
    environments({ branches: 'protected' }),
    environments(names('release/*')),
    environments(names('main', 'tag')),
  ],
  'doctor.environment-reviewers': [environments({ ...names('main'), reviewers: [2] })],
  'doctor.repository-secrets': [
    withSettings({ secrets: known(['ORGCAST_OSAKA_REFRESH_TOKEN']) }),
    withSettings({ secrets: known(['MY_ZOHO_SECRET']) }),
  ],
  'doctor.actions-enabled': [withSettings({ actionsEnabled: known(false) })],
  'doctor.job-token-rights': [withSettings({ jobTokens: known({ rights: 'write', mayApprove: false }) })],
  'doctor.job-token-approvals': [withSettings({ jobTokens: known({ rights: 'read', mayApprove: true }) })],
  'doctor.workflows': (['differs', 'missing'] as const).map((state) => ({
    ...goodSetup,
    workflows: [{ path: '.github/workflows/apply.yml', state }],
  })),
  'doctor.approvers': [
    withOrg({}, { approvers: [7] }),
    withOrg({}, { approvers: [1, 7] }),
    withSettings({ writers: known([{ id: 1, login: 'kenji' }]) }),
    withOrg({}, { approval: { ...usualApproval, minReviews: 2 } }),
  ],
  'doctor.repository-id': [withOrg({ published: false }), withOrg({}, { repositoryId: undefined }), withOrg({}, { repositoryId: 43 })],
  'doctor.identity-listed': [withOrg({ identities: [] }, { identityKeys: [] })],
  'doctor.identity-files': [
    withOrg({ identities: [{ file: 'a.pem', publicKey: 'KEY', mode: 0o100644 }] }),
    withOrg({ identities: [{ file: 'a.pem', publicKey: 'OLD', mode: 0o100600 }] }),
    withOrg({ identities: [{ file: 'a.pem', publicKey: undefined, mode: 0o100600 }] }),
  ],
  'doctor.ignored-files': [{ ...goodSetup, ignored: known([{ path: '.env', ignored: false }]) }],
  'doctor.org-id': [withOrg({ zgid: known('601') }), withOrg({}, { zgid: undefined })],
  'doctor.token-scopes': [withOrg({ scopes: known({ needed: 20, missing: ['ZohoCRM.settings.roles.CREATE'] }) })],
  'doctor.eligible': [withOrg({ eligibility: known([{ code: 'eligibility.sandbox', severity: 'error', message: 'A sandbox.' }]) })],
};

function brokenOf(setup: Setup): string[] {
  return verdicts(setup, 'broken');
}

function verdicts(setup: Setup, verdict: JudgedPromise['verdict']): string[] {
  return judgeSetup(setup).flatMap((promise) => (promise.verdict === verdict ? [promise.code] : []));
}

test('all promises hold where everything is set up', () => {
  expect(verdicts(goodSetup, 'holds')).toEqual(promises.map(({ code }) => code));
});

test('every promise has a stable code of its own, words in both languages and a page where it is a setting', () => {
  expect(new Set(promises.map(({ code }) => code)).size).toBe(promises.length);
  for (const { code, promise, fix } of promises) {
    expect(code).toMatch(/^doctor\.[a-z]+(-[a-z]+)*$/);
    expect(promise.en).toMatch(/\.$/);
    expect(promise.ja).toMatch(/。$/);
    expect(fix.en).not.toBe('');
    expect(fix.ja).not.toBe('');
  }
  const pages = judgeSetup(goodSetup).flatMap(({ url }) => (url === null ? [] : [url]));
  expect(pages.every((url) => url.startsWith('https://git.example/acme/crm/'))).toBe(true);
  expect(Object.keys(broken).sort()).toEqual(promises.map(({ code }) => code).sort());
});

describe.each(Object.entries(broken))('%s', (code, setups) => {
  test.each(setups.map((setup, index) => [index + 1, setup] as const))('is broken where it does not hold (%i)', (_, setup) => {
    expect(brokenOf(setup)).toContain(code);
    const judged = judgeSetup(setup).find((promise) => promise.code === code);
    expect(judged?.observations.some(({ verdict, says }) => verdict === 'broken' && says.en !== '' && says.ja !== '')).toBe(true);
  });
});

test('what the token may not read is not known, and never good', () => {
  const blind = withSettings({
    branches: new Map([['main', untold]]),
    ...{ rulesets: untold, environments: untold, ownerErrors: untold, actionsEnabled: untold, jobTokens: untold, secrets: untold, writers: untold },
  });
  expect(verdicts(blind, 'broken')).toEqual([]);
  expect(verdicts(blind, 'unknown')).toHaveLength(16);
  const withoutOrg = withOrg({ zgid: untold, scopes: untold, eligibility: untold });
  expect(verdicts(withoutOrg, 'unknown')).toEqual(['doctor.org-id', 'doctor.token-scopes', 'doctor.eligible']);
});

test('who may pass a rule is not known to those who may not change it', () => {
  expect(verdicts(rulesets({ bypass: untold }), 'unknown')).toEqual(['doctor.ledger-kept']);
});

test('one ruleset without bypass is enough, whatever another one allows', () => {
  const open = { ...ledgerRuleset, id: 3, name: 'open', bypass: known(['Team 4 always']) };
  expect(brokenOf(withSettings({ rulesets: known([open, ledgerRuleset, branchRuleset]) }))).toEqual([]);
});

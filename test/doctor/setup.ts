import type { OrgPolicy } from '../../cli/model/org.ts';
import { usualApproval, usualRules } from '../../cli/model/org.ts';
import type { BranchRules, Known, OrgSetup, RepositorySettings, RulesetFacts, Setup } from '../../cli/model/setup.ts';

/** A fact that is known. */
export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

/** A fact that the token may not read. */
export const untold: Known<never> = { known: false, why: 'the token may not do that' };

const policy: OrgPolicy = {
  ...{ name: 'osaka', zgid: '600', dataCenter: 'jp', identityKeys: ['KEY'], approvers: [1], repositoryId: 42 },
  ...{ baseBranch: 'main', rules: usualRules, approval: usualApproval },
};

/** Rules of a base branch as the README has them set up. */
export const goodRules: BranchRules = {
  types: new Set(['pull_request', 'non_fast_forward', 'deletion']),
  reviews: { count: 1, codeOwners: true, dismissStale: true, lastPush: true },
  rulesets: new Set([2]),
};

/** The ruleset of the ledger as the README has it set up. */
export const ledgerRuleset: RulesetFacts = {
  ...{ id: 1, name: 'ledger', target: 'tag', active: true, include: ['refs/tags/orgcast/**/*'], exclude: [] },
  ...{ types: new Set(['update', 'deletion']), bypass: known([]) },
};

/** The ruleset of the base branch. */
export const branchRuleset: RulesetFacts = {
  ...ledgerRuleset,
  id: 2,
  name: 'main',
  target: 'branch',
  include: ['~DEFAULT_BRANCH'],
  types: goodRules.types,
};

const settings: RepositorySettings = {
  ...{ id: 42, fullName: 'acme/crm', url: 'https://git.example/acme/crm', defaultBranch: 'main' },
  viewer: { id: 9, login: 'ada', role: 'admin' },
  branches: new Map([['main', known(goodRules)]]),
  rulesets: known([ledgerRuleset, branchRuleset]),
  environments: known(
    ['osaka', 'osaka-plan'].map((name) => ({
      ...{ name, branches: 'patterns' as const, patterns: known([{ name: 'main', type: 'branch' }]), reviewers: [], teams: 0 },
    })),
  ),
  ownerErrors: known([]),
  actionsEnabled: known(true),
  jobTokens: known({ rights: 'read', mayApprove: false }),
  secrets: known(['NPM_TOKEN']),
  writers: known([
    { id: 1, login: 'kenji' },
    { id: 2, login: 'hana' },
  ]),
};

const org: OrgSetup = {
  policy,
  published: true,
  identities: [{ file: 'osaka-KEY.pem', publicKey: 'KEY', mode: 0o100600 }],
  zgid: known('600'),
  scopes: known({ needed: 20, missing: [] }),
  eligibility: known([]),
};

/** A repository where every promise holds. */
export const goodSetup: Setup = {
  settings,
  owners: {
    path: '.github/CODEOWNERS',
    text: '* @acme/all\n/.github/ @acme/platform\n/orgcast.yaml @acme/platform\n/environments/*/org.yaml @kenji\n',
  },
  workflows: [{ path: '.github/workflows/apply.yml', state: 'same' }],
  ignored: known([{ path: '.env', ignored: true }]),
  orgs: [org],
};

/** The good set-up with other settings. */
export function withSettings(changes: Partial<RepositorySettings>): Setup {
  return { ...goodSetup, settings: { ...settings, ...changes } };
}

/** The good set-up with another org. */
export function withOrg(changes: Partial<OrgSetup>, policyChanges: Partial<OrgPolicy> = {}): Setup {
  return { ...goodSetup, orgs: [{ ...org, ...changes, policy: { ...policy, ...policyChanges } }] };
}

/** The good set-up with other rules of main. */
export function withRules(changes: Partial<BranchRules>, reviews: Partial<BranchRules['reviews']> = {}): Setup {
  return withSettings({ branches: new Map([['main', known({ ...goodRules, ...changes, reviews: { ...goodRules.reviews, ...reviews } })]]) });
}

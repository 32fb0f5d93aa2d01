import type { RestEndpointMethodTypes } from '@octokit/rest';
import { Failure } from '../model/failure.ts';
import type { AccountFacts, EnvironmentFacts, Known, RepositorySettings } from '../model/setup.ts';
import type { Forge } from './forge.ts';
import { callForge } from './forge.ts';
import { readRepository, readViewer } from './repository.ts';
import { readBranchRules, readRulesets } from './rulesets.ts';

/** Failures that mean that this token is not told, or that the forge has no such thing on this plan: the fact is not known. */
const untold = ['forge.permission', 'forge.not-found', 'forge.refused'];

/** A fact, or why the forge does not tell it. Other failures (network, rate limit) are thrown: they say nothing about the repository. */
async function readKnown<T>(read: () => Promise<T>): Promise<Known<T>> {
  try {
    return { known: true, value: await read() };
  } catch (error) {
    if (!(error instanceof Failure) || !untold.includes(error.code)) throw error;
    return { known: false, why: `${error.message} ${error.fix ?? ''}`.trim() };
  }
}

/** Reads back how a repository is set up, as far as the token may. `branches` are those whose rules count. Nothing is changed. */
export async function readSettings(forge: Forge, branches: readonly string[]): Promise<RepositorySettings> {
  const repository = await readRepository(forge);
  const viewer = await readViewer(forge);
  const rules = branches.map(async (branch) => [branch, await readKnown(() => readBranchRules(forge, branch))] as const);
  const [rulesets, environments, ownerErrors, actionsEnabled, jobTokens, secrets, writers] = await Promise.all([
    readKnown(() => readRulesets(forge)),
    readKnown(() => readEnvironments(forge)),
    readKnown(() => readOwnerErrors(forge)),
    readKnown(() => readActionsEnabled(forge)),
    readKnown(() => readJobTokens(forge)),
    readKnown(() => readSecretNames(forge)),
    readKnown(() => readWriters(forge)),
  ]);
  return {
    ...{ id: repository.id, fullName: repository.fullName, url: repository.url, defaultBranch: repository.defaultBranch },
    viewer: { ...viewer, role: repository.canAdminister ? 'admin' : repository.canPush ? 'write' : 'read' },
    branches: new Map(await Promise.all(rules)),
    ...{ rulesets, environments, ownerErrors, actionsEnabled, jobTokens, secrets, writers },
  };
}

type EnvironmentAnswer = NonNullable<RestEndpointMethodTypes['repos']['getAllEnvironments']['response']['data']['environments']>[number];

/** Most of a list that the forge gives at once. */
const pageSize = 100;

/** REST `GET /repos/{owner}/{repo}/environments` and, where names decide, `…/deployment-branch-policies`. */
async function readEnvironments(forge: Forge): Promise<readonly EnvironmentFacts[]> {
  const purpose = { what: 'read the environments', permission: 'actions: read' };
  const found: EnvironmentAnswer[] = [];
  for (let page = 1; found.length === (page - 1) * pageSize; page += 1) {
    const { data } = await callForge(forge, purpose, (octokit, at) => octokit.rest.repos.getAllEnvironments({ ...at, per_page: pageSize, page }));
    found.push(...(data.environments ?? []));
  }
  return Promise.all(found.map((environment) => readEnvironment(forge, environment)));
}

async function readEnvironment(forge: Forge, environment: EnvironmentAnswer): Promise<EnvironmentFacts> {
  const policy = environment.deployment_branch_policy ?? null;
  const branches = policy === null ? 'any' : policy.custom_branch_policies ? 'patterns' : 'protected';
  const patterns = branches === 'patterns' ? await readKnown(() => readPatterns(forge, environment.name)) : ({ known: true, value: [] } as const);
  const reviewers = (environment.protection_rules ?? []).flatMap((rule) => ('reviewers' in rule ? (rule.reviewers ?? []) : []));
  const users = reviewers.filter((one) => one.type === 'User').flatMap((one) => one.reviewer?.id ?? []);
  return { name: environment.name, branches, patterns, reviewers: users, teams: reviewers.length - users.length };
}

async function readPatterns(forge: Forge, environment: string): Promise<readonly { name: string; type: string }[]> {
  const purpose = { what: `read the branches of the environment ${environment}`, permission: 'actions: read' };
  const policies = await callForge(forge, purpose, (octokit, at) =>
    octokit.paginate(octokit.rest.repos.listDeploymentBranchPolicies, { ...at, environment_name: environment, per_page: 100 }),
  );
  return policies.map(({ name = '', type = 'branch' }) => ({ name, type }));
}

/** REST `GET /repos/{owner}/{repo}/codeowners/errors`. */
async function readOwnerErrors(forge: Forge): Promise<readonly string[]> {
  const purpose = { what: 'read the errors of CODEOWNERS', permission: 'contents: read' };
  const { data } = await callForge(forge, purpose, (octokit, at) => octokit.rest.repos.codeownersErrors(at));
  return data.errors.map(({ line, kind, source = '' }) => `line ${line}: ${kind}: ${source.trim()}`);
}

/** REST `GET /repos/{owner}/{repo}/actions/permissions`. */
async function readActionsEnabled(forge: Forge): Promise<boolean> {
  const purpose = { what: 'read whether Actions is enabled', permission: 'administration: read' };
  const { data } = await callForge(forge, purpose, (octokit, at) => octokit.rest.actions.getGithubActionsPermissionsRepository(at));
  return data.enabled;
}

/** REST `GET /repos/{owner}/{repo}/actions/permissions/workflow`. */
async function readJobTokens(forge: Forge): Promise<{ rights: string; mayApprove: boolean }> {
  const purpose = { what: "read the rights of workflows' tokens", permission: 'administration: read' };
  const { data } = await callForge(forge, purpose, (octokit, at) => octokit.rest.actions.getGithubActionsDefaultWorkflowPermissionsRepository(at));
  return { rights: data.default_workflow_permissions, mayApprove: data.can_approve_pull_request_reviews };
}

/** REST `GET /repos/{owner}/{repo}/actions/secrets` and `…/organization-secrets`: names, the only thing that is ever told. */
async function readSecretNames(forge: Forge): Promise<readonly string[]> {
  const purpose = { what: 'read the names of secrets', permission: 'secrets: read' };
  const own = await callForge(forge, purpose, (octokit, at) => octokit.paginate(octokit.rest.actions.listRepoSecrets, { ...at, per_page: 100 }));
  const shared = await callForge(forge, purpose, (octokit, at) =>
    octokit.paginate(octokit.rest.actions.listRepoOrganizationSecrets, { ...at, per_page: 100 }),
  );
  return [...own, ...shared].map(({ name }) => name);
}

/** REST `GET /repos/{owner}/{repo}/collaborators`, without programs. */
async function readWriters(forge: Forge): Promise<readonly AccountFacts[]> {
  const purpose = { what: 'read who may write', permission: 'metadata: read' };
  const found = await callForge(forge, purpose, (octokit, at) => octokit.paginate(octokit.rest.repos.listCollaborators, { ...at, per_page: 100 }));
  return found.filter(({ type, permissions }) => type === 'User' && permissions?.push === true).map(({ id, login }) => ({ id, login }));
}

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ForgeHost } from './forge-host.ts';
import { commitFiles, crm, discard, pushFirstCommit, startForge } from './forge-host.ts';

let host: ForgeHost;
let first: string;
beforeAll(async () => {
  host = await startForge();
  first = await pushFirstCommit(host);
});
afterAll(() => discard(host));

it('enforces a ruleset from the moment it is made until it goes', async () => {
  const { repos, git } = host.octokit('ada').rest;
  const { data: made } = await repos.createRepoRuleset({
    ...{ ...crm, name: 'releases', target: 'tag', enforcement: 'active' },
    conditions: { ref_name: { include: ['refs/tags/v*'], exclude: ['refs/tags/v0.*'] } },
    rules: [{ type: 'deletion' }, { type: 'creation' }],
    bypass_actors: [{ actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'always' }],
  });
  const create = (name: string) => git.createRef({ ...crm, ref: `refs/tags/${name}`, sha: first });
  await expect(create('v1.0')).rejects.toThrow(/creations being restricted/);
  await create('v0.9');
  await create('v1/deep'); // `*` stays within one part of a name
  await git.deleteRef({ ...crm, ref: 'tags/v1/deep' });

  const asWriter = host.octokit('bo').rest.repos;
  expect((await asWriter.getRepoRuleset({ ...crm, ruleset_id: made.id })).data.bypass_actors).toBeUndefined();
  await expect(asWriter.deleteRepoRuleset({ ...crm, ruleset_id: made.id })).rejects.toMatchObject({ status: 403 });
  await repos.updateRepoRuleset({ ...crm, ruleset_id: made.id, rules: [{ type: 'deletion' }] });
  await create('v1.0');
  await expect(git.deleteRef({ ...crm, ref: 'tags/v1.0' })).rejects.toThrow(/Cannot delete this protected ref/);
  await repos.deleteRepoRuleset({ ...crm, ruleset_id: made.id });
  await git.deleteRef({ ...crm, ref: 'tags/v1.0' });
});

it('keeps the ledger: a record can be made, and never moved or deleted, until somebody takes the rules away', async () => {
  const { repos, git } = host.octokit('ada').rest;
  const second = await commitFiles(host.octokit('ada'), 'other', first, { 'a.txt': 'a' });
  await git.createRef({ ...crm, ref: 'refs/tags/orgcast/spent/k9', sha: first });
  const record = { ...crm, ref: 'tags/orgcast/spent/k9' };
  await expect(git.updateRef({ ...record, sha: second, force: true })).rejects.toThrow(/Cannot update this protected ref/);
  await expect(git.deleteRef(record)).rejects.toThrow(/Cannot delete this protected ref/);
  await repos.updateRepoRuleset({ ...crm, ruleset_id: 1, enforcement: 'disabled' });
  await git.deleteRef(record);
  await repos.updateRepoRuleset({ ...crm, ruleset_id: 1, enforcement: 'active' });
});

it('lets changes to a branch through a pull request only, and tells the rules of the branch', async () => {
  const octokit = host.octokit('ada');
  const parameters = {
    ...{ dismiss_stale_reviews_on_push: true, require_code_owner_review: true, require_last_push_approval: true },
    ...{ required_approving_review_count: 1, required_review_thread_resolution: false },
  };
  await octokit.rest.repos.createRepoRuleset({
    ...{ ...crm, name: 'main', target: 'branch', enforcement: 'active' },
    conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
    rules: [{ type: 'pull_request', parameters }],
  });
  const { data: rules } = await octokit.rest.repos.getBranchRules({ ...crm, branch: 'main' });
  expect(rules.map((rule) => rule.type)).toEqual(['deletion', 'non_fast_forward', 'pull_request']);
  expect((await octokit.rest.repos.getBranchRules({ ...crm, branch: 'other' })).data).toEqual([]);
  const sha = await commitFiles(octokit, 'copy', first, { 'b.txt': 'b' });
  await expect(octokit.rest.git.updateRef({ ...crm, ref: 'heads/main', sha })).rejects.toThrow(/must be made through a pull request/);
  const { data: pull } = await octokit.rest.pulls.create({ ...crm, title: 'b', head: 'copy', base: 'main' });
  expect((await octokit.rest.pulls.merge({ ...crm, pull_number: pull.number })).data.merged).toBe(true);
});

it('keeps environments with reviewers and the branches that may deploy', async () => {
  const { repos } = host.octokit('ada').rest;
  const name = { ...crm, environment_name: 'osaka-plan' };
  const bo = host.forge.users().find((user) => user.login === 'bo')?.id ?? 0;
  const policy = { protected_branches: false, custom_branch_policies: true };
  await repos.createOrUpdateEnvironment({
    ...name,
    prevent_self_review: true,
    reviewers: [{ type: 'User', id: bo }],
    deployment_branch_policy: policy,
  });
  await repos.createDeploymentBranchPolicy({ ...name, name: 'main' });
  const { data } = await repos.getEnvironment(name);
  expect(data.deployment_branch_policy).toEqual(policy);
  expect(data.protection_rules?.map((rule) => rule.type)).toEqual(['required_reviewers', 'branch_policy']);
  const { data: policies } = await repos.listDeploymentBranchPolicies(name);
  expect(policies.branch_policies).toMatchObject([{ name: 'main', type: 'branch' }]);
  await repos.deleteDeploymentBranchPolicy({ ...name, branch_policy_id: policies.branch_policies[0]?.id ?? 0 });
  await repos.createOrUpdateEnvironment({ ...name, deployment_branch_policy: null });
  await expect(repos.createDeploymentBranchPolicy({ ...name, name: 'main' })).rejects.toMatchObject({ status: 404 });
  expect((await repos.getEnvironment(name)).data.protection_rules).toEqual([]);
  await expect(host.octokit('bo').rest.repos.createOrUpdateEnvironment(name)).rejects.toMatchObject({ status: 403 });
});

it('keeps the rights of Actions and the names of secrets, and tells them to those who may know', async () => {
  const { actions } = host.octokit('ada').rest;
  await actions.setGithubActionsDefaultWorkflowPermissionsRepository({
    ...{ ...crm, default_workflow_permissions: 'write', can_approve_pull_request_reviews: true },
  });
  expect((await actions.getGithubActionsDefaultWorkflowPermissionsRepository(crm)).data).toEqual({
    ...{ default_workflow_permissions: 'write', can_approve_pull_request_reviews: true },
  });
  await actions.createOrUpdateRepoSecret({ ...crm, secret_name: 'zoho_token', encrypted_value: 'c2VhbGVk', key_id: '1' });
  expect((await actions.listRepoSecrets(crm)).data.secrets.map((secret) => secret.name)).toEqual(['ZOHO_TOKEN']);
  await expect(host.octokit('rei').rest.actions.listRepoSecrets(crm)).rejects.toMatchObject({ status: 403 });
  await expect(host.octokit('bo').rest.actions.getGithubActionsDefaultWorkflowPermissionsRepository(crm)).rejects.toMatchObject({ status: 403 });
  expect((await actions.getGithubActionsPermissionsRepository(crm)).data.enabled).toBe(true);
});

it('finds the owners in CODEOWNERS that it does not know', async () => {
  const octokit = host.octokit('ada');
  await expect(octokit.rest.repos.codeownersErrors(crm)).rejects.toMatchObject({ status: 404 });
  await commitFiles(octokit, 'owners', first, { '.github/CODEOWNERS': '# owners\n/a @ada @acme/team\n/b @nobody\n/c ada\n' });
  const { data } = await octokit.rest.repos.codeownersErrors({ ...crm, ref: 'owners' });
  expect(data.errors.map(({ line, kind }) => [line, kind])).toEqual([
    [3, 'Unknown owner'],
    [4, 'Invalid owner'],
  ]);
});

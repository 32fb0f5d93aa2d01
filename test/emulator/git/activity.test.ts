import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ForgeHost } from './forge-host.ts';
import { commitFiles, crm, discard, pushFirstCommit, startForge } from './forge-host.ts';

let host: ForgeHost;
let first: string;
let head: string;
const pull = { ...crm, pull_number: 1 };
const issue = { ...crm, issue_number: 1 };

beforeAll(async () => {
  host = await startForge();
  first = await pushFirstCommit(host);
  head = await commitFiles(host.octokit('bo'), 'copy/osaka/k1', first, { 'a.yaml': 'a: 1\n' });
  await host.octokit('bo').rest.pulls.create({ ...crm, title: 'Copy', head: 'copy/osaka/k1', base: 'main' });
}, 60_000);

afterAll(() => discard(host), 60_000);

describe('who may do what', { timeout: 60_000 }, () => {
  it('answers 401 to a wrong token, 404 to strangers and nobodies, 403 to readers who write', async () => {
    const { token } = host.forge.createUser('stranger');
    const call = (headers: Record<string, string>) => fetch(`${host.url}/api/v3/repos/head-office/crm`, { headers });
    expect((await call({ authorization: 'token wrong' })).status).toBe(401);
    expect((await call({ authorization: `Bearer ${token}` })).status).toBe(404);
    expect((await call({})).status).toBe(404);
    const rei = host.octokit('rei').rest;
    await expect(rei.git.createRef({ ...crm, ref: 'refs/heads/x', sha: first })).rejects.toMatchObject({ status: 403 });
    await expect(rei.repos.createDeployment({ ...crm, ref: 'main' })).rejects.toMatchObject({ status: 403 });
    await expect(host.octokit().rest.users.getAuthenticated()).rejects.toMatchObject({ status: 401 });
  });

  it('answers 409 for the objects of an empty repository, and lets nobody in particular read a public one', async () => {
    await host.forge.createRepository({ owner: 'head-office', name: 'open.source' });
    const call = (path: string) => fetch(`${host.url}/api/v3/repos/head-office/open.source${path}`);
    expect((await call('')).status).toBe(200);
    expect((await call('/git/ref/heads%2Fmain')).status).toBe(409);
    expect((await fetch(`${host.url}/git/head-office/open.source.git/info/refs?service=git-upload-pack`)).status).toBe(200);
    expect((await fetch(`${host.url}/git/head-office/open.source.git/info/refs?service=git-receive-pack`)).status).toBe(401);
    await expect(host.forge.createRepository({ owner: 'head-office', name: '../evil' })).rejects.toThrow(/not a valid repository name/);
  });

  it('tells the caller, the repository and the permission of others', async () => {
    const { rest } = host.octokit('bo');
    expect((await rest.users.getAuthenticated()).data).toMatchObject({ login: 'bo', type: 'User' });
    const { data } = await rest.repos.get(crm);
    expect(data).toMatchObject({ full_name: 'head-office/crm', private: true, default_branch: 'main', permissions: { push: true, admin: false } });
    expect(data.clone_url).toBe(`${host.url}/git/head-office/crm.git`);
    const permission = async (username: string) => (await rest.repos.getCollaboratorPermissionLevel({ ...crm, username })).data.permission;
    expect([await permission('ada'), await permission('bo'), await permission('rei')]).toEqual(['admin', 'write', 'read']);
    expect((await rest.repos.listCollaborators(crm)).data.map((user) => user.login)).toEqual(['ada', 'bo', 'rei']);
  });

  it('shows the forge’s clock in Date, for REST and for git', async () => {
    host.setTime('2026-04-05T06:07:08Z');
    const { headers } = await host.octokit('rei').rest.repos.get(crm);
    expect(headers.date).toBe('Sun, 05 Apr 2026 06:07:08 GMT');
    const answer = await fetch(`${host.url}/git/head-office/crm.git/info/refs?service=git-upload-pack`);
    expect([answer.status, answer.headers.get('date')]).toEqual([401, 'Sun, 05 Apr 2026 06:07:08 GMT']);
    host.setTime('2026-03-01T09:00:00Z');
  });
});

describe('reviews', { timeout: 60_000 }, () => {
  it('bind to a commit of the request and are refused to its author', async () => {
    const ada = host.octokit('ada').rest.pulls;
    const approved = await ada.createReview({ ...pull, event: 'APPROVE', commit_id: head });
    expect(approved.data).toMatchObject({ state: 'APPROVED', commit_id: head, user: { login: 'ada' }, submitted_at: '2026-03-01T09:00:00Z' });
    const own = host.octokit('bo').rest.pulls.createReview({ ...pull, event: 'APPROVE' });
    await expect(own).rejects.toMatchObject({ status: 422, message: expect.stringContaining('Can not approve your own pull request') });
    await expect(ada.createReview({ ...pull, event: 'APPROVE', commit_id: first })).rejects.toMatchObject({ status: 422 });
    await ada.dismissReview({ ...pull, review_id: approved.data.id, message: 'changed my mind' });
    await host.octokit('rei').rest.pulls.createReview({ ...pull, event: 'COMMENT', body: 'looks right' });
    const { data } = await ada.listReviews(pull);
    expect(data.map((review) => [review.user?.login, review.state, review.author_association])).toEqual([
      ['ada', 'DISMISSED', 'COLLABORATOR'],
      ['rei', 'COMMENTED', 'COLLABORATOR'],
    ]);
  });
});

describe('comments and labels', { timeout: 60_000 }, () => {
  it('can be written, changed by their author, and removed', async () => {
    const { issues } = host.octokit('rei').rest;
    const { data } = await issues.createComment({ ...issue, body: '計画' });
    expect(data).toMatchObject({ body: '計画', user: { login: 'rei' } });
    expect((await issues.updateComment({ ...crm, comment_id: data.id, body: 'b' })).data.body).toBe('b');
    expect((await issues.listComments(issue)).data.map((comment) => comment.id)).toEqual([data.id]);
    const { data: foreign } = await host.octokit('ada').rest.issues.createComment({ ...issue, body: 'ada' });
    await expect(issues.updateComment({ ...crm, comment_id: foreign.id, body: 'x' })).rejects.toMatchObject({ status: 403 });
    await expect(issues.createComment({ ...issue, body: 'x'.repeat(65_537) })).rejects.toMatchObject({ status: 422 });
    await issues.deleteComment({ ...crm, comment_id: data.id });
    await expect(issues.getComment({ ...crm, comment_id: data.id })).rejects.toMatchObject({ status: 404 });
  });

  it('labels come and go', async () => {
    const { issues } = host.octokit('bo').rest;
    await issues.addLabels({ ...issue, labels: ['orgcast', 'risk: high'] });
    await issues.removeLabel({ ...issue, name: 'risk: high' });
    expect((await issues.listLabelsOnIssue(issue)).data.map((label) => label.name)).toEqual(['orgcast']);
    const { data } = await host.octokit('bo').rest.pulls.get(pull);
    expect(data.labels.map((label) => label.name)).toEqual(['orgcast']);
  });
});

describe('statuses and deployments', { timeout: 60_000 }, () => {
  it('combines the latest status of each context', async () => {
    const { repos } = host.octokit('bo').rest;
    const status = { ...crm, sha: head };
    expect((await repos.getCombinedStatusForRef({ ...crm, ref: head })).data.state).toBe('pending');
    await repos.createCommitStatus({ ...status, state: 'failure', context: 'orgcast/plan', description: 'two errors' });
    await repos.createCommitStatus({ ...status, state: 'success', context: 'orgcast/other' });
    expect((await repos.getCombinedStatusForRef({ ...crm, ref: 'heads/copy/osaka/k1' })).data.state).toBe('failure');
    await repos.createCommitStatus({ ...status, state: 'success', context: 'orgcast/plan' });
    const { data } = await repos.getCombinedStatusForRef({ ...crm, ref: 'copy/osaka/k1' });
    expect(data).toMatchObject({ state: 'success', sha: head, total_count: 2 });
    expect((await repos.listCommitStatusesForRef({ ...crm, ref: head })).data).toHaveLength(3);
    await expect(repos.createCommitStatus({ ...status, state: 'success', sha: '1'.repeat(40) })).rejects.toMatchObject({ status: 422 });
  });

  it('keeps deployments with their payload, statuses and environment', async () => {
    const { repos } = host.octokit('bo').rest;
    const { data } = await repos.createDeployment({ ...crm, ref: 'main', environment: 'osaka', payload: { kid: 'k1' }, required_contexts: [] });
    if (!('id' in data)) throw new Error('no deployment');
    expect(data).toMatchObject({ sha: first, ref: 'main', environment: 'osaka', payload: { kid: 'k1' } });
    const deployment = { ...crm, deployment_id: data.id };
    await repos.createDeploymentStatus({ ...deployment, state: 'in_progress' });
    await repos.createDeploymentStatus({ ...deployment, state: 'success', description: 'done' });
    const statuses = await repos.listDeploymentStatuses(deployment);
    expect(statuses.data.map((status) => status.state)).toEqual(['success', 'in_progress']);
    expect((await repos.listDeployments({ ...crm, environment: 'osaka' })).data.map((one) => one.id)).toEqual([data.id]);
    expect((await repos.listDeployments({ ...crm, environment: 'nagoya' })).data).toEqual([]);
    expect((await repos.getAllEnvironments(crm)).data.environments?.map((one) => one.name)).toEqual(['osaka']);
  });

  it('names the rules that its hooks enforce', async () => {
    const { repos } = host.octokit('rei').rest;
    const { data } = await repos.getRepoRulesets(crm);
    expect(data.map((ruleset) => ruleset.target)).toEqual(['tag', 'branch']);
    const { data: tags } = await repos.getRepoRuleset({ ...crm, ruleset_id: data[0]?.id ?? 0 });
    expect(tags.rules?.map((rule) => rule.type)).toEqual(['update', 'deletion']);
    const { data: rules } = await repos.getBranchRules({ ...crm, branch: 'main' });
    expect(rules.map((rule) => rule.type)).toEqual(['deletion', 'non_fast_forward']);
  });

  it('announces a workflow that was started by hand', async () => {
    await host.octokit('bo').rest.actions.createWorkflowDispatch({ ...crm, workflow_id: 'apply.yml', ref: 'main', inputs: { org: 'osaka' } });
    const event = host.forge.events('head-office/crm').at(-1);
    expect(event).toMatchObject({ name: 'workflow_dispatch', ref: 'refs/heads/main', sha: first, payload: { inputs: { org: 'osaka' } } });
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ForgeHost } from './forge-host.ts';
import { commitFiles, crm, discard, git, pushFirstCommit, startForge } from './forge-host.ts';

let host: ForgeHost;
let first: string;

beforeEach(async () => {
  host = await startForge();
  first = await pushFirstCommit(host);
  first = await commitFiles(host.octokit('ada'), 'main', first, { 'a.yaml': 'a: 1\nb: 2\nc: 3\n', 'old.yaml': 'old: true\n' });
}, 60_000);

afterEach(() => discard(host), 60_000);

async function openCopy(branch: string, files: Readonly<Record<string, string>>, parent = first) {
  const octokit = host.octokit('bo');
  const sha = await commitFiles(octokit, branch, parent, files);
  const { data } = await octokit.rest.pulls.create({ ...crm, title: `Copy ${branch}`, head: branch, base: 'main', body: 'plan' });
  return { number: data.number, sha };
}

async function mainTip(): Promise<string> {
  return (await host.octokit('rei').rest.git.getRef({ ...crm, ref: 'heads/main' })).data.object.sha;
}

describe('pull requests', { timeout: 60_000 }, () => {
  it('carry what clients read, and announce themselves', async () => {
    const { number, sha } = await openCopy('copy/osaka/k1', { 'environments/osaka/x.yaml': 'x: 1\n' });
    const { data } = await host.octokit('rei').rest.pulls.get({ ...crm, pull_number: number });
    expect(data).toMatchObject({
      number: 1,
      state: 'open',
      merged: false,
      mergeable: true,
      draft: false,
      title: 'Copy copy/osaka/k1',
      body: 'plan',
      merged_at: null,
      merged_by: null,
      created_at: '2026-03-01T09:00:00Z',
      user: { login: 'bo', id: host.forge.users().find((user) => user.login === 'bo')?.id },
      author_association: 'COLLABORATOR',
      head: { ref: 'copy/osaka/k1', sha, repo: { full_name: 'head-office/crm' } },
      base: { ref: 'main', sha: first },
      commits: 1,
      changed_files: 1,
    });
    expect(data.head.repo?.id).toBe(data.base.repo.id);
    const event = host.forge.events('head-office/crm').findLast((found) => found.name === 'pull_request_target');
    expect(event).toMatchObject({ action: 'opened', actor: 'bo', ref: 'refs/heads/main', sha: first });
    expect(event?.payload).toMatchObject({ number: 1, pull_request: { head: { sha } }, repository: { full_name: 'head-office/crm' } });
  });

  it('are refused without a difference, without a head, and twice for one branch', async () => {
    const octokit = host.octokit('bo');
    await octokit.rest.git.createRef({ ...crm, ref: 'refs/heads/same', sha: first });
    const same = { ...crm, title: 't', head: 'same', base: 'main' };
    await expect(octokit.rest.pulls.create(same)).rejects.toMatchObject({ status: 422, message: expect.stringContaining('No commits between') });
    await expect(octokit.rest.pulls.create({ ...same, head: 'gone' })).rejects.toMatchObject({ status: 422 });
    await openCopy('twice', { x: '1' });
    const again = { ...same, head: 'head-office:twice' };
    await expect(octokit.rest.pulls.create(again)).rejects.toMatchObject({ status: 422, message: expect.stringContaining('already exists') });
    await expect(host.octokit('rei').rest.pulls.create(again)).rejects.toMatchObject({ status: 403 });
  });

  it('are found by head and state, page by page', async () => {
    for (const name of ['one', 'two', 'three']) await openCopy(`copy/${name}`, { [name]: '1' });
    const { rest, paginate } = host.octokit('rei');
    const byHead = await rest.pulls.list({ ...crm, head: 'head-office:copy/two', state: 'all' });
    expect(byHead.data.map((pull) => pull.head.ref)).toEqual(['copy/two']);
    const page = await rest.pulls.list({ ...crm, per_page: 2 });
    expect(page.data.map((pull) => pull.number)).toEqual([3, 2]);
    expect(page.headers.link).toContain(`${host.url}/api/v3/repos/head-office/crm/pulls?per_page=2&page=2`);
    expect((await paginate(rest.pulls.list, { ...crm, per_page: 2 })).map((pull) => pull.number)).toEqual([3, 2, 1]);
    expect((await rest.pulls.list({ ...crm, state: 'closed' })).data).toEqual([]);
  });

  it('list their files with renames and counts, and their commits in order', async () => {
    const one = await commitFiles(host.octokit('bo'), 'wide', first, { 'a.yaml': 'a: 1\nb: 9\nc: 3\n', 'new file.yaml': 'n: 1\n' });
    const { number, sha } = await openCopy('wide', { 'deep/er/z.yaml': 'z: 1\n' }, one);
    const files = await host.octokit('rei').rest.pulls.listFiles({ ...crm, pull_number: number });
    expect(files.data.map(({ filename, status, additions, deletions }) => [filename, status, additions, deletions])).toEqual([
      ['a.yaml', 'modified', 1, 1],
      ['deep/er/z.yaml', 'added', 1, 0],
      ['new file.yaml', 'added', 1, 0],
    ]);
    const commits = await host.octokit('rei').rest.pulls.listCommits({ ...crm, pull_number: number });
    expect(commits.data.map((commit) => commit.sha)[0]).toBe(one);
    expect(commits.data).toHaveLength(2);
    await renameOld(sha);
    const renamed = await host.octokit('rei').rest.pulls.listFiles({ ...crm, pull_number: number });
    expect(renamed.data.at(-1)).toMatchObject({ filename: 'renamed.yaml', previous_filename: 'old.yaml', status: 'renamed', changes: 0 });
  });

  async function renameOld(parent: string): Promise<void> {
    const { git: api } = host.octokit('bo').rest;
    const { data: base } = await api.getCommit({ ...crm, commit_sha: parent });
    const file = { mode: '100644' as const, type: 'blob' as const };
    const tree = [
      { ...file, path: 'old.yaml', sha: null },
      { ...file, path: 'renamed.yaml', content: 'old: true\n' },
    ];
    const { data: written } = await api.createTree({ ...crm, base_tree: base.tree.sha, tree });
    const { data: commit } = await api.createCommit({ ...crm, message: 'rename', tree: written.sha, parents: [parent] });
    await api.updateRef({ ...crm, ref: 'heads/wide', sha: commit.sha });
  }

  it('follow a push to their branch, and close when the branch is deleted', async () => {
    const { number, sha } = await openCopy('moving', { x: '1' });
    const next = await commitFiles(host.octokit('bo'), 'moving', sha, { x: '2' });
    const pull = { ...crm, pull_number: number };
    expect((await host.octokit('rei').rest.pulls.get(pull)).data.head.sha).toBe(next);
    const event = host.forge.events('head-office/crm').at(-1);
    expect(event).toMatchObject({ name: 'pull_request_target', action: 'synchronize', payload: { before: sha, after: next } });
    await host.octokit('bo').rest.git.deleteRef({ ...crm, ref: 'heads/moving' });
    expect((await host.octokit('rei').rest.pulls.get(pull)).data).toMatchObject({ state: 'closed', merged: false, merged_at: null });
    await expect(host.octokit('bo').rest.pulls.update({ ...pull, state: 'open' })).rejects.toMatchObject({ status: 422 });
  });

  it('can be edited, closed and reopened by their author', async () => {
    const { number } = await openCopy('edit', { x: '1' });
    const pull = { ...crm, pull_number: number };
    const bo = host.octokit('bo').rest.pulls;
    expect((await bo.update({ ...pull, title: 'New', body: 'text' })).data).toMatchObject({ title: 'New', body: 'text' });
    expect((await bo.update({ ...pull, state: 'closed' })).data.state).toBe('closed');
    expect((await bo.update({ ...pull, state: 'open' })).data.state).toBe('open');
    const actions = host.forge.events('head-office/crm').flatMap((event) => event.action ?? []);
    expect(actions).toEqual(['opened', 'edited', 'closed', 'reopened']);
    await expect(host.octokit('rei').rest.pulls.update({ ...pull, title: 'no' })).rejects.toMatchObject({ status: 403 });
  });

  it('count as merged when their head is pushed into the base branch', async () => {
    const { number, sha } = await openCopy('direct', { x: '1' });
    const folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
    await git(folder, 'clone', '--quiet', host.cloneUrl('ada'), '.');
    await git(folder, 'merge', '--quiet', '--no-ff', 'origin/direct', '-m', 'by hand');
    await git(folder, 'push', '--quiet', 'origin', 'main');
    const { data } = await host.octokit('rei').rest.pulls.get({ ...crm, pull_number: number });
    expect(data).toMatchObject({ merged: true, merged_by: { login: 'ada' }, merge_commit_sha: await git(folder, 'rev-parse', 'HEAD') });
    expect(data.head.sha).toBe(sha);
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('merging', { timeout: 60_000 }, () => {
  it.each(['merge', 'squash', 'rebase'] as const)('by %s changes the bare repository and is announced', async (method) => {
    const one = await commitFiles(host.octokit('bo'), 'copy', first, { 'x.yaml': 'x: 1\n' }, 'one');
    const { number, sha: head } = await openCopy('copy', { 'y.yaml': 'y: 1\n' }, one);
    const before = await commitFiles(host.octokit('ada'), 'main', first, { 'z.yaml': 'z: 1\n' }, 'meanwhile');
    host.setTime('2026-03-02T10:00:00Z');
    const merged = await host.octokit('ada').rest.pulls.merge({ ...crm, pull_number: number, merge_method: method, sha: head });
    const tip = await mainTip();
    expect(merged.data).toMatchObject({ merged: true, sha: tip });
    const { data } = await host.octokit('rei').rest.pulls.get({ ...crm, pull_number: number });
    expect(data).toMatchObject({
      merged: true,
      state: 'closed',
      merged_at: '2026-03-02T10:00:00Z',
      merged_by: { login: 'ada' },
      merge_commit_sha: tip,
    });
    const history = await host.octokit('rei').rest.repos.compareCommitsWithBasehead({ ...crm, basehead: `${before}...main` });
    const parents = history.data.commits.map((commit) => commit.parents.map((parent) => parent.sha));
    const [picked] = history.data.commits;
    expect(parents).toEqual({ merge: [[first], [one], [before, head]], squash: [[before]], rebase: [[before], [picked?.sha]] }[method]);
    const { data: files } = await host.octokit('rei').rest.git.getTree({ ...crm, tree_sha: 'main' });
    expect(files.tree.map((entry) => entry.path)).toEqual(['a.yaml', 'old.yaml', 'x.yaml', 'y.yaml', 'z.yaml']);
    const { data: tipCommit } = await host.octokit('rei').rest.git.getCommit({ ...crm, commit_sha: tip });
    expect(tipCommit.committer.date).toBe('2026-03-02T10:00:00Z');
    const { data: pulls } = await host.octokit('rei').rest.repos.listPullRequestsAssociatedWithCommit({ ...crm, commit_sha: tip });
    expect(pulls.map((pull) => pull.number)).toEqual([number]);
    expect(lastEvents(2)).toMatchObject([
      { name: 'pull_request_target', action: 'closed', payload: { pull_request: { merged: true, merge_commit_sha: tip } } },
      { name: 'push', ref: 'refs/heads/main', sha: tip, payload: { before, after: tip, forced: false } },
    ]);
  });

  it('keeps the author of a rebased commit and names the request in a squash', async () => {
    const { number } = await openCopy('copy', { 'x.yaml': 'x: 1\n' });
    await host.octokit('ada').rest.pulls.merge({ ...crm, pull_number: number, merge_method: 'rebase' });
    const other = await openCopy('next', { 'y.yaml': 'y: 1\n' }, await mainTip());
    await host.octokit('ada').rest.pulls.merge({ ...crm, pull_number: other.number, merge_method: 'squash' });
    const { data } = await host.octokit('rei').rest.repos.listCommits({ ...crm, per_page: 2 });
    expect(data.map((commit) => [commit.commit.message, commit.author?.login])).toEqual([
      ['Copy next (#2)', 'bo'],
      ['change copy', 'bo'],
    ]);
  });

  it('is refused for a head the caller has not seen, a conflict, a draft, a reader, and the second time', async () => {
    const ada = host.octokit('ada').rest.pulls;
    const { number, sha } = await openCopy('copy', { 'a.yaml': 'a: 7\n' });
    const pull = { ...crm, pull_number: number };
    await expect(ada.merge({ ...pull, sha: first })).rejects.toMatchObject({ status: 409 });
    await expect(host.octokit('rei').rest.pulls.merge(pull)).rejects.toMatchObject({ status: 403 });
    const base = await commitFiles(host.octokit('ada'), 'main', first, { 'a.yaml': 'a: 8\n' });
    for (const method of ['merge', 'squash', 'rebase'] as const) {
      await expect(ada.merge({ ...pull, merge_method: method, sha })).rejects.toMatchObject({ status: 405 });
    }
    expect((await ada.get(pull)).data).toMatchObject({ mergeable: false, mergeable_state: 'dirty', state: 'open' });
    expect(await mainTip()).toBe(base);
    const fine = await openCopy('fine', { 'f.yaml': 'f: 1\n' }, base);
    await ada.merge({ ...crm, pull_number: fine.number });
    await expect(ada.merge({ ...crm, pull_number: fine.number })).rejects.toMatchObject({ status: 405 });
    await commitFiles(host.octokit('bo'), 'draft', base, { 'd.yaml': 'd: 1\n' });
    const draft = await host.octokit('bo').rest.pulls.create({ ...crm, title: 'd', head: 'draft', base: 'main', draft: true });
    await expect(ada.merge({ ...crm, pull_number: draft.data.number })).rejects.toMatchObject({ status: 405 });
  });

  it('of one request by two callers at once happens once; of two requests both land', async () => {
    const ada = host.octokit('ada').rest.pulls;
    const one = await openCopy('one', { 'one.yaml': '1\n' });
    const two = await openCopy('two', { 'two.yaml': '2\n' });
    const wishes = [one.number, one.number, two.number].map((pull_number) => ada.merge({ ...crm, pull_number }));
    const outcomes = await Promise.allSettled(wishes);
    const states = outcomes.map((outcome) => outcome.status);
    expect(states.slice(0, 2).sort()).toEqual(['fulfilled', 'rejected']);
    expect(states[2]).toBe('fulfilled');
    const { data } = await host.octokit('rei').rest.git.getTree({ ...crm, tree_sha: 'main' });
    expect(data.tree.map((entry) => entry.path)).toEqual(expect.arrayContaining(['one.yaml', 'two.yaml']));
  });

  function lastEvents(count: number) {
    return host.forge.events('head-office/crm').slice(-count);
  }
});

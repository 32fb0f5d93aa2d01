import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ForgeHost } from './forge-host.ts';
import { crm, discard, git, pushFirstCommit, startForge } from './forge-host.ts';

let host: ForgeHost;
let folder: string;
const fork = { owner: 'rei', repo: 'crm' } as const;
const branch = 'copy/osaka/k1';

beforeEach(async () => {
  host = await startForge();
  await pushFirstCommit(host);
  folder = mkdtempSync(join(tmpdir(), 'orgcast-fork-'));
}, 60_000);

afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await discard(host);
}, 60_000);

/** Makes rei's fork and pushes a commit with that file to its branch; answers the commit. */
async function pushToFork(name: string): Promise<string> {
  const url = host.cloneUrl('rei');
  const mine = url.replace('/head-office/', '/rei/');
  await git(folder, 'clone', '--quiet', url, name);
  const clone = join(folder, name);
  await git(clone, 'checkout', '--quiet', '-b', branch);
  await git(clone, 'commit', '--quiet', '--allow-empty', '--message', name);
  await git(clone, 'push', '--quiet', '--force', mine, branch);
  await expect(git(clone, 'push', '--quiet', url, branch)).rejects.toThrow(/denied|403/);
  return (await git(clone, 'rev-parse', 'HEAD')).trim();
}

it('is made once by whoever may read, named with its parent, and has its commits', { timeout: 60_000 }, async () => {
  const rei = host.octokit('rei');
  const { data, status } = await rei.rest.repos.createFork(crm);
  expect(status).toBe(202);
  expect(data).toMatchObject({
    full_name: 'rei/crm',
    fork: true,
    private: true,
    parent: { full_name: 'head-office/crm' },
    permissions: { push: true },
  });
  expect((await rei.rest.repos.createFork(crm)).data.id).toBe(data.id);
  expect((await rei.rest.repos.listForks(crm)).data.map(({ full_name }) => full_name)).toEqual(['rei/crm']);
  expect((await rei.rest.repos.get(fork)).data).toMatchObject({ id: data.id, source: { full_name: 'head-office/crm' } });
  const tip = async (where: typeof crm | typeof fork) => (await rei.rest.git.getRef({ ...where, ref: 'heads/main' })).data.object.sha;
  expect(await tip(fork)).toBe(await tip(crm));
  await expect(host.octokit('bo').rest.repos.get(fork)).rejects.toMatchObject({ status: 404 });
  await expect(host.octokit().rest.repos.createFork(crm)).rejects.toMatchObject({ status: 404 });
});

it('sends pull requests across, which follow its branch and land in the parent', { timeout: 120_000 }, async () => {
  const rei = host.octokit('rei');
  await rei.rest.repos.createFork(crm);
  const first = await pushToFork('one');
  const wanted = { ...crm, title: 'Across', head: `rei:${branch}`, base: 'main' };
  await expect(rei.rest.pulls.create({ ...wanted, head: branch })).rejects.toMatchObject({ status: 403 });
  await expect(host.octokit('bo').rest.pulls.create(wanted)).rejects.toMatchObject({ status: 403 });
  const { data } = await rei.rest.pulls.create(wanted);
  expect(data).toMatchObject({ head: { label: `rei:${branch}`, ref: branch, sha: first, repo: { full_name: 'rei/crm', fork: true } }, commits: 1 });
  await expect(rei.rest.pulls.create(wanted)).rejects.toMatchObject({ status: 422 });
  expect((await rei.rest.pulls.list({ ...crm, head: `rei:${branch}` })).data).toHaveLength(1);
  expect((await rei.rest.pulls.list({ ...crm, head: `head-office:${branch}` })).data).toEqual([]);

  const second = await pushToFork('two');
  const pull = async () => (await rei.rest.pulls.get({ ...crm, pull_number: data.number })).data;
  expect((await pull()).head.sha).toBe(second);
  expect(await git(folder, 'ls-remote', host.cloneUrl('bo'), `refs/pull/${data.number}/head`)).toContain(second);
  expect(host.forge.events('head-office/crm').filter(({ action }) => action === 'synchronize')).toHaveLength(1);

  const ada = host.octokit('ada');
  await expect(ada.rest.pulls.merge({ ...crm, pull_number: data.number, sha: first })).rejects.toMatchObject({ status: 409 });
  await ada.rest.pulls.merge({ ...crm, pull_number: data.number });
  expect(await pull()).toMatchObject({ merged: true, merged_by: { login: 'ada' } });
  const [merge] = (await ada.rest.repos.listCommits({ ...crm, per_page: 1 })).data;
  expect(merge?.commit.message).toContain(`from rei/${branch}`);
});

it('closes a pull request when its branch goes', { timeout: 60_000 }, async () => {
  const rei = host.octokit('rei');
  await rei.rest.repos.createFork(crm);
  await pushToFork('one');
  const { data } = await rei.rest.pulls.create({ ...crm, title: 'Across', head: `rei:${branch}`, base: 'main' });
  await rei.rest.git.deleteRef({ ...fork, ref: `heads/${branch}` });
  expect((await rei.rest.pulls.get({ ...crm, pull_number: data.number })).data.state).toBe('closed');
});

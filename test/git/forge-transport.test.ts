import { rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { commitFiles } from '../../cli/git/commit-files.ts';
import { pushNewBranch, readRemoteBranch } from '../../cli/git/push.ts';
import type { Repository } from '../../cli/git/repository.ts';
import { cloneBare } from '../../cli/git/repository.ts';
import { discard, git, pushFirstCommit, startForge } from '../emulator/git/forge-host.ts';
import { newCommit, scratchFolder } from './scratch.ts';

async function openHost() {
  const host = await startForge();
  onTestFinished(() => discard(host));
  const base = await pushFirstCommit(host);
  const remote = `${host.url}/git/head-office/crm.git`;
  const clone = (token: string, dir = scratchFolder()): Promise<Repository> =>
    cloneBare(remote, dir, { env: process.env, credential: { origin: host.url, token } });
  return { host, base, remote, clone };
}

test('clones and pushes a private repository with a token that is in no file', async () => {
  const { host, base, remote, clone } = await openHost();
  const repository = await clone(host.tokens.bo);
  const commit = await commitFiles(repository, newCommit(base, { a: '1' }));
  expect(await pushNewBranch(repository, 'copy/osaka/k', commit)).toBe('created');
  expect(await readRemoteBranch(repository, 'copy/osaka/k')).toBe(commit);
  expect(await git(repository.dir, 'config', '--get', 'remote.origin.url')).toBe(remote);
  await expect(git(repository.dir, 'grep', '-r', '--no-index', '-F', host.tokens.bo, '.')).rejects.toThrow();
});

test('says which credentials are missing: none, wrong ones, ones that may only read', { timeout: 30_000 }, async () => {
  const { host, base, remote, clone } = await openHost();
  await expect(cloneBare(remote, scratchFolder(), { env: process.env })).rejects.toMatchObject({ code: 'git.credentials', place: remote });
  await expect(clone('wrong')).rejects.toMatchObject({ code: 'git.credentials' });
  const reader = await clone(host.tokens.rei);
  const commit = await commitFiles(reader, newCommit(base, { a: '1' }));
  await expect(pushNewBranch(reader, 'copy/osaka/k', commit)).rejects.toMatchObject({ code: 'git.credentials' });
});

test('a repository that is not there', async () => {
  const { host } = await openHost();
  const credential = { origin: host.url, token: host.tokens.bo };
  const missing = cloneBare(`${host.url}/git/head-office/none.git`, scratchFolder(), { env: process.env, credential });
  await expect(missing).rejects.toMatchObject({ code: 'git.not-found' });
});

test('ten rounds of four pushing the same new branch at once: one makes it', { timeout: 120_000 }, async () => {
  const { host, base, clone } = await openHost();
  const repository = await clone(host.tokens.bo);
  for (let round = 0; round < 10; round += 1) {
    const branch = `copy/osaka/k${round}`;
    const commits = await Promise.all(['1', '2', '3', '4'].map((text) => commitFiles(repository, newCommit(base, { a: `${round}.${text}` }))));
    const outcomes = await Promise.all(commits.map((commit) => pushNewBranch(repository, branch, commit)));
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
    expect(await readRemoteBranch(repository, branch)).toBe(commits[outcomes.indexOf('created')]);
  }
});

test('a folder that is in use is not cloned over, and one that is gone is named', async () => {
  const { host, clone } = await openHost();
  const dir = scratchFolder();
  await clone(host.tokens.bo, dir);
  await expect(clone(host.tokens.bo, dir)).rejects.toMatchObject({ name: 'Failure' });
  rmSync(dir, { recursive: true, force: true });
  await expect(clone(host.tokens.bo, dir)).rejects.toMatchObject({ code: 'git.no-repository' });
});

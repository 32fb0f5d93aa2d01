import { expect, test } from 'vitest';
import { commitFiles } from '../../cli/git/commit-files.ts';
import { pushNewBranch, pushOver, readRemoteBranch } from '../../cli/git/push.ts';
import { cloneBare, fetchRefs, openRepository } from '../../cli/git/repository.ts';
import { git, newCommit, remoteAndClone, scratchFolder } from './scratch.ts';

test('a new branch is made once and then left alone', async () => {
  const { remote, repository, base } = remoteAndClone();
  const [one, two] = [await commitFiles(repository, newCommit(base, { a: '1' })), await commitFiles(repository, newCommit(base, { a: '2' }))];
  expect(await pushNewBranch(repository, 'copy/osaka/k', one)).toBe('created');
  expect(await pushNewBranch(repository, 'copy/osaka/k', two)).toBe('exists');
  expect(await pushNewBranch(repository, 'copy/osaka/k', one)).toBe('exists');
  expect(git(remote, 'rev-parse', 'copy/osaka/k')).toBe(one);
});

test('a descendant does not slip in over an existing branch', async () => {
  const { remote, repository, base } = remoteAndClone();
  const one = await commitFiles(repository, newCommit(base, { a: '1' }));
  const child = await commitFiles(repository, newCommit(one, { a: '2' }));
  await pushNewBranch(repository, 'copy/osaka/k', one);
  expect(await pushNewBranch(repository, 'copy/osaka/k', child)).toBe('exists');
  expect(git(remote, 'rev-parse', 'copy/osaka/k')).toBe(one);
});

test('replaces a branch only from the commit that it is expected at', async () => {
  const { remote, repository, base } = remoteAndClone();
  const commits = await Promise.all(['1', '2', '3'].map((text) => commitFiles(repository, newCommit(base, { a: text }))));
  const [one = '', two = '', three = ''] = commits;
  await pushNewBranch(repository, 'copy/osaka/k', one);
  expect(await pushOver(repository, 'copy/osaka/k', two, one)).toBe('updated');
  expect(await pushOver(repository, 'copy/osaka/k', three, one)).toBe('moved');
  expect(await pushOver(repository, 'copy/osaka/k', two, one)).toBe('updated');
  expect(git(remote, 'rev-parse', 'copy/osaka/k')).toBe(two);
  expect(await readRemoteBranch(repository, 'copy/osaka/none')).toBeUndefined();
});

test('works on a bare clone, without tags, and fetches other refs as objects', async () => {
  const { remote, clone, repository, base } = remoteAndClone();
  git(clone, 'tag', 'orgcast/spent/x');
  git(clone, 'push', '--quiet', 'origin', 'orgcast/spent/x');
  const bare = await cloneBare(remote, scratchFolder(), { env: process.env });
  expect(git(bare.dir, 'tag')).toBe('');
  const sha = await commitFiles(bare, newCommit(base, { a: '1' }));
  expect(await pushNewBranch(bare, 'copy/osaka/k', sha)).toBe('created');
  await fetchRefs(repository, ['refs/heads/copy/osaka/k:refs/orgcast/head']);
  expect(git(clone, 'rev-parse', 'refs/orgcast/head')).toBe(sha);
});

test('says what is wrong with a folder or a remote', async () => {
  const { repository, base } = remoteAndClone();
  const outside = openRepository(scratchFolder(), 'origin', { env: { ...process.env, GIT_CEILING_DIRECTORIES: '/' } });
  await expect(fetchRefs(outside, ['main'])).rejects.toMatchObject({ code: 'git.no-repository' });
  const closed = { ...repository, remote: 'http://127.0.0.1:1/git/o/n.git' };
  await expect(pushNewBranch(closed, 'x', base)).rejects.toMatchObject({ code: 'git.unreachable', place: 'http://127.0.0.1:1/git/o/n.git' });
  const gone = { ...repository, dir: '/nowhere' };
  await expect(pushNewBranch(gone, 'x', base)).rejects.toMatchObject({ code: 'git.no-repository' });
  const noGit = { ...repository, environment: { PATH: '/nowhere' } };
  await expect(pushNewBranch(noGit, 'x', base)).rejects.toMatchObject({ code: 'git.missing' });
  await expect(fetchRefs(noGit, ['main'])).rejects.toMatchObject({ code: 'git.missing' });
});

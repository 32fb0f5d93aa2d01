import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitFiles } from '../../cli/git/commit-files.ts';
import { readTreeAt } from '../../cli/git/trees.ts';
import { git, newCommit, remoteAndClone } from './scratch.ts';

test('shows links, executables and submodules by their mode instead of following them', async () => {
  const { clone, repository, base } = remoteAndClone();
  symlinkSync('/etc/passwd', join(clone, 'link'));
  writeFileSync(join(clone, 'run.sh'), 'x', { mode: 0o755 });
  git(clone, 'add', '.');
  git(clone, 'update-index', '--add', '--cacheinfo', `160000,${base},module`);
  git(clone, 'commit', '--quiet', '-m', 'traps');
  const found = await readTreeAt(repository, 'HEAD', '');
  expect(found).toEqual([
    { path: 'link', mode: '120000', text: '/etc/passwd' },
    { path: 'module', mode: '160000', text: '' },
    { path: 'run.sh', mode: '100755', text: 'x' },
  ]);
});

test('refuses what is too large before reading it, and what is not text', async () => {
  const { clone, repository, base } = remoteAndClone();
  const large = await commitFiles(repository, newCommit(base, { 'a.yaml': 'x'.repeat(200) }));
  await expect(readTreeAt(repository, large, '', { files: 9, fileBytes: 100, totalBytes: 1000 })).rejects.toMatchObject({ code: 'git.too-large' });
  await expect(readTreeAt(repository, large, '', { files: 9, fileBytes: 1000, totalBytes: 100 })).rejects.toMatchObject({ code: 'git.too-large' });
  writeFileSync(join(clone, 'latin.yaml'), Buffer.from([0x61, 0xe9, 0x0a]));
  git(clone, 'add', '.');
  git(clone, 'commit', '--quiet', '-m', 'latin');
  await expect(readTreeAt(repository, 'HEAD', '')).rejects.toMatchObject({ code: 'git.not-text', place: 'latin.yaml' });
});

test('reads the tree as committed, not as a filter or the work tree would show it', async () => {
  const { clone, repository, base } = remoteAndClone();
  const sha = await commitFiles(repository, newCommit(base, { '.gitattributes': '* text eol=crlf\n', 'a.yaml': '\uFEFFa: 1\n' }));
  execFileSync('git', ['config', 'core.autocrlf', 'true'], { cwd: clone });
  expect((await readTreeAt(repository, sha, 'a.yaml'))[0]?.text).toBe('\uFEFFa: 1\n');
  expect(await readTreeAt(repository, sha, 'b.yaml')).toEqual([]);
});

import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commitFiles } from '../../cli/git/commit-files.ts';
import { changedPaths, isAncestor, mergeBase, parents, revParse } from '../../cli/git/history.ts';
import { readTreeAt } from '../../cli/git/trees.ts';
import { git, newCommit, remoteAndClone } from './scratch.ts';

describe('commitFiles', () => {
  test('adds, changes and removes files without touching work tree, index or refs', async () => {
    const { clone, repository, base } = remoteAndClone();
    const first = await commitFiles(repository, newCommit(base, { 'environments/osaka/a.yaml': 'a: 1\n', 'environments/osaka/b.yaml': 'b: 1\n' }));
    const second = await commitFiles(repository, newCommit(first, { 'environments/osaka/a.yaml': 'a: 2\n' }, ['environments/osaka/b.yaml']));

    expect(await parents(repository, second)).toEqual([first]);
    expect(await changedPaths(repository, first, second)).toEqual(['environments/osaka/a.yaml', 'environments/osaka/b.yaml']);
    expect(await readTreeAt(repository, second, 'environments/osaka')).toEqual([
      { path: 'environments/osaka/a.yaml', mode: '100644', text: 'a: 2\n' },
    ]);
    expect(git(clone, 'status', '--porcelain')).toBe('');
    expect(git(clone, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main\nrefs/remotes/origin/main');
    expect(readdirSync(clone)).toEqual(['.git']);
    expect(git(clone, 'log', '-1', '--format=%an <%ae> %at|%cn|%s', second)).toBe('Sender <sender@example.org> 1790000000|Sender|send');
    expect(git(clone, 'fsck', '--strict', '--no-dangling')).toBe('');
  });

  test('gives the same id for the same content and date', async () => {
    const { repository, base } = remoteAndClone();
    const commit = newCommit(base, { 'a.yaml': 'a: 1\n' });
    expect(await commitFiles(repository, commit)).toBe(await commitFiles(repository, commit));
  });

  test('keeps a name with line breaks or angle brackets from forging header lines', async () => {
    const { clone, repository, base } = remoteAndClone();
    const commit = { ...newCommit(base, { 'a.yaml': '' }), author: { name: 'Eve\nparent x <y>', email: 'e@x>\n' } };
    expect(git(clone, 'log', '-1', '--format=%an|%ae', await commitFiles(repository, commit))).toBe('Eveparent x y|e@x');
  });

  test('what is committed is what is read, for any text and any printable path', async () => {
    const { repository, base } = remoteAndClone();
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => !/[/\0]/.test(text) && !/^(\.+|\.git)$/i.test(text));
    const text = fc.string({ unit: 'grapheme' });
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, text, { maxKeys: 5 }), async (names) => {
        const files = Object.fromEntries(Object.entries(names).map(([path, content]) => [`environments/x/${path}`, content.toWellFormed()]));
        const read = await readTreeAt(repository, await commitFiles(repository, newCommit(base, files)), 'environments/x');
        expect(Object.fromEntries(read.map((file) => [file.path, file.text]))).toEqual(files);
      }),
      { numRuns: 25 },
    );
  });
});

describe('history', () => {
  test('knows ancestors and the merge base of two lines', async () => {
    const { repository, base } = remoteAndClone();
    const [left, right] = [await commitFiles(repository, newCommit(base, { a: '1' })), await commitFiles(repository, newCommit(base, { b: '1' }))];
    expect(await mergeBase(repository, left, right)).toBe(base);
    expect(await isAncestor(repository, base, left)).toBe(true);
    expect(await isAncestor(repository, left, right)).toBe(false);
    expect(await isAncestor(repository, `${'0'.repeat(39)}1`, right)).toBe(false);
    expect(await parents(repository, base)).toEqual([]);
  });

  test('refuses a revision that is not there, and one that looks like an option', async () => {
    const { repository } = remoteAndClone();
    await expect(revParse(repository, 'nowhere')).rejects.toMatchObject({ code: 'git.no-commit' });
    await expect(revParse(repository, '--all')).rejects.toMatchObject({ name: 'Failure' });
  });
});

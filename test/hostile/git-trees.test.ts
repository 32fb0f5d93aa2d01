import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { changedPaths } from '../../cli/git/history.ts';
import type { Repository } from '../../cli/git/repository.ts';
import { openRepository } from '../../cli/git/repository.ts';
import type { TreeFile } from '../../cli/git/trees.ts';
import { readTreeAt } from '../../cli/git/trees.ts';
import { judgeTree } from '../../cli/key/request-paths.ts';
import { scratchFolder } from '../git/scratch.ts';
import type { Leaf, ObjectWriter } from './git-objects.ts';
import { fileLeaf, folderLeaf, openObjectWriter, writeLeaves } from './git-objects.ts';
import { brokenNames, hostileModes, hostileNames } from './hostile-names.ts';

function openScene(): { repository: Repository; writer: ObjectWriter; folder: string; commit(leaves: readonly Leaf[]): string } {
  const folder = scratchFolder();
  const git = join(folder, 'repository.git');
  execFileSync('git', ['init', '--quiet', '--bare', git]);
  const writer = openObjectWriter(git);
  return {
    repository: openRepository(git, 'origin', { env: process.env }),
    writer,
    folder,
    commit: (leaves) => writer.commit(writeLeaves(writer, [folderLeaf('environments', [folderLeaf('osaka', leaves)])]), []),
  };
}

const read = ({ repository }: { repository: Repository }, commit: string) => readTreeAt(repository, commit, 'environments/osaka');

describe('names that git would not write (threat 12)', () => {
  test.each([
    ['files', (name: Buffer): Leaf => ({ ...fileLeaf('x', 'a: 1\n'), name })],
    ['folders', (name: Buffer): Leaf => ({ ...folderLeaf('x', [fileLeaf('a.yaml', 'a: 1\n')]), name })],
  ])('of %s are read as data, written nowhere, and refused', async (_, leafOf) => {
    const scene = openScene();
    const before = readdirSync(scene.folder);
    for (const [what, name] of Object.entries({ ...hostileNames, ...brokenNames })) {
      const entries = await read(scene, scene.commit([leafOf(name)])).catch((error: unknown) => error);
      if (what === 'empty') expect(entries).toMatchObject({ code: 'git.corrupt', kind: 'invalid' });
      else
        expect(
          judgeTree(entries as readonly TreeFile[]).map(({ code }) => code),
          what,
        ).toContain('request.name');
    }
    expect(readdirSync(scene.folder)).toEqual(before);
  });
});

describe('what is no plain file (threat 13)', () => {
  test.each(hostileModes.filter((mode) => mode !== '040000'))('mode %s is refused and nothing is followed', async (mode) => {
    const scene = openScene();
    const object = scene.writer.blob(Buffer.from('/etc/passwd'));
    const entries = await read(scene, scene.commit([{ name: Buffer.from('x.yaml'), mode, content: { object } }])).catch((error: unknown) => error);
    // git itself takes an unknown mode for a submodule's or a folder's; either way nothing is followed.
    if (!Array.isArray(entries)) expect(entries).toMatchObject({ code: 'git.corrupt', kind: 'invalid' });
    else {
      expect(judgeTree(entries).map(({ code }) => code)).toContain('request.mode');
      expect(entries.map(({ text }) => text).join('')).not.toContain('root:');
    }
  });

  test('a filter in .gitattributes is neither run nor let through', async () => {
    const scene = openScene();
    const canary = join(scene.folder, 'canary');
    execFileSync('git', ['--git-dir', scene.repository.dir, 'config', 'filter.x.smudge', `touch ${canary}`]);
    execFileSync('git', ['--git-dir', scene.repository.dir, 'config', 'diff.x.textconv', `touch ${canary}`]);
    const base = scene.commit([]);
    const head = scene.commit([fileLeaf('.gitattributes', '* filter=x diff=x\n'), fileLeaf('a.yaml', 'a: 1\n')]);
    const entries = await read(scene, head);
    await changedPaths(scene.repository, base, head);
    expect(existsSync(canary)).toBe(false);
    expect(judgeTree(entries).map(({ code }) => code)).toEqual(['request.name']);
  });
});

describe('trees that lie', () => {
  test('a few folders that list as a thousand million files are given up at the limit', async () => {
    const scene = openScene();
    let object = writeLeaves(scene.writer, [fileLeaf('x', '')]);
    for (let level = 0; level < 30; level += 1) {
      object = scene.writer.tree(['a', 'b'].map((name) => ({ mode: '40000', name: Buffer.from(name), object })));
    }
    const base = scene.commit([]);
    const bomb = scene.commit([{ name: Buffer.from('bomb'), mode: '40000', content: { object } }]);
    const limits = { files: 2_000, fileBytes: 100, totalBytes: 100 };
    await expect(readTreeAt(scene.repository, bomb, '', limits)).rejects.toMatchObject({ code: 'git.too-large', kind: 'invalid' });
    await expect(changedPaths(scene.repository, base, bomb)).rejects.toMatchObject({ code: 'git.too-large', kind: 'invalid' });
  });

  test('a folder that says it is a file, and a file that says it is a folder, are no bugs of ours', async () => {
    const scene = openScene();
    const folder = writeLeaves(scene.writer, [fileLeaf('x', '')]);
    const file = scene.writer.blob(Buffer.from('x'));
    for (const [mode, object] of [
      ['100644', folder],
      ['40000', file],
      ['100644', 'a'.repeat(40)],
    ] as const) {
      const commit = scene.commit([{ name: Buffer.from('x'), mode, content: { object } }]);
      await expect(read(scene, commit)).rejects.toMatchObject({ code: 'git.corrupt', kind: 'invalid' });
    }
  });

  test('50,000 bad names are each told once, in time that grows with their number', () => {
    const entries = Array.from({ length: 50_000 }, (_, index) => ({ path: `environments/osaka/${index}.`, mode: '100644' }));
    expect(new Set(judgeTree(entries).map(({ message }) => message)).size).toBe(50_000);
  });
});

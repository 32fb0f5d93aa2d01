import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isFile, readTree } from '../../cli/disk/read-tree.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'orgcast-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('reading a tree', () => {
  test('gives texts by path, sorted, and passes over dot files', () => {
    mkdirSync(join(root, 'b/.hidden'), { recursive: true });
    for (const path of ['b/z.yaml', 'b/日本.yaml', 'a.yaml', '.env', 'b/.hidden/x']) writeFileSync(join(root, path), path);
    const { files, findings } = readTree(root);
    expect([...files]).toEqual(['a.yaml', 'b/z.yaml', 'b/日本.yaml'].map((path) => [path, path]));
    expect(findings).toEqual([]);
  });

  test('of a folder that is not there is empty', () => {
    expect(readTree(join(root, 'absent'))).toEqual({ files: new Map(), findings: [] });
  });

  test('finds links, files that are too large and bytes that are not UTF-8, and reads the rest', () => {
    writeFileSync(join(root, 'ok.yaml'), 'ok');
    writeFileSync(join(root, 'latin.yaml'), Buffer.from([0x61, 0xe9, 0x0a]));
    writeFileSync(join(root, 'large.yaml'), 'x'.repeat(101));
    symlinkSync('ok.yaml', join(root, 'link.yaml'));
    symlinkSync(root, join(root, 'loop'));
    const { files, findings } = readTree(root, { maxFileBytes: 100, folder: 'environments/hq' });
    expect([...files.keys()]).toEqual(['ok.yaml']);
    expect(findings.map(({ code, file }) => `${file} ${code}`)).toEqual([
      'environments/hq/large.yaml yaml.too-large',
      'environments/hq/latin.yaml disk.encoding',
      'environments/hq/link.yaml disk.not-file',
      'environments/hq/loop disk.not-file',
    ]);
    expect(isFile(join(root, 'ok.yaml'))).toBe(true);
    expect(isFile(join(root, 'link.yaml'))).toBe(false);
    expect(isFile(join(root, 'absent'))).toBe(false);
  });

  test('keeps a byte order mark for the reader to refuse', () => {
    writeFileSync(join(root, 'bom.yaml'), '\ufeffa: 1');
    expect(readTree(root).files.get('bom.yaml')).toBe('\ufeffa: 1');
  });
});

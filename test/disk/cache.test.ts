import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cacheFolder, cacheKey, readCache, writeCache } from '../../cli/disk/cache.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'orgcast-'));
  folder = cacheFolder(root);
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const key = cacheKey(new Map([['a', '1']]), ['0.1.0']);
const value = { findings: [{ code: 'x' }], counts: { error: 1 } };

describe('a cached result', () => {
  test('comes back under its key only', () => {
    expect(readCache(folder, key)).toBeUndefined();
    writeCache(folder, key, value);
    expect(readCache(folder, key)).toEqual(value);
    expect(readCache(folder, cacheKey(new Map([['a', '2']]), ['0.1.0']))).toBeUndefined();
    rmSync(join(root, '.orgcast'), { recursive: true });
    expect(readCache(folder, key)).toBeUndefined();
  });

  test.each([
    ['cut', (text: string) => text.slice(0, -1)],
    ['changed', (text: string) => text.replace('"error":1', '"error":0')],
    ['empty', () => ''],
    [
      'of another key',
      (text: string) =>
        text.replaceAll(
          key,
          key.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
        ),
    ],
    ['of another format', (text: string) => text.replace('orgcast-cache-1', 'orgcast-cache-0')],
    ['not JSON', () => 'hello\nworld'],
  ])('that is %s counts as missing', (_name, damage) => {
    writeCache(folder, key, value);
    const path = join(folder, `${key}.json`);
    writeFileSync(path, damage(readFileSync(path, 'utf8')));
    expect(readCache(folder, key)).toBeUndefined();
  });

  test('is one of a few, of which the oldest go', () => {
    for (let index = 0; index < 12; index += 1) writeCache(folder, cacheKey(new Map([['a', String(index)]]), []), value);
    expect(readdirSync(folder).filter((name) => name.endsWith('.json')).length).toBe(8);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('that cannot be kept is no failure', () => {
    mkdirSync(join(root, '.orgcast'));
    writeFileSync(folder, 'a file where the folder should be');
    expect(() => writeCache(folder, key, value)).not.toThrow();
    expect(readCache(folder, key)).toBeUndefined();
  });

  test('has a key that differs whenever a path, a text, the tool or the order differs', () => {
    const texts = fc.array(fc.tuple(fc.string({ maxLength: 3 }), fc.string({ maxLength: 3 })), { maxLength: 3 });
    const tool = fc.array(fc.string({ maxLength: 3 }), { maxLength: 2 });
    fc.assert(
      fc.property(texts, tool, texts, tool, (textsA, toolA, textsB, toolB) => {
        const same = JSON.stringify([[...new Map(textsA)], toolA]) === JSON.stringify([[...new Map(textsB)], toolB]);
        expect(cacheKey(new Map(textsA), toolA) === cacheKey(new Map(textsB), toolB)).toBe(same);
      }),
    );
  });
});

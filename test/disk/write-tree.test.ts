import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readTree } from '../../cli/disk/read-tree.ts';
import { fileOperations, readTextFile, temporarySuffix, writeTextFileAtomic } from '../../cli/disk/text-file.ts';
import { writeTree } from '../../cli/disk/write-tree.ts';
import { Failure } from '../../cli/model/failure.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'orgcast-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const put = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const everything = () =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
const files = () => readTree(root).files;
const failureOf = async (run: () => unknown): Promise<Failure> => {
  try {
    await run();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it did not fail');
};

describe('writing a tree', () => {
  test('writes what differs, leaves what does not, removes what is named, and the folders that are then empty', async () => {
    put('a.yaml', 'old');
    put('same.yaml', 'same');
    put('gone/deep/b.yaml', 'b');
    put('other.txt', 'not ours');
    const before = statSync(join(root, 'same.yaml')).mtimeMs;
    const texts = new Map([
      ['a.yaml', 'new'],
      ['same.yaml', 'same'],
      ['new/日本.yaml', '日本\n'],
    ]);
    expect(await writeTree(root, texts, { remove: ['gone/deep/b.yaml', 'never/there.yaml', 'a.yaml'] })).toEqual({
      written: 2,
      unchanged: 1,
      removed: 1,
    });
    expect(everything()).toEqual(['a.yaml', 'new', 'new/日本.yaml', 'other.txt', 'same.yaml']);
    expect(readFileSync(join(root, 'new/日本.yaml'), 'utf8')).toBe('日本\n');
    expect(statSync(join(root, 'same.yaml')).mtimeMs).toBe(before);
    expect(await writeTree(root, texts)).toEqual({ written: 0, unchanged: 3, removed: 0 });
  });

  test('keeps long names of one beginning apart, and names that differ by case', async () => {
    const texts = new Map([1, 2, 3].map((index): [string, string] => [`${'長い名前'.repeat(20)}${index}.yaml`, `${index}`]));
    await writeTree(root, texts);
    expect(files()).toEqual(texts);
    await writeTree(root, new Map([['Sales.yaml', 'x']]));
    expect(await writeTree(root, new Map([['sales.yaml', 'y']]), { remove: ['Sales.yaml'] })).toMatchObject({ written: 1 });
    expect(files().get('sales.yaml') ?? files().get('Sales.yaml')).toBe('y');
  });

  test('makes a folder that is not there', async () => {
    await writeTree(join(root, 'x/y'), new Map([['a', '1']]));
    expect(everything()).toEqual(['x', 'x/y', 'x/y/a']);
  });

  test.each(['../out', 'a/../../out', '/etc/passwd', 'a//b', './a', '', 'a/.', '.git/config', 'A/.GIT/x', 'a\\..\\b', 'a\0b'])(
    'refuses the path %j and changes nothing',
    async (path) => {
      expect(
        await failureOf(() =>
          writeTree(
            root,
            new Map([
              ['ok', '1'],
              [path, 'x'],
            ]),
          ),
        ),
      ).toMatchObject({ code: 'disk.path', kind: 'refused' });
      expect(await failureOf(() => writeTree(root, new Map(), { remove: [path] }))).toMatchObject({ code: 'disk.path' });
      expect(everything()).toEqual([]);
    },
  );

  test('never follows a link, to a folder or to a file', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'orgcast-'));
    writeFileSync(join(outside, 'secret'), 'untouched');
    symlinkSync(outside, join(root, 'folder'));
    symlinkSync(join(outside, 'secret'), join(root, 'file'));
    for (const path of ['folder/secret', 'file']) expect((await failureOf(() => writeTree(root, new Map([[path, 'x']])))).code).toBe('disk.path');
    expect((await failureOf(() => writeTree(root, new Map(), { remove: ['folder/secret'] }))).code).toBe('disk.path');
    expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('untouched');
    expect((await failureOf(() => readTextFile(join(root, 'file')))).code).toBe('disk.not-file');
    rmSync(outside, { recursive: true });
  });
});

describe('a tree that cannot be written', () => {
  const texts = new Map(Array.from({ length: 5 }, (_, index): [string, string] => [`${index}/file.yaml`, `new ${index}`]));
  const prepare = () => {
    for (const index of [0, 2, 4]) put(`${index}/file.yaml`, `old ${index}`);
  };
  const fullDisk = () => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };

  test.each([0, 1, 2, 3, 4])('because write %i fails stays as it was', async (failing) => {
    prepare();
    const before = everything();
    let count = 0;
    const operations = {
      ...fileOperations,
      write: (descriptor: number, bytes: Uint8Array) => (count++ === failing ? fullDisk() : fileOperations.write(descriptor, bytes)),
    };
    const failure = await failureOf(() => writeTree(root, texts, { operations, remove: ['0/file.yaml', '4/other'] }));
    expect(failure).toMatchObject({ code: 'disk.write', kind: 'failure', place: join(root, `${failing}/file.yaml`) });
    expect(failure.message).toContain('ENOSPC');
    expect(everything()).toEqual(before);
    expect([...files().values()]).toEqual(['old 0', 'old 2', 'old 4']);
  });

  test.each([0, 1, 2, 3, 4])('because rename %i fails gets its old files back', async (failing) => {
    prepare();
    let count = 0;
    const operations = {
      ...fileOperations,
      rename: (from: string, to: string) => (count++ === failing ? fullDisk() : fileOperations.rename(from, to)),
    };
    expect((await failureOf(() => writeTree(root, texts, { operations }))).code).toBe('disk.write');
    expect([...files()]).toEqual([0, 2, 4].map((index) => [`${index}/file.yaml`, `old ${index}`]));
    expect(everything().filter((path) => path.endsWith(temporarySuffix))).toEqual([]);
  });

  test.skipIf(process.getuid?.() === 0)('because a folder is read-only stays as it was', async () => {
    prepare();
    chmodSync(join(root, '2'), 0o500);
    try {
      expect((await failureOf(() => writeTree(root, texts))).code).toBe('disk.write');
      expect([...files().values()]).toEqual(['old 0', 'old 2', 'old 4']);
    } finally {
      chmodSync(join(root, '2'), 0o700);
    }
  });
});

/** A process that writes two trees in turns until it is killed. */
const writer = `
import { writeTree } from ${JSON.stringify(new URL('../../cli/disk/write-tree.ts', import.meta.url).href)};
const tree = (letter) => new Map(Array.from({ length: 40 }, (_, index) => ['d' + (index % 4) + '/' + index + '.yaml', (letter + index).repeat(2000) + '\\n']));
for (let round = 0; ; round += 1) {
  await writeTree(process.argv[1], tree(round % 2 ? 'a' : 'b'));
  if (round === 0) console.log('started');
}`;

describe('a run that is killed', () => {
  test('leaves no file half-written, and the next run removes what it left', async () => {
    for (let round = 0; round < 8; round += 1) {
      const child = spawn(process.execPath, ['--input-type=module', '--eval', writer, root], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(child.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, round * 7));
      child.kill('SIGKILL');
      await once(child, 'exit');
      const read = files();
      expect(read.size).toBe(40);
      for (const [path, text] of read) {
        const index = /(\d+)\.yaml$/.exec(path)?.[1] ?? '';
        expect([`a${index}`, `b${index}`].map((unit) => `${unit.repeat(2000)}\n`)).toContain(text);
      }
    }
    put(`d0/.left.yaml${temporarySuffix}`, 'half');
    await writeTree(root, files());
    expect(everything().filter((path) => path.endsWith(temporarySuffix))).toEqual([]);
  });
});

describe('one file', () => {
  test('is replaced as a whole, with the permissions asked for', async () => {
    const path = join(root, 'deep/key');
    writeTextFileAtomic(path, 'one', { mode: 0o600 });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    writeTextFileAtomic(path, 'two', { mode: 0o600 });
    expect(readTextFile(path)).toBe('two');
    expect(everything()).toEqual(['deep', 'deep/key']);
    expect(readTextFile(join(root, 'absent'))).toBeUndefined();
  });

  test('keeps its text when it cannot be replaced', async () => {
    const path = join(root, 'key');
    writeTextFileAtomic(path, 'one');
    const rename = () => {
      throw new Error('EXDEV');
    };
    expect((await failureOf(() => writeTextFileAtomic(path, 'two', { operations: { ...fileOperations, rename } }))).message).toContain('EXDEV');
    expect(readTextFile(path)).toBe('one');
    expect(existsSync(`${path}${temporarySuffix}`)).toBe(false);
    expect(everything()).toEqual(['key']);
  });
});

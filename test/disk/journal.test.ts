import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJournal, readJournal } from '../../cli/disk/journal.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('an entry is in the file when it was promised, and a later run reads all of them in order', async () => {
  const path = join(folder, 'a/b/journal.jsonl');
  const journal = await openJournal(path);
  expect(journal.earlier).toEqual([]);
  await journal.append({ number: 1, text: 'line\nfeed' });
  expect(readFileSync(path, 'utf8')).toBe('{"number":1,"text":"line\\nfeed"}\n');
  await Promise.all([2, 3, 4].map((number) => journal.append({ number })));
  await journal.close();
  const again = await openJournal(path);
  expect(again.earlier.map((entry) => entry['number'])).toEqual([1, 2, 3, 4]);
  await again.append({ number: 5 });
  await again.close();
  expect(readJournal(path)).toHaveLength(5);
});

test('a removed journal leaves nothing, and closing it twice does no harm', async () => {
  const path = join(folder, 'journal.jsonl');
  const journal = await openJournal(path);
  await journal.append({ number: 1 });
  await journal.remove();
  await journal.close();
  expect(existsSync(path)).toBe(false);
  expect(readJournal(path)).toEqual([]);
});

test('wherever a crash cut it, what was promised before is read, and what comes after stands on lines of its own', async () => {
  const entries = [{ number: 1, text: 'ü' }, { number: 2, text: '{"x":' }, { number: 3 }];
  const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`);
  const whole = Buffer.from(lines.join(''));
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), async (cut) => {
      const path = join(folder, 'torn.jsonl');
      writeFileSync(path, whole.subarray(0, cut));
      const promised = lines.filter((_, index) => Buffer.byteLength(lines.slice(0, index + 1).join('')) <= cut).length;
      const journal = await openJournal(path);
      expect(journal.earlier.slice(0, promised)).toEqual(entries.slice(0, promised));
      await journal.append({ number: 9 });
      await journal.close();
      expect(readJournal(path).at(-1)).toEqual({ number: 9 });
    }),
  );
});

test('what is no entry is passed over', () => {
  const path = join(folder, 'journal.jsonl');
  writeFileSync(path, '{"number":1}\n\n[1]\nnull\n{"number":\n');
  appendFileSync(path, '{"number":2}\n');
  expect(readJournal(path)).toEqual([{ number: 1 }, { number: 2 }]);
});

test('nobody leads it to another file', async () => {
  const other = join(folder, 'other');
  writeFileSync(other, 'precious');
  symlinkSync(other, join(folder, 'journal.jsonl'));
  await expect(openJournal(join(folder, 'journal.jsonl'))).rejects.toMatchObject({ code: 'disk.write' });
  expect(readFileSync(other, 'utf8')).toBe('precious');
});

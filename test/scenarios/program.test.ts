import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { playScript, readScript } from './stage.ts';
import { listStories } from './story.ts';

/**
 * Stories that no plan alone can show: the program is run on an org of the embedded CRM as `script.yaml` says, and what it prints is `expect/transcript.txt`, rewritten
 * with UPDATE_GOLDEN=1 only. Exit codes and what must be said stand in the script, which nothing rewrites.
 */
describe.each(listStories('program'))('%s', (name) => {
  const folder = join(import.meta.dirname, name);
  const script = readScript(folder);

  test(script.title, async () => {
    const transcript = await playScript(script);
    const golden = join(folder, 'expect/transcript.txt');
    if (process.env['UPDATE_GOLDEN'] === '1') {
      mkdirSync(join(folder, 'expect'), { recursive: true });
      writeFileSync(golden, transcript);
    }
    expect(transcript).toBe(readFileSync(golden, 'utf8'));
  });
});

test('every pain has a story', () => {
  const names = [...listStories('plan'), ...listStories('program')];
  const pains = Array.from({ length: 10 }, (_one, index) => `pain-${String(index + 1).padStart(2, '0')}-`);
  expect(pains.filter((pain) => !names.some((name) => name.startsWith(pain)))).toEqual([]);
});

import { expect, test } from 'vitest';
import { formatProgress, makeProgress } from '../../cli/commands/apply-progress.ts';
import { makeContext } from '../../cli/commands/context.ts';
import { stepOf } from '../apply/steps.ts';
import { silentWorld } from './world.ts';

/** A pass over 20 steps, one a second, the third of which fails: what is written to stderr. */
function tellPass({ isTTY = false, quiet = false, columns = 80 }): string {
  let written = '';
  let seconds = 0;
  const write = (text: string): void => {
    written += text;
  };
  const stderr = { write, isTTY, columns: isTTY ? columns : undefined };
  const world = { ...silentWorld('.'), stderr, now: () => new Date(seconds * 1000) };
  const progress = makeProgress(makeContext(world, { repo: '.', color: false, quiet }));
  const steps = Array.from({ length: 20 }, (_, index) => stepOf(`s${index + 1}`));
  progress.startPass(1, [...steps, stepOf('m', [], 'by hand')]);
  for (const step of steps) {
    seconds += 1;
    progress.watch(step, step.key === 's3' ? { status: 'failed', error: 'INVALID_DATA' } : { status: 'done' });
  }
  progress.endPass();
  return written;
}

test('where every line is kept, there is one a tenth, and one for what was not done', () => {
  const lines = tellPass({}).trimEnd().split('\n');
  expect(lines[0]).toBe('Pass 1: 20 steps');
  expect(lines).toContain('  failed: create role:s3 – INVALID_DATA');
  expect(lines.filter((line) => line.includes('/20 steps'))).toHaveLength(10);
  expect(lines.at(-1)).toBe('  20/20 steps (100 %), 1.0 a second');
  expect(lines.join('')).not.toContain('\r');
});

test('on a terminal one line is updated, no wider than it, and gone at the end', () => {
  const written = tellPass({ isTTY: true, columns: 30 });
  const drawn = written.split('\r\u001b[2K');
  expect(drawn.length).toBeGreaterThan(20);
  expect(drawn.at(-1)).toBe('');
  for (const line of drawn.filter((text) => text.includes('/20 steps'))) expect(line.split('\n').at(-1)?.length).toBeLessThan(30);
  expect(written).toContain('  failed: create role:s3 – INVALID_DATA\n');
});

test('with --quiet nothing is told', () => {
  expect(tellPass({ quiet: true })).toBe('');
  expect(tellPass({ quiet: true, isTTY: true })).toBe('');
});

test('what is left is told in seconds, then in minutes', () => {
  expect(formatProgress({ total: 300, done: 120, start: 0 }, 12_000)).toBe('120/300 steps (40 %), 10 a second, about 18 s left');
  expect(formatProgress({ total: 300, done: 3, start: 0 }, 6000)).toBe('3/300 steps (1 %), 0.5 a second, about 10 min left');
  expect(formatProgress({ total: 300, done: 0, start: 0 }, 6000)).toBe('0/300 steps (0 %)');
});

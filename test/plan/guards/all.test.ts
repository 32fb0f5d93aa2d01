import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { guards } from '../../../cli/plan/guards/all.ts';
import { factsOf } from './world.ts';

test('every policy is in the list once, under a code of its own named after its file', () => {
  const codes = guards.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  const files = readdirSync(join(import.meta.dirname, '../../../cli/plan/guards'));
  for (const code of codes) expect(files).toContain(`${code.replace('guard.', '')}.ts`);
});

test('a plan without steps is no policy’s business', () => {
  expect(guards.flatMap((guard) => guard.judge(factsOf({ steps: [] })))).toEqual([]);
});

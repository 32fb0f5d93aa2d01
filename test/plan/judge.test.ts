import { expect, test } from 'vitest';
import type { Guard } from '../../cli/plan/guards/guard.ts';
import { judgeGuards } from '../../cli/plan/guards/judge.ts';
import { inputOf, liveOf, snapshotOf } from './world.ts';

const facts = { input: inputOf(liveOf([]), snapshotOf()), steps: [], credits: 0, minutes: 0 };
const guard = (code: string, message: string, blocks: readonly string[]): Guard => ({
  code,
  judge: () => [{ severity: 'warning', element: 'role:A', message, fix: 'Do.', blocks }],
});

test('what guards say becomes findings under their codes; the first to block a step gives the reason', () => {
  const judged = judgeGuards(facts, [guard('guard.one', 'one', ['a']), guard('guard.two', 'two', ['a', 'b'])]);
  expect(judged.findings).toEqual([
    { code: 'guard.one', severity: 'warning', element: 'role:A', message: 'one', fix: 'Do.' },
    { code: 'guard.two', severity: 'warning', element: 'role:A', message: 'two', fix: 'Do.' },
  ]);
  expect([...judged.blocked]).toEqual([
    ['a', 'one'],
    ['b', 'two'],
  ]);
});

test('what a guard only remarks on is a finding and blocks nothing', () => {
  const remark: Guard = { code: 'guard.remark', judge: () => [{ severity: 'note', message: 'By the way.' }] };
  expect(judgeGuards(facts, [remark])).toEqual({
    findings: [{ code: 'guard.remark', severity: 'note', message: 'By the way.' }],
    blocked: new Map(),
  });
});

test('nothing is said of a plan without steps', () => {
  expect(judgeGuards(facts)).toEqual({ findings: [], blocked: new Map() });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../cli/model/plan.ts';
import { commentBytes, countBytes, fitComment } from '../../../cli/report/markdown/budget.ts';
import { markComment } from '../../../cli/report/markdown/marker.ts';
import { writePlanComment } from '../../../cli/report/markdown/plan.ts';
import { contextIn, makeStep, samplePlan } from '../samples.ts';

const note = (cut: { entries: number; urgent: number }): string => `[cut ${cut.entries}/${cut.urgent}]`;

describe('fitComment', () => {
  const sections = [
    { head: '<a>', entries: ['1', '2'], tail: '</a>', urgent: true },
    { head: '<b>', entries: ['3', '4'], tail: '</b>' },
  ];

  test('leaves a comment that fits alone', () => {
    expect(fitComment('start', sections, note, 100)).toBe('start<a>12</a><b>34</b>');
  });

  test('cuts whole entries from the end and says how many', () => {
    expect(fitComment('', sections, note, 17)).toBe('<a>1</a>[cut 3/1]');
    expect(fitComment('', sections, note, 9)).toBe('[cut 4/2]');
  });

  test('shows nothing after the first gap', () => {
    const uneven = [
      { head: '', entries: ['x'.repeat(50)], tail: '' },
      { head: '', entries: ['y'], tail: '' },
    ];
    expect(fitComment('', uneven, note, 40)).toBe('[cut 2/0]');
  });

  test('never exceeds its budget, and counts what is missing', () => {
    const section = fc.record({
      head: fc.string(),
      entries: fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 5 }),
      tail: fc.string(),
      urgent: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(section, { maxLength: 5 }), fc.integer({ min: 12, max: 120 }), (parts, budget) => {
        expect(countBytes(fitComment('', parts, note, budget))).toBeLessThanOrEqual(budget);
      }),
    );
  });
});

describe('a plan of thousands of Japanese steps', () => {
  const steps = Array.from({ length: 3_000 }, (_, index) =>
    makeStep({
      action: 'create',
      kind: 'field',
      key: `商談.項目${index}`,
      risk: index < 5 ? 'rights' : 'none',
      changes: [{ path: ['field_label'], after: `とても長い表示名その${index}` }],
    }),
  );
  const plan: Plan = { ...samplePlan, steps, findings: [] };
  const comment = writePlanComment(plan, contextIn('ja'), { rest: { review: 12 } });

  test('fits, closes what it opens, and names digest, dangers and the rest', () => {
    expect(countBytes(comment)).toBeLessThanOrEqual(commentBytes);
    expect(countBytes(comment)).toBeGreaterThan(commentBytes * 0.9);
    expect(comment.split('<details>').length).toBe(comment.split('</details>').length);
    expect(comment).toContain(plan.digest);
    expect(comment.match(/^\d+\. /gm)).toHaveLength(5);
    expect(comment).toContain('orgcast review 12');
    const shown = comment.match(/^- /gm)?.length ?? 0;
    expect(comment).toContain(`${(3_000 - shown).toString().replace(/\B(?=(\d{3})+$)/g, ',')} 件`);
  });

  test('says when steps to look at first did not fit', () => {
    const risky = { ...plan, steps: steps.map((step) => ({ ...step, risk: 'rights' as const })) };
    expect(writePlanComment(risky, contextIn('en'), { rest: 'summary' })).toMatch(/\*\*Of these, [\d,]+ are to be looked at first\.\*\*/);
  });
});

test('a marker is one comment whatever the target is called', () => {
  expect(markComment('plan', 'osaka')).toBe('<!-- orgcast:plan osaka -->');
  expect(markComment('receipt', 'a--b')).toBe('<!-- orgcast:receipt a%2d-b -->');
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      (target) => void expect(markComment('plan', target)).toMatch(/^<!-- orgcast:plan (?!\S*--)[\w.%-]* -->$/),
    ),
  );
});

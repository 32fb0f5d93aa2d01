import { describe, expect, test } from 'vitest';
import type { Json } from '../../../cli/model/json.ts';
import type { Plan } from '../../../cli/model/plan.ts';
import type { Receipt } from '../../../cli/model/receipt.ts';
import { writeDriftBody } from '../../../cli/report/markdown/drift.ts';
import { writePlanComment } from '../../../cli/report/markdown/plan.ts';
import { writeReceiptComment } from '../../../cli/report/markdown/receipt.ts';
import { writeRefusalComment } from '../../../cli/report/markdown/refusal.ts';
import { writeRollbackBody } from '../../../cli/report/markdown/rollback.ts';
import { nastyLabels } from '../nasty.ts';
import { contextIn, makeStep, partialReceipt, samplePlan } from '../samples.ts';

const context = contextIn('en');
const rest = { review: 12 } as const;

/** Bodies of pull requests carry no marker of ours; comments do. */
const marker = '<!-- orgcast:body x -->\n';

function makePlan(label: string): Plan {
  const changes = [{ path: ['a', label], before: label, after: [label] }];
  const names = { key: label, reason: label, changes } as const;
  const steps = [
    makeStep({ action: 'update', kind: 'field', risk: 'deletes', ...names }),
    makeStep({ action: 'create', kind: label, risk: 'data-leaves', mode: 'manual', ...names }),
    makeStep({ action: 'update', kind: label, mode: 'blocked', ...names, changes: changes.map((change) => ({ ...change, side: 'both' })) }),
  ];
  return {
    ...samplePlan,
    org: label,
    digest: label,
    steps,
    findings: [{ code: label, severity: 'error', message: label, fix: label, file: label, line: 1, column: 2 }],
  };
}

function makeReceipt(label: string): Receipt {
  const step = { id: label, status: 'failed', attempts: 1, error: label } as const;
  return { ...partialReceipt, org: label, reason: label, planDigest: label, startedAt: label, steps: [step, { ...step, status: 'done' }] };
}

/** The same comment with a harmless label, so that the structure around labels can be compared line by line. */
function outline(comment: string): string[] {
  return comment
    .split('\n')
    .map((line) => /^(?:<!-- orgcast:\w+ |#{2,3} |\||- | {2}- |\d+\. |<br>|<details(?: open)?><summary>|<\/details>|$)?/.exec(line)?.[0] ?? '');
}

/** Pipes that divide cells: those in code or escaped would be dangerous, so none may stand there at all. */
function countCells(comment: string): number[] {
  return comment
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').length);
}

/** No markup, comment, mention, reference, address, consent or hidden character but what we write ourselves. */
function expectHarmless(comment: string): void {
  expect(comment.split('<!--')).toHaveLength(2);
  expect(comment.split('-->')).toHaveLength(2);
  expect(comment).not.toMatch(/^orgcast:/im);
  expect(comment).toMatch(/^<!-- orgcast:\w+ \S* -->\n/);
  expect(comment.replace(/<\/?(?:code|span|br|details(?: open)?|summary)>|<!--.*-->/g, '')).not.toMatch(/[<>]/);
  expect(comment.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  expect(comment.replace(/`[^`\n]*`/g, '')).not.toMatch(/@\w|#\d|!\[|\]\(|:\/\//);
}

test.each(Object.entries(nastyLabels))('places where long values differ are harmless: %s', (_name, label) => {
  const long = (end: Json): Json => ({ text: `${label} `.repeat(60) + JSON.stringify(end), list: [label, end], [`${label}${label}`]: end });
  const change = { path: ['a', label], before: long(label), after: long([label]), side: 'theirs' } as const;
  const step = makeStep({ action: 'update', kind: 'field', key: label, changes: [change] });
  expectHarmless(writePlanComment({ ...samplePlan, steps: [step] }, context, { rest }));
});

describe.each([
  ['plan', (label: string) => writePlanComment(makePlan(label), context, { rest })],
  ['refusal', (label: string) => writeRefusalComment(label, makePlan(label).findings, context, rest)],
  ['receipt', (label: string) => writeReceiptComment(makeReceipt(label), context, { rest })],
  [
    'drift',
    (label: string) => {
      const { changes } = makePlan(label).steps[0] ?? { changes: [] };
      const item = { ref: `field:${label}`, kind: label, key: label, what: 'changed', changes, touch: { by: label, at: label } } as const;
      return `${marker}${writeDriftBody({ org: label, since: { number: 1, at: label }, drift: [item] }, context, { rest })}`;
    },
  ],
  [
    'rollback',
    (label: string) =>
      `${marker}${writeRollbackBody({ org: label, to: 1, plan: makePlan(label), cannot: [{ element: label, why: label }] }, context, rest)}`,
  ],
])('comment of a %s', (_, write) => {
  const harmless = write('Label');

  test.each(Object.entries(nastyLabels))('keeps its structure: %s', (_name, label) => {
    const comment = write(label);
    expect(outline(comment)).toEqual(outline(harmless));
    expect(countCells(comment)).toEqual(countCells(harmless));
    expectHarmless(comment);
  });
});

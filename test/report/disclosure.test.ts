import { expect, test } from 'vitest';
import type { Json } from '../../cli/model/json.ts';
import { isObject } from '../../cli/model/json.ts';
import type { Plan, Step } from '../../cli/model/plan.ts';
import { hideBefore, hideValues } from '../../cli/report/disclosure.ts';
import { toPlanJson } from '../../cli/report/json/plan.ts';
import { writePlanComment } from '../../cli/report/markdown/plan.ts';

const lang = { lang: 'en', titleOf: () => undefined, color: false, width: 100 } as const;

/** A plan with a value of the org in every place that can hold one. */
const secret = 'what-osaka-has';
const step: Step = {
  id: 'update role:CEO',
  action: 'update',
  kind: 'role',
  key: 'CEO',
  ref: 'role:CEO',
  mode: 'blocked',
  reason: `description is "new" in the files, "${secret}" in the org and was "${secret}" after the last apply`,
  risk: 'rights',
  changes: [
    { path: ['description'], before: secret, after: 'new', side: 'both' },
    { path: ['list'], before: [{ deep: [`${secret}-2`] }], after: [], side: 'theirs' },
    { path: ['gone'], before: { [secret]: 1 } },
    { path: ['added'], after: 'sent' },
  ],
  before: { description: secret },
  dependsOn: [],
  digest: `sha256:${'0'.repeat(64)}`,
};
const finding = { severity: 'warning', code: 'plan.conflict', fix: 'Decide.' } as const;
const plan: Plan = {
  org: 'osaka',
  zgid: '1',
  digest: `sha256:${'1'.repeat(64)}`,
  summary: { create: 0, update: 0, delete: 0, manual: 0, blocked: 1, unchanged: 0 },
  credits: 1,
  minutes: 1,
  steps: [step, { ...step, id: 'update role:Other', key: 'Other', ref: 'role:Other', reason: 'nothing of the org', changes: [] }],
  findings: [
    { ...finding, element: 'role:CEO', message: `It is ${secret}-2 there.` },
    { ...finding, message: `Somewhere it is ${secret}.` },
    { ...finding, element: 'role:Other', message: 'Nothing of the org.' },
    { ...finding, code: 'approval.risk', message: 'It raises rights (update role:CEO).', fix: 'Let "new" approve.' },
  ],
};

/** Texts within a document, its keys too. */
function textsOf(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return isObject(value) ? Object.entries(value).flatMap(([name, inner]) => [name, ...textsOf(inner)]) : [String(value)];
}

test('under names only neither document nor comment holds a value of the org, and what is sent stays', () => {
  const hidden = hideValues(plan, lang);
  const document = hideBefore(toPlanJson(hidden));
  expect(textsOf(toPlanJson(plan)).join('\n')).toContain(secret);
  expect(textsOf(document).join('\n')).not.toContain(secret);
  expect(writePlanComment(hidden, lang, { rest: 'summary', disclose: 'names' })).not.toContain(secret);
  expect((document['steps'] as readonly { changes: Json }[])[0]?.changes).toEqual([
    { path: ['description'], after: 'new', side: 'both', hidden: true },
    { path: ['list'], after: [], side: 'theirs', hidden: true },
    { path: ['gone'], hidden: true },
    { path: ['added'], after: 'sent' },
  ]);
});

test('only sentences that tell a value are replaced', () => {
  const { steps, findings } = hideValues(plan, lang);
  expect(steps.map(({ reason }) => reason?.includes('policy of the org'))).toEqual([true, false]);
  expect(findings.map(({ message }) => message.includes('policy of the org'))).toEqual([true, true, false, false]);
});

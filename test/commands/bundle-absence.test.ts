import { expect, test } from 'vitest';
import { findLeaving } from '../../cli/commands/bundle-absence.ts';
import { readPolicy } from '../../cli/commands/org-policy.ts';
import type { Source } from '../../cli/commands/source.ts';
import type { Element, Ref } from '../../cli/model/element.ts';
import { splitRef } from '../../cli/model/element.ts';
import type { OrgRules } from '../../cli/model/org.ts';
import { usualRules } from '../../cli/model/org.ts';

function elementsOf(...refs: readonly Ref[]): Map<Ref, Element> {
  return new Map(refs.map((ref) => [ref, { ...splitRef(ref), attributes: { reporting_to: 'CEO' } }]));
}

const policy = readPolicy('head-office', 'org.yaml', 'zgid: "1"\n');

function sourceOf(refs: readonly Ref[], complete: readonly string[] = ['role', 'field', 'module']): Source {
  return { name: 'head-office', zgid: '1', policy, snapshot: { elements: elementsOf(...refs) }, complete: new Set(complete), moved: [] };
}

const rulesWith = (over: Partial<OrgRules>): OrgRules => ({ ...usualRules, ...over });
const authoritative = rulesWith({ authority: { usual: 'authoritative', kinds: new Map() } });
const managed = rulesWith({ authority: { usual: 'additive', kinds: new Map([['role', 'managed']]) } });
const leaving = (files: readonly Ref[], source: Source, rules: OrgRules, created: readonly Ref[] = []) => [
  ...findLeaving(elementsOf(...files), source, { rules, created: new Map(created.map((ref) => [ref, null])) }),
];

test('where absence means nothing, nothing leaves', () => {
  expect(leaving(['role:A', 'role:B'], sourceOf(['role:A']), usualRules, ['role:B'])).toEqual([]);
});

test('of authoritative kinds all leaves that the source has not, of managed ones what an apply created', () => {
  expect(leaving(['role:A', 'role:B', 'role:C'], sourceOf(['role:A']), authoritative)).toEqual(['role:B', 'role:C']);
  expect(leaving(['role:A', 'role:B', 'role:C'], sourceOf(['role:A']), managed, ['role:B'])).toEqual(['role:B']);
});

test('a kind that the source has none of, or that was not read completely or not sent, is not judged absent', () => {
  expect(leaving(['role:A'], sourceOf([]), authoritative)).toEqual([]);
  expect(leaving(['role:A', 'role:B'], sourceOf(['role:A'], ['field']), authoritative)).toEqual([]);
  expect(leaving(['role:A', 'field:Deals.X'], sourceOf(['field:Deals.Y'], ['field']), authoritative)).toEqual(['field:Deals.X']);
});

test('what belongs to a module that the source has nothing of stays', () => {
  expect(leaving(['field:Deals.X', 'field:Visits.X'], sourceOf(['field:Deals.Y']), authoritative)).toEqual(['field:Deals.X']);
});

test('what is protected or left to the org stays', () => {
  const rules = { ...authoritative, protect: [{ kind: 'role', element: 'B*' }], ignore: [{ element: 'C' }], deployOnce: [{ element: 'D' }] };
  expect(leaving(['role:B1', 'role:C', 'role:D', 'role:E'], sourceOf(['role:A']), rules)).toEqual(['role:E']);
});

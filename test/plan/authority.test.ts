import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import type { Ref } from '../../cli/model/element.ts';
import { refOf } from '../../cli/model/element.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import type { Authority, OrgRules } from '../../cli/model/org.ts';
import { usualRules } from '../../cli/model/org.ts';
import { diffAttributes } from '../../cli/plan/diff.ts';
import { makePlan } from '../../cli/plan/make-plan.ts';
import type { MergeRule } from '../../cli/plan/merge.ts';
import { mergeAttributes, withDefaults } from '../../cli/plan/merge.ts';
import type { PlanInput } from '../../cli/plan/proposal.ts';
import { arbitraryAttributes } from '../kinds/generate.ts';
import type { Short } from './world.ts';
import { inputOf, kindOf, liveOf, schemaOf, snapshotOf } from './world.ts';

const authorities: readonly Authority[] = ['additive', 'managed', 'authoritative'];

describe.each(kinds.map((kind) => [kind.name, kind] as const))('elements of kind %s', (_name, kind) => {
  const schema = schemaOf(kind);
  const any = () => arbitraryAttributes(kind).map((attributes) => withDefaults(schema, attributes));

  test('merged twice are as merged once, whatever the authority', () => {
    fc.assert(
      fc.property(any(), any(), any(), fc.constantFrom(...authorities), (live, desired, base, authority) => {
        const rule: MergeRule = { authority, base };
        const once = mergeAttributes(schema, live, desired, rule);
        expect(mergeAttributes(schema, once, desired, rule)).toEqual(once);
      }),
    );
  });

  test('are just what is wanted when the files say all', () => {
    fc.assert(
      fc.property(any(), any(), (live, desired) => {
        expect(diffAttributes(schema, mergeAttributes(schema, live, desired, { authority: 'authoritative' }), desired)).toEqual([]);
      }),
    );
  });

  test('lose only what was applied and is still as it was, when only ours is managed', () => {
    fc.assert(
      fc.property(any(), any(), any(), (live, desired, base) => {
        const additive = mergeAttributes(schema, live, desired);
        const managed = mergeAttributes(schema, live, desired, { authority: 'managed', base });
        expect(mergeAttributes(schema, live, desired, { authority: 'managed', base: {} })).toEqual(additive);
        expect(diffAttributes(schema, mergeAttributes(schema, additive, managed), additive)).toEqual([]);
      }),
    );
  });
});

const options = (...values: readonly string[]): JsonObject => ({ data_type: 'picklist', field_label: 'Channel', pick_list_values: values });
const channel = (...values: readonly string[]): Short => ['field', 'Deals.Channel', options(...values)];
const deals: Short = ['module', 'Deals', { plural_label: 'Deals', generated_type: 'default' }];
const rules = (usual: Authority, parts: Partial<OrgRules> = {}): OrgRules => ({ ...usualRules, authority: { usual, kinds: new Map() }, ...parts });
const plan = (live: readonly Short[], desired: readonly Short[], parts: Partial<PlanInput>) =>
  makePlan(inputOf(liveOf([deals, ...live]), snapshotOf(deals, ...desired), parts));

describe('values of a picklist', () => {
  test('that only the org has stay, are ours to take away, or go', () => {
    const paths = (parts: Partial<PlanInput>) =>
      plan([channel('Shop', 'Own', 'Fair')], [channel('Shop')], parts).steps.flatMap((step) => step.changes.map((one) => one.path.join('.')));
    const base = snapshotOf(deals, channel('Shop', 'Fair'));
    const owned = new Set<Ref>(['field:Deals.Channel']);
    expect(paths({})).toEqual([]);
    expect(paths({ rules: rules('authoritative') })).toEqual(['pick_list_values.Own', 'pick_list_values.Fair']);
    expect(paths({ rules: rules('managed'), base, owned })).toEqual(['pick_list_values.Fair']);
    expect(paths({ rules: rules('managed'), base })).toEqual([]);
  });

  test('are not noted as staying when they go', () => {
    const codes = (usual: Authority) =>
      plan([channel('Shop', 'Own')], [channel('Shop')], { rules: rules(usual) }).findings.map((finding) => finding.code);
    expect(codes('additive')).toEqual(['plan.only-in-org']);
    expect(codes('authoritative')).not.toContain('plan.only-in-org');
  });
});

test('what the API cannot take away stays without a word every time, unless the element is to be exact', () => {
  const field = (attributes: JsonObject): Short => ['field', 'Deals.Note', { data_type: 'textarea', field_label: 'Note', ...attributes }];
  const live = [field({ textarea: { type: 'large' } })];
  expect(plan(live, [field({})], { rules: rules('authoritative') }).steps).toEqual([]);
  const exact = plan(live, [field({})], { exact: new Set([refOf('field', 'Deals.Note')]) });
  expect(exact.steps.map((step) => step.mode)).toEqual(['manual']);
});

test('permissions that the files do not name are left as they are', () => {
  const profile = (permissions: JsonObject): Short => ['profile', 'Sales', { name: 'Sales', permissions }];
  const live = [profile({ Deals: { A: true, B: true } })];
  expect(plan(live, [profile({ Deals: { A: true } })], { rules: rules('authoritative') }).steps).toEqual([]);
  expect(kindOf('profile').given).toContain('permissions');
});

test('an element counts as exact whatever its kind', () => {
  const exact = new Set<Ref>(['field:Deals.Channel']);
  const steps = plan([channel('Shop', 'Own')], [channel('Shop')], { exact, consents: new Set(['delete field:Deals.Channel']) }).steps;
  expect(steps.map((step) => [step.mode, step.changes.map((change) => change.path.at(-1))])).toEqual([['api', ['Own']]]);
});

import { beforeAll, describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import type { Ref } from '../../cli/model/element.ts';
import type { Consent } from '../../cli/model/identity.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { isObject, property, text } from '../../cli/model/json.ts';
import { usualRules } from '../../cli/model/org.ts';
import type { LiveSnapshot, Snapshot } from '../../cli/model/snapshot.ts';
import { contractPresent, openContract } from '../contract/openapi.ts';
import type { Short } from '../plan/world.ts';
import { snapshotOf } from '../plan/world.ts';
import type { Applied, EmbeddedOrg, PlanParts } from './embedded-org.ts';
import { openOrg } from './embedded-org.ts';
import { addLayout, less, whole } from './removal-examples.ts';

const layoutRef: Ref = 'layout:Deals/Standard';

/** A layout with a section of ours and without a profile, and later without that section, another one, and a field. */
function changeLayout(live: LiveSnapshot, stage: 'more' | 'less'): Short {
  const attributes = live.elements.get(layoutRef)?.attributes ?? {};
  const sections = (Array.isArray(attributes['sections']) ? attributes['sections'] : []) as readonly JsonObject[];
  const without = (names: readonly string[]): JsonObject[] =>
    sections.map((section) => ({
      ...section,
      fields: ((section['fields'] ?? []) as readonly Json[]).filter(
        (field) => !names.includes(typeof field === 'string' ? field : (text(field, 'field') ?? '')),
      ),
    }));
  if (stage === 'more')
    return [
      'layout',
      'Deals/Standard',
      { ...attributes, sections: [{ name: 'Ours', display_label: 'What we add', fields: ['Note', 'Channel'] }, ...without(['Note', 'Channel'])] },
    ];
  const kept = without(['Note', 'Next_Step']).filter((section) => section['name'] !== 'Ours' && section['name'] !== 'Description Information');
  return ['layout', 'Deals/Standard', { ...attributes, profiles: ['Administrator', 'Standard'], sections: kept }];
}

/** The org as it is, with some elements otherwise: what is authoritative names everything. */
function desiredFrom(live: LiveSnapshot, changed: readonly Short[]): Snapshot {
  return { elements: new Map([...live.elements, ...snapshotOf(...changed).elements]) };
}

const rules = {
  ...usualRules,
  authority: { usual: 'authoritative' as const, kinds: new Map() },
  prune: new Set(kinds.map((kind) => kind.name)),
  deleteLimit: { count: 1000, percent: 100 },
};

function allowAll(live: LiveSnapshot): PlanParts {
  const refs = [...live.elements.keys()];
  return { rules, consents: new Set(refs.map((ref): Consent => `delete ${ref}`)) };
}

let org: EmbeddedOrg;
let made: Applied;
let full: LiveSnapshot;
let taken: Applied;
let afterTaken: LiveSnapshot;
let seeded: LiveSnapshot;
let deleted: Applied;
let afterDeleted: LiveSnapshot;

beforeAll(async () => {
  org = openOrg({}, { TELL_HEADER_X_API_KEY: 'canary-1' });
  addLayout(org);
  seeded = await org.read();
  made = await org.apply(snapshotOf(...whole));
  const placed = await org.apply(snapshotOf(changeLayout(await org.read(), 'more')));
  expect(placed.left.steps).toEqual([]);
  full = await org.read();
  const narrowed = whole.map(([kind, key, attributes]): Short => [kind, key, less[`${kind}:${key}`]?.(attributes) ?? attributes]);
  taken = await org.apply(desiredFrom(full, [...narrowed, changeLayout(full, 'less')]), allowAll(full));
  afterTaken = await org.read();
  const before = new Map([...seeded.elements].filter(([ref]) => ref !== 'layout:Leads/Second'));
  deleted = await org.apply({ elements: before }, allowAll(afterTaken));
  afterDeleted = await org.read();
}, 120_000);

describe('taking away', () => {
  test('what is there first is all there', () => {
    expect(made.left.steps).toEqual([]);
  });

  test('leaves nothing to do', () => {
    expect(taken.steps.filter((step) => step.status !== 'done')).toEqual([]);
    expect(taken.left.steps.map((step) => [step.id, step.mode, step.reason, step.changes])).toEqual([]);
  });

  const narrowed = whole.map(([kind, key]) => `${kind}:${key}` as Ref).filter((ref) => less[ref] !== undefined);

  test.each(narrowed)('%s has lost something, by one step', (ref) => {
    expect(taken.steps.filter((step) => step.id === `update ${ref}`)).toMatchObject([{ status: 'done' }]);
    expect(afterTaken.elements.get(ref)?.attributes).not.toEqual(full.elements.get(ref)?.attributes);
  });
});

/** Attributes without the permissions for the module that stays. */
function withoutCourses(live: LiveSnapshot, ref: Ref): JsonObject | undefined {
  const attributes = live.elements.get(ref)?.attributes;
  const permissions = property(attributes, 'permissions');
  if (attributes === undefined || !isObject(permissions)) return attributes;
  const { Courses: _permissions, ...rest } = permissions;
  return { ...attributes, permissions: rest };
}

describe('deleting', () => {
  const byHand = ['module:Courses'];

  test('leaves what only a person can delete, and nothing else', () => {
    expect(deleted.left.steps.map((step) => [step.id, step.mode])).toEqual(byHand.map((ref) => [`delete ${ref}`, 'manual']));
    expect(deleted.steps.filter((step) => step.status !== 'done').map((step) => step.id)).toEqual(byHand.map((ref) => `delete ${ref}`));
  });

  test('brings the org back to what it was', () => {
    const own = (ref: Ref): boolean => !/[:.]Courses/.test(ref) && ref !== 'layout:Leads/Second';
    const refs = (live: LiveSnapshot): readonly Ref[] => [...live.elements.keys()].filter(own).sort();
    expect(refs(afterDeleted)).toEqual(refs(seeded));
    for (const ref of refs(seeded)) expect(withoutCourses(afterDeleted, ref), ref).toEqual(seeded.elements.get(ref)?.attributes);
    expect(afterDeleted.elements.has('layout:Leads/Second')).toBe(false);
  });

  test('calls the delete of every kind that has one', () => {
    const called = new Set(
      org.exchanges.filter(({ method, status }) => method === 'DELETE' && status < 300).map(({ path }) => path.replaceAll(/\d{5,}/g, '{id}')),
    );
    for (const kind of kinds) if (kind.remove !== undefined) expect([...called], kind.name).toContain(kind.remove.path);
  });
});

test.skipIf(!contractPresent)('every request and every answer is as published', () => {
  const contract = openContract();
  const breaches = org.exchanges.flatMap((exchange) => contract.breaches(exchange));
  expect([...new Set(breaches)]).toEqual([]);
});

import { beforeAll, describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { normalizePath } from '../../cli/model/capability.ts';
import type { Ref } from '../../cli/model/element.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { isObject, property } from '../../cli/model/json.ts';
import type { LiveSnapshot } from '../../cli/model/snapshot.ts';
import { openContract } from '../contract/openapi.ts';
import { contractPresent } from '../contract/published.ts';
import { snapshotOf } from '../plan/world.ts';
import { switchTerritoriesOn } from './access-examples.ts';
import type { Applied, EmbeddedOrg } from './embedded-org.ts';
import { openOrg } from './embedded-org.ts';
import { exampleSecrets } from './lives.ts';
import { addLayout, authoritative, less, narrow, whole, widen } from './removal-examples.ts';

let org: EmbeddedOrg;
let made: Applied;
let full: LiveSnapshot;
let taken: Applied;
let afterTaken: LiveSnapshot;
let seeded: LiveSnapshot;
let deleted: Applied;
let afterDeleted: LiveSnapshot;

beforeAll(async () => {
  org = openOrg({}, exampleSecrets);
  addLayout(org);
  switchTerritoriesOn(org);
  seeded = await org.read();
  made = await org.apply(snapshotOf(...whole));
  const placed = await org.apply(snapshotOf(widen(await org.read())));
  expect(placed.left.steps).toEqual([]);
  full = await org.read();
  taken = await org.apply(narrow(full), authoritative(full));
  afterTaken = await org.read();
  const before = new Map([...seeded.elements].filter(([ref]) => ref !== 'layout:Leads/Second'));
  deleted = await org.apply({ elements: before }, authoritative(afterTaken));
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
    // Settings of the org can be changed and never removed.
    const own = (ref: Ref): boolean => !/[:.]Courses/.test(ref) && ref !== 'layout:Leads/Second' && ref !== 'business_hours:company';
    const refs = (live: LiveSnapshot): readonly Ref[] => [...live.elements.keys()].filter(own).sort();
    expect(refs(afterDeleted)).toEqual(refs(seeded));
    for (const ref of refs(seeded)) expect(withoutCourses(afterDeleted, ref), ref).toEqual(seeded.elements.get(ref)?.attributes);
    expect(afterDeleted.elements.has('layout:Leads/Second')).toBe(false);
  });

  test('calls the delete of every kind that has one', () => {
    // Portals are named in their addresses.
    const template = (path: string): string => path.replaceAll(/\d{5,}|(?<=\/portals\/)\w+/g, '{}');
    const called = new Set(org.exchanges.filter(({ status }) => status < 300).map(({ method, path }) => `${method} ${template(path)}`));
    // What stands in a portal goes along with it (portal.test.ts).
    for (const { name, remove, list } of kinds)
      if (remove !== undefined && list?.per !== 'portal') expect([...called], name).toContain(`${remove.method} ${normalizePath(remove.path)}`);
  });
});

test.skipIf(!contractPresent)('every request and every answer is as published', () => {
  const contract = openContract();
  const breaches = org.exchanges.flatMap((exchange) => contract.breaches(exchange));
  expect([...new Set(breaches)]).toEqual([]);
});

import { beforeAll, describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import type { Kind } from '../../cli/kinds/kind.ts';
import { isReadable } from '../../cli/kinds/kind.ts';
import type { SchemaNode } from '../../cli/kinds/schema.ts';
import { itemSchema, listRule, memberSchema, objectAlternative, propertyOrder, propertySchema } from '../../cli/kinds/schema.ts';
import { normalizePath } from '../../cli/model/capability.ts';
import type { Ref } from '../../cli/model/element.ts';
import { refOf } from '../../cli/model/element.ts';
import type { Json } from '../../cli/model/json.ts';
import { isObject, property, text } from '../../cli/model/json.ts';
import type { LiveSnapshot } from '../../cli/model/snapshot.ts';
import { mergeAttributes, withDefaults } from '../../cli/plan/merge.ts';
import { openContract } from '../contract/openapi.ts';
import { contractPresent } from '../contract/published.ts';
import type { Short } from '../plan/world.ts';
import { kindOf, planOf, schemaOf, snapshotOf } from '../plan/world.ts';
import type { Applied, EmbeddedOrg } from './embedded-org.ts';
import { openOrg } from './embedded-org.ts';
import type { Example } from './examples.ts';
import { examples } from './examples.ts';

const written = kinds.filter((kind) => kind.factsOnly !== true && isReadable(kind));
const cases = written.map((kind) => [kind.name, kind, exampleOf(kind)] as const);

function exampleOf(kind: Kind): Example {
  const example = examples[kind.name];
  if (example === undefined) throw new Error(`kind ${kind.name} has no example in examples.ts`);
  return example;
}

/** One fresh org, brought through the life of every kind's example; each stage is looked at kind by kind. */
interface Life {
  readonly org: EmbeddedOrg;
  readonly seeded: LiveSnapshot;
  readonly created: Applied;
  readonly afterCreate: LiveSnapshot;
  readonly updated: Applied;
  readonly afterUpdate: LiveSnapshot;
}

const parts = cases.flatMap(([, , example]) => example.with ?? []);
const creates = cases.flatMap(([, , example]) => (example.create === undefined ? [] : [example.create]));
const updates = cases.map(([, , example]) => example.update);
/** Kinds that the API reads and never writes: what differs is a person's to do. */
const isReadOnly = (kind: Kind): boolean => kind.create === undefined && kind.update === undefined;
let life: Life;

beforeAll(async () => {
  const org = openOrg({}, { TELL_HEADER_X_API_KEY: 'canary-1' });
  for (const [, , example] of cases) example.made?.(org);
  const seeded = await org.read();
  const created = await org.apply(snapshotOf(...parts, ...creates));
  const afterCreate = await org.read();
  for (const [, , example] of cases) example.byHand?.(org);
  const updated = await org.apply(snapshotOf(...parts, ...updates));
  life = { org, seeded, created, afterCreate, updated, afterUpdate: await org.read() };
}, 120_000);

/** What the org says of an element, laid over what it should be: equal when everything wanted came back. */
function expectThere(live: LiveSnapshot, [name, key, attributes]: Short): void {
  const schema = schemaOf(kindOf(name));
  const found = live.elements.get(refOf(name, key));
  if (found === undefined) throw new Error(`${name}:${key} is not there`);
  const before = withDefaults(schema, found.attributes);
  expect(mergeAttributes(schema, before, withDefaults(schema, attributes))).toEqual(before);
}

describe.each(cases)('kind %s', (name, kind, example) => {
  test('an org exported and planned against itself has no steps', () => {
    const mine = [...life.seeded.elements.values()].filter((element) => element.kind === name);
    const plan = planOf(life.seeded, snapshotOf(...mine.map((element): Short => [name, element.key, element.attributes])));
    expect(plan.steps).toEqual([]);
    expect(plan.summary.unchanged).toBe(mine.length);
    expect(life.seeded.unreadable).toEqual([]);
  });

  if (example.create !== undefined)
    test('created in a fresh org, it reads back as wanted and nothing is left to do', () => {
      const ref = refOf(name, example.create?.[1] ?? '');
      expect(life.created.steps.find((step) => step.id === `create ${ref}`)).toMatchObject({
        status: 'done',
        ...(example.withoutId === true ? {} : { created: expect.stringMatching(/^\d{17,19}$/) }),
      });
      expectThere(life.afterCreate, example.create ?? example.update);
      expect(life.created.left.steps.filter((step) => step.kind === name)).toEqual([]);
      expect(life.afterCreate.ids.get(ref) ?? '').toMatch(example.withoutId === true ? /^$/ : /^\d{17,19}$/);
    });

  if (isReadOnly(kind))
    test('is changed by hand, which the next plan sees', () => {
      const { steps } = planOf(life.afterCreate, snapshotOf(...parts, ...creates, example.update));
      expect(steps).toMatchObject([{ mode: 'manual', action: 'update', kind: name, reason: expect.stringContaining('cannot be changed') }]);
      const made = planOf(life.afterCreate, snapshotOf(...parts, ...creates, [name, `${example.update[1]} 2`, example.update[2]])).steps;
      // What follows something else is nobody's to make.
      const one = { mode: 'manual', action: 'create', kind: name, reason: expect.stringContaining('cannot be created') };
      expect(made).toEqual(kind.follows === true ? [] : [expect.objectContaining(one)]);
    });

  test('updated, it reads back as wanted, under the id it had', () => {
    const ref = refOf(name, example.update[1]);
    if (!isReadOnly(kind)) expect(life.updated.steps.find((step) => step.id === `update ${ref}`)).toMatchObject({ status: 'done' });
    expectThere(life.afterUpdate, example.update);
    expect(life.updated.left.steps.filter((step) => step.kind === name)).toEqual([]);
    expect(life.afterUpdate.ids.get(ref)).toBe(life.afterCreate.ids.get(ref));
  });

  test('exported from an org that has it, it is planned against itself without steps', () => {
    const element = life.afterUpdate.elements.get(refOf(name, example.update[1]));
    expect(planOf(life.afterUpdate, snapshotOf([name, element?.key ?? '', element?.attributes ?? {}])).steps).toEqual([]);
  });

  if (example.dangling !== undefined)
    test('with a reference to what is nowhere, it is done by hand', () => {
      const wanted = example.dangling ?? example.update;
      const steps = planOf(life.afterCreate, snapshotOf(wanted)).steps;
      expect(steps.map((step) => step.mode)).toEqual(['manual']);
      expect(steps[0]?.reason).toMatch(/no(where|body)|neither/i);
    });

  if (kind.frozen.length > 0)
    test('has a frozen attribute that is only changed by hand', () => {
      const wanted = example.frozen;
      if (wanted === undefined) throw new Error(`kind ${name} has frozen attributes but no example of one`);
      const steps = planOf(life.afterCreate, snapshotOf(wanted)).steps;
      expect(steps.length).toBeGreaterThan(0);
      for (const step of steps) expect(step).toMatchObject({ mode: 'manual', action: 'update' });
      expect(steps.flatMap((step) => step.changes.map((change) => change.path[0])).some((attribute) => kind.frozen.includes(attribute ?? ''))).toBe(
        true,
      );
    });

  test('has only attributes that its descriptor may name', () => {
    const names = new Set(propertyOrder(schemaOf(kind)));
    for (const attribute of [...kind.frozen, ...kind.deferred, ...(kind.appendOnly ?? [])]) expect(names).toContain(attribute);
  });

  test('says of every list how it compares: by a name that its members have, as a set of texts, or as a whole', () => {
    for (const [path, list] of listsOf(schemaOf(kind))) {
      const rule = listRule(list);
      const items = itemSchema(list);
      if (rule === undefined) expect(property(list.node, 'x-list'), path).toBeUndefined();
      else if (rule === 'set') expect(text(items.node, 'type'), path).toBe('string');
      else expect(propertyOrder(objectAlternative(items)), path).toContain(rule.by);
    }
  });

  test('is an endpoint of the CRM, as its own list of what it offers says', () => {
    const offered = life.seeded.capabilities.paths;
    for (const endpoint of [kind.list, kind.detail, kind.create, kind.update, kind.remove].filter((one) => one !== undefined)) {
      expect(
        offered.get(normalizePath(endpoint.path))?.some((operation) => operation.method === endpoint.method),
        endpoint.path,
      ).toBe(true);
    }
  });
});

/** Every list in a schema, with its path; recursive definitions are followed a few levels. */
function listsOf(schema: SchemaNode, path = '', depth = 0): readonly (readonly [string, SchemaNode])[] {
  if (depth > 6) return [];
  const own = objectAlternative(schema);
  if (text(own.node, 'type') === 'array') return [[path, own], ...listsOf(itemSchema(own), `${path}[]`, depth + 1)];
  const declared = propertyOrder(own).flatMap((name) => {
    const member = propertySchema(own, name);
    return member === undefined ? [] : listsOf(member, `${path}.${name}`, depth + 1);
  });
  return isObject(property(own.node, 'additionalProperties')) ? [...declared, ...listsOf(memberSchema(own), `${path}.*`, depth + 1)] : declared;
}

describe('all kinds together', () => {
  test('leave nothing to do, and a second apply does nothing', async () => {
    expect(life.updated.left.steps).toEqual([]);
    const before = life.org.crm.use().requests;
    const again = await life.org.apply(snapshotOf(...parts, ...updates));
    expect(again.steps).toEqual([]);
    const methods = Object.keys(life.org.crm.use().endpoints).filter((endpoint) => endpoint.startsWith('DELETE') && !endpoint.endsWith('/activate'));
    expect(methods).toEqual([]);
    expect(life.org.crm.use().requests).toBeGreaterThan(before);
  });

  test('never leave an id of the org in attributes', () => {
    const ids = new Set<Json>(life.afterUpdate.ids.values());
    const look = (value: Json, at: string): void => {
      if (typeof value === 'string' || typeof value === 'number') expect(ids.has(String(value)), `${at} holds an id: ${value}`).toBe(false);
      else if (value !== null && typeof value === 'object') for (const [name, member] of Object.entries(value)) look(member, `${at}.${name}`);
    };
    for (const [ref, element] of life.afterUpdate.elements) look(element.attributes, ref);
  });

  test('hold no secret, though the CRM was given it', async () => {
    expect(JSON.stringify([...life.afterUpdate.elements.values()])).not.toContain('canary-1');
    const id = life.afterUpdate.ids.get('webhook:Deals/Tell' as Ref);
    expect(JSON.stringify(await life.org.ask('GET', `/settings/automation/webhooks/${id}`))).toContain('canary-1');
  });
});

test.skipIf(!contractPresent)('every request and every answer is as published', () => {
  const contract = openContract();
  const breaches = life.org.exchanges.flatMap((exchange) => contract.breaches(exchange));
  expect([...new Set(breaches)]).toEqual([]);
});

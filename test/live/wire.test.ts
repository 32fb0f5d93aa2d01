import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { findReferences } from '../../cli/kinds/references.ts';
import type { IdLookup } from '../../cli/live/from-wire.ts';
import { attributesFromWire } from '../../cli/live/from-wire.ts';
import { resolveWrite } from '../../cli/live/resolve-write.ts';
import { wireFromAttributes } from '../../cli/live/to-wire.ts';
import type { Ref } from '../../cli/model/element.ts';
import { splitRef } from '../../cli/model/element.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { diffAttributes } from '../../cli/plan/diff.ts';
import { withDefaults } from '../../cli/plan/merge.ts';
import { arbitraryAttributes } from '../kinds/generate.ts';
import { kindOf, kindsByName, schemaOf } from '../plan/world.ts';

const names = new Set([...kindsByName.keys(), 'user']);

/** Lookup of ids in a list of addresses, where the id of each is its place beyond 10^17. */
function lookupOf(refs: readonly Ref[], module = 'Deals'): IdLookup & { readonly ids: ReadonlyMap<Ref, string> } {
  const ids = new Map(refs.map((ref, index) => [ref, String(100000000000000000n + BigInt(index))]));
  const byId = new Map([...ids].map(([ref, id]) => [id, splitRef(ref)]));
  return { ids, module, find: (id) => byId.get(id), keyOf: (kind, id) => (byId.get(id)?.kind === kind ? byId.get(id)?.key : undefined) };
}

/** Kinds whose attributes go to the wire and come back in one form; the others are reshaped by their descriptors (tested with them). */
describe.each(kinds.filter((kind) => kind.factsOnly !== true).map((kind) => [kind.name, kind] as const))('attributes of kind %s', (_name, kind) => {
  const schema = schemaOf(kind);

  test('come back from the wire, references by their keys, secrets aside', () => {
    fc.assert(
      fc.property(arbitraryAttributes(kind), (attributes) => {
        const lookup = lookupOf([...new Set(findReferences(schema, attributes, 'Deals', names).map((one) => one.ref))]);
        const wire = wireFromAttributes(schema, attributes, 'Deals', names);
        const ready = resolveWrite(
          { method: 'PUT', path: '/x', envelope: 'x', batch: 1, items: [{ body: wire }] },
          lookup.ids,
          (name) => `secret ${name}`,
        );
        if ('missing' in ready) throw new Error(`no id for ${ready.missing}`);
        expect(JSON.stringify(ready)).not.toContain('"$id":');
        const back = attributesFromWire(schema, ready.items[0], lookup);
        const opened = JSON.parse(JSON.stringify(attributes).replaceAll(/\{"secret":"([AB])"\}/g, '"secret $1"')) as JsonObject;
        expect(diffAttributes(schema, withDefaults(schema, opened), withDefaults(schema, back))).toEqual([]);
      }),
    );
  });
});

describe('from the wire', () => {
  const read = (kind: string, document: JsonObject, refs: readonly Ref[] = []) =>
    attributesFromWire(schemaOf(kindOf(kind)), document, lookupOf(refs));

  test('what the schema does not name is left out', () => {
    expect(read('role', { id: '1', name: 'A', modified_time: '2024-05-05T11:00:00+05:30', admin_user: false, description: 'x' })).toEqual({
      description: 'x',
    });
  });

  test('names of attributes that objects have by themselves read as absent', () => {
    expect(read('role', Object.create({ description: 'inherited' }) as JsonObject)).toEqual({});
  });

  test.each<[given: Json, expected: JsonObject]>([
    [null, {}],
    ['', {}],
    [{}, {}],
    [[], {}],
    [false, {}],
    ['false', {}],
    ['true', { share_with_peers: true }],
    [true, { share_with_peers: true }],
  ])('%j for a yes or no that is no by itself', (given, expected) => {
    expect(read('role', { share_with_peers: given })).toEqual(expected);
  });

  test.each<[given: Json, expected: number | undefined]>([
    ['2', 2],
    [2, 2],
    ['', undefined],
    [null, undefined],
  ])('%j for a number', (given, expected) => {
    expect(read('field', { length: given })['length']).toBe(expected);
  });

  test('a text that looks like a number or a yes stays text', () => {
    expect(read('role', { description: '0012' })).toEqual({ description: '0012' });
    expect(read('role', { description: 'true' })).toEqual({ description: 'true' });
  });

  test('an id that is known becomes a key, one that is not the name beside it', () => {
    const refs: Ref[] = ['role:Boss'];
    expect(read('role', { reporting_to: { id: '100000000000000000', name: 'Old name' } }, refs)).toEqual({ reporting_to: 'Boss' });
    expect(read('role', { reporting_to: { id: '5', name: 'Unknown' } }, refs)).toEqual({ reporting_to: 'Unknown' });
  });

  test('an id of another kind is not taken for one of this kind', () => {
    expect(read('role', { reporting_to: { id: '100000000000000000', name: 'A' } }, ['profile:Boss'])).toEqual({ reporting_to: 'A' });
  });

  test('a free value with an id that nobody knows says so, and never a name, which may be a person’s', () => {
    const document = { name: 'x', value: { id: '3', name: 'Sam' } };
    const valueFrom = (value: Json) => read('field_update', { name: 'x', value })['value'];
    expect(read('field_update', document)).toEqual({ name: 'x', value: { unresolved: '3' } });
    expect(valueFrom({ id: '3', name: 'Sam', email: 'sam@x.example' })).toEqual({ unresolved: 'sam@x.example' });
    expect(valueFrom({ id: '3', name: 'Deals', api_name: 'Deals' })).toEqual({ unresolved: 'Deals' });
    expect(valueFrom({ name: 'Sam Sato', email: 'sam@x.example', type: 'users' })).toEqual({ email: 'sam@x.example', type: 'users' });
    expect(read('field_update', { ...document, value: { id: '100000000000000000', name: 'Sam' } }, ['user:sam@x.example'])).toEqual({
      name: 'x',
      value: { user: 'sam@x.example' },
    });
  });

  test('what is only for display in a free value goes', () => {
    expect(read('field_update', { value: { display_value: 'Won', actual_value: 'W', deep: [{ display_value: 'x' }] } })).toEqual({
      value: { actual_value: 'W', deep: [] },
    });
  });
});

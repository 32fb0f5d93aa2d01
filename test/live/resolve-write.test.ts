import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OwnedWrite } from '../../cli/live/resolve-write.ts';
import { joinWrites, resolveWrite } from '../../cli/live/resolve-write.ts';
import type { Write } from '../../cli/model/crm-call.ts';
import type { Ref } from '../../cli/model/element.ts';
import type { JsonObject } from '../../cli/model/json.ts';

const ids = new Map<Ref, string>([
  ['field:Deals.Stage', '1000000000000000001'],
  ['module:Deals', '20000000000000002'],
]);
const write = (body: JsonObject, more: Partial<Write> = {}): Write => ({
  method: 'PUT',
  path: '/x',
  envelope: 'x',
  batch: 1,
  items: [{ body }],
  ...more,
});
const secrets = (given: Readonly<Record<string, string>>) => (name: string) => given[name];

describe('ids', () => {
  test('are filled in wherever a place is kept for them: path, query, body, lists', () => {
    const given = write(
      { id: { $id: 'field:Deals.Stage' }, list: [{ id: { $id: 'module:Deals' } }, 'text'], none: null },
      { path: '/settings/fields/{id}', target: 'field:Deals.Stage', query: { module: 'Deals', of: { $id: 'module:Deals' } } },
    );
    expect(resolveWrite(given, ids, secrets({}))).toEqual({
      method: 'PUT',
      path: '/settings/fields/1000000000000000001',
      query: { module: 'Deals', of: '20000000000000002' },
      envelope: 'x',
      items: [{ id: '1000000000000000001', list: [{ id: '20000000000000002' }, 'text'], none: null }],
    });
  });

  test.each<[string, Write]>([
    ['body', write({ deep: [{ id: { $id: 'role:Gone' } }] })],
    ['path', write({}, { path: '/{id}', target: 'role:Gone' })],
    ['query', write({}, { query: { of: { $id: 'role:Gone' } } })],
  ])('that are not known in the %s stop the write', (_where, given) => {
    expect(resolveWrite(given, ids, secrets({}))).toEqual({ missing: 'role:Gone' });
  });
});

describe('secrets', () => {
  const body = {
    headers: {
      custom_parameters: [
        { name: 'x-api-key', value: { $secret: 'KEY' } },
        { name: 'plain', value: 'v' },
      ],
    },
    token: { $secret: 'T' },
  };

  test('are filled in where they were supplied', () => {
    const ready = resolveWrite(write(body), ids, secrets({ KEY: 'k-1', T: 't-1' }));
    expect(ready).toMatchObject({
      items: [{ headers: { custom_parameters: [{ name: 'x-api-key', value: 'k-1' }, { name: 'plain' }] }, token: 't-1' }],
    });
  });

  test('that were not leave their parameter out of what is made', () => {
    const ready = resolveWrite(write(body, { method: 'POST' }), ids, secrets({}));
    expect(ready).toMatchObject({ items: [{ headers: { custom_parameters: [{ name: 'plain', value: 'v' }] } }] });
    expect(JSON.stringify(ready)).not.toMatch(/secret|x-api-key|token/);
  });

  test('that were not leave the whole attribute out of a change, so that the target keeps its own', () => {
    const ready = resolveWrite(write({ ...body, name: 'Tell' }), ids, secrets({ T: 't-1' }));
    expect(ready).toMatchObject({ items: [{ name: 'Tell', token: 't-1' }] });
    expect(JSON.stringify(ready)).not.toMatch(/secret|header|plain/);
  });

  test('are put in as they are, never read as places for ids or other secrets', () => {
    const ready = resolveWrite(write({ value: { $secret: 'A' } }), ids, secrets({ A: '{"$id":"module:Deals"} ${B} {id}', B: 'b' }));
    expect(ready).toMatchObject({ items: [{ value: '{"$id":"module:Deals"} ${B} {id}' }] });
  });
});

test('a text that only looks like a place for an id stays text', () => {
  expect(resolveWrite(write({ value: '$id', deep: { text: '{id}' } }), ids, secrets({}))).toMatchObject({
    items: [{ value: '$id', deep: { text: '{id}' } }],
  });
});

describe('joined writes', () => {
  const kinds = [
    { method: 'PATCH', path: '/settings/fields', query: { module: 'Deals' }, batch: 5 },
    { method: 'PATCH', path: '/settings/fields', query: { module: 'Leads' }, batch: 5 },
    { method: 'POST', path: '/settings/roles', batch: 100 },
    { method: 'PUT', path: '/settings/profiles/{id}', target: 'profile:A', batch: 1 },
    { method: 'POST', path: '/settings/blueprints/{id}/states', target: 'blueprint:A', batch: 50 },
    { method: 'POST', path: '/settings/blueprints/{id}/states', target: 'blueprint:B', batch: 50 },
  ] as const;
  const one = (which: number, number: number, size: number): OwnedWrite => ({
    write: {
      ...(kinds[which] ?? kinds[0]),
      envelope: 'x',
      items: Array.from({ length: size }, (_, index) => ({ body: { number: number * 1000 + index } })),
    },
    owners: Array.from({ length: size }, () => `step ${number}`),
  });
  const many = fc
    .array(fc.record({ which: fc.nat({ max: kinds.length - 1 }), size: fc.integer({ min: 1, max: 5 }) }), { maxLength: 60 })
    .map((list) => list.map(({ which, size }, index) => one(which, index, Math.min(size, kinds[which]?.batch ?? 1))));
  const address = ({ write: { method, path, target, query } }: OwnedWrite) => JSON.stringify([method, path, target, query]);

  test('lose nothing, keep the order, stay within the limit and never mix addresses', () => {
    fc.assert(
      fc.property(many, (writes) => {
        const joined = joinWrites(writes);
        for (const { write: each, owners } of joined) {
          expect(each.items.length).toBeLessThanOrEqual(each.batch);
          expect(owners.length).toBe(each.items.length);
          expect(owners).toEqual(each.items.map((item) => `step ${Math.floor(Number(item.body['number']) / 1000)}`));
        }
        for (const where of new Set(writes.map(address))) {
          const items = (list: readonly OwnedWrite[]) => list.filter((each) => address(each) === where).flatMap((each) => each.write.items);
          expect(items(joined)).toEqual(items(writes));
        }
      }),
    );
  });

  test('are as few as the limits allow for single items', () => {
    const fields = Array.from({ length: 12 }, (_, index) => one(0, index, 1));
    expect(joinWrites(fields).map((each) => each.write.items.length)).toEqual([5, 5, 2]);
  });
});

import { expect, test } from 'vitest';
import { refOf } from '../../cli/model/element.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { objects } from '../../cli/model/json.ts';
import type { Snapshot } from '../../cli/model/snapshot.ts';
import { kindOf, snapshotOf } from '../plan/world.ts';
import { attributesOf, fieldAnswer, readAnswers } from '../traps/answers.ts';
import { sayWrites, writesBetween } from './writes.ts';

const ref = refOf('assignment_rule', 'Leads/By size');
const user: JsonObject = { id: '900', email: 'sam@osaka.example' };

function entryAnswer(place: number, value: string): JsonObject {
  return {
    id: `60${place}`,
    sequence_number: place,
    criteria: { comparator: 'equal', field: { api_name: 'City', id: '1' }, type: 'value', value },
    assign_to: { type: 'users', resources: [{ id: '900', email: 'sam@osaka.example' }] },
  };
}

/** The third entry comes first in the answer. */
const document: JsonObject = {
  id: '500',
  name: 'By size',
  module: { api_name: 'Leads' },
  default_assignee: { type: 'user', resource: user },
  rule_entries: [entryAnswer(3, 'Nara'), entryAnswer(1, 'Osaka'), entryAnswer(2, 'Kobe')],
};
const live = readAnswers({ user: [user], field: { Leads: [fieldAnswer('City')] }, assignment_rule: [document] });

function bodiesWith(change: (entries: readonly JsonObject[]) => readonly Json[]): readonly JsonObject[] {
  const attributes = attributesOf(live, ref);
  const desired: Snapshot = snapshotOf([
    'assignment_rule',
    'Leads/By size',
    { ...attributes, rule_entries: change(objects(attributes, 'rule_entries')) },
  ]);
  return sayWrites(writesBetween(live, { elements: new Map([...live.elements, ...desired.elements]) })).flatMap(([, ...bodies]) =>
    objects(bodies[0], 'rule_entries'),
  );
}

function idAt(place: number): Json {
  return { $id: refOf('assignment_entry', `Leads/By size#${place}`) };
}

test('entries are known by the places in which they are tried, whatever the order of the answer', () => {
  expect(kindOf('assignment_rule').partIds?.(document, 'Leads/By size')).toEqual([
    ['assignment_entry:Leads/By size#0', '601'],
    ['assignment_entry:Leads/By size#1', '602'],
    ['assignment_entry:Leads/By size#2', '603'],
  ]);
  expect(objects(attributesOf(live, ref), 'rule_entries').map((entry) => (entry['criteria'] as JsonObject)['value'])).toEqual([
    'Osaka',
    'Kobe',
    'Nara',
  ]);
});

test('an entry that says something else is the one that is changed, and one beyond the last is the one that goes', () => {
  const bodies = bodiesWith(([first = {}, second = {}]) => [first, { ...second, user_availability_based_on: ['online_status'] }]);
  expect(bodies).toMatchObject([
    { id: idAt(1), criteria: { value: 'Kobe' } },
    { id: idAt(2), _delete: null },
  ]);
  expect(bodies).toHaveLength(2);
});

test('an entry whose attributes stand in another order is left alone', () => {
  const bodies = bodiesWith((entries) =>
    entries.map((entry, index) => (index === 2 ? { ...entry, user_availability_based_on: ['online_status'] } : reversed(entry))),
  );
  expect(bodies.map((body) => body['id'])).toEqual([idAt(2)]);
});

function reversed(entry: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(entry).reverse());
}

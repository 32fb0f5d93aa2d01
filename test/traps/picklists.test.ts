import { expect, test } from 'vitest';
import type { JsonObject } from '../../cli/model/json.ts';
import { objects } from '../../cli/model/json.ts';
import { writesBetween } from '../kinds/writes.ts';
import { planOf, snapshotOf } from '../plan/world.ts';
import { attributesOf, fieldAnswer, readAnswers, throughFiles } from './answers.ts';

/** A picklist field as the CRM answers it, each value with an id. */
function picklist(values: readonly (readonly [actual: string, display: string, more?: JsonObject])[], kind: 'field' | 'global_picklist' = 'field') {
  const options = values.map(([actual_value, display_value, more], index) => ({
    id: String(1000000000000000n + BigInt(index)),
    actual_value,
    display_value,
    reference_value: display_value,
    sequence_number: index + (kind === 'field' ? 1 : 0),
    type: 'used',
    ...more,
  }));
  return kind === 'field'
    ? readAnswers({ field: { Deals: [fieldAnswer('Channel', { id: '10000000000000009', data_type: 'picklist', pick_list_values: options })] } })
    : readAnswers({ global_picklist: [{ id: '10000000000000009', api_name: 'Channels', display_label: 'Channels', pick_list_values: options }] });
}

const valuesOf = (live: ReturnType<typeof picklist>) => attributesOf(live, 'field:Deals.Channel')['pick_list_values'];
const sentOptions = (live: ReturnType<typeof picklist>, desired: ReturnType<typeof picklist>) =>
  writesBetween(live, desired).flatMap((write) => objects(write.items[0]?.body, 'pick_list_values'));

test('fact 10: another shown text is a rename of the stored value, never a value less and one more', () => {
  const live = picklist([
    ['Cold Call', 'Cold Call'],
    ['Approved', 'Approved'],
    ['No', 'NO'],
  ]);
  const desired = picklist([
    ['Cold Call', 'Loxo'],
    ['Approved', 'Disbaled'],
    ['No', 'NO'],
  ]);
  const [step] = planOf(live, desired).steps;
  expect(step?.changes.map((change) => [change.path.join('.'), change.before])).toEqual([
    ['pick_list_values.Cold Call', 'Cold Call'],
    ['pick_list_values.Approved', 'Approved'],
  ]);
  expect(sentOptions(live, desired).map((option) => [option['id'], option['actual_value'], option['display_value']])).toEqual([
    [{ $id: 'picklist:Deals.Channel#Cold Call' }, 'Cold Call', 'Loxo'],
    [{ $id: 'picklist:Deals.Channel#Approved' }, 'Approved', 'Disbaled'],
  ]);
});

test('fact 11: values that show crosswise keep their identities, in files, plans and writes', () => {
  const pairs = 1689;
  const crossed = Array.from({ length: 2 * pairs }, (_, index) => [`v${index}`, `v${index ^ 1}`] as const);
  const straight = crossed.map(([actual]) => [actual, actual] as const);
  const live = picklist(crossed);
  expect(planOf(live, throughFiles(live)).steps).toEqual([]);
  const sent = sentOptions(picklist(straight), live);
  expect(sent.length).toBe(2 * pairs);
  expect(sent.filter((option) => option['display_value'] === option['actual_value'])).toEqual([]);
  expect(sent[0]).toMatchObject({ id: { $id: 'picklist:Deals.Channel#v0' }, actual_value: 'v0', display_value: 'v1' });
});

test('fact 12: one shown text for two stored values is two values', () => {
  const live = picklist([
    ['issued', '発行済み'],
    ['sent', '発行済み'],
  ]);
  expect(valuesOf(live)).toEqual([
    { actual_value: 'issued', display_value: '発行済み' },
    { actual_value: 'sent', display_value: '発行済み' },
  ]);
  const renamed = picklist([
    ['issued', '発行済み'],
    ['sent', '送付済み'],
  ]);
  expect(sentOptions(live, renamed).map((option) => option['id'])).toEqual([{ $id: 'picklist:Deals.Channel#sent' }]);
});

test('fact 13: -None- is a value like others: first, elsewhere, in other words, or not there', () => {
  for (const first of ['-None-', '-なし-', 'None', 'Qualification']) {
    const live = picklist([
      [first, first],
      ['Web', 'Web'],
    ]);
    expect(valuesOf(throughFiles(live) as typeof live)).toEqual([first, 'Web']);
    expect(live.ids.get(`picklist:Deals.Channel#${first}`)).toBe('1000000000000000');
  }
  expect(
    planOf(
      picklist([['Web', 'Web']]),
      picklist([
        ['-None-', '-None-'],
        ['Web', 'Web'],
      ]),
    ).steps.length,
  ).toBeGreaterThan(0);
});

test('fact 14: the reference value is a third name, numbers start at 1 or 0, and unused values stay', () => {
  const values: readonly (readonly [string, string, JsonObject?])[] = [
    ['a', 'A', { reference_value: 'ref' }],
    ['b', 'b', { type: 'unused' }],
  ];
  const expected = [
    { actual_value: 'a', display_value: 'A', reference_value: 'ref' },
    { actual_value: 'b', type: 'unused' },
  ];
  expect(valuesOf(picklist(values))).toEqual(expected);
  const global = picklist(values, 'global_picklist');
  expect(attributesOf(global, 'global_picklist:Channels')['pick_list_values']).toEqual(expected);
  expect(planOf(global, throughFiles(global)).steps).toEqual([]);
});

test('fact 15: values come back from files to the letter: nothing is retyped, composed or trimmed', () => {
  const values = [
    ...['Yes', 'No', 'NO', 'Oui', 'N', 'y', 'on', 'None', 'null', '~', 'True', 'False', '1', '01', '09', '100', '1e3', '0x1f', '1_000', '1:30', '.5'],
    ...['09/10/2024', '2024-10-09', '2025年01月', '1/2', '%', '％', '①', '（全角）', 'ｶﾅ', 'カナ', 'é', 'e\u0301', 'ﬁ', 'Å', 'Å'],
    ...[
      'a  b',
      'a\u3000b',
      ' lead',
      'tail ',
      '\ttab',
      '- dash',
      '# hash',
      '{brace}',
      '[x]',
      '*star',
      '&and',
      '!tag',
      '|',
      '>',
      '"quoted"',
      "'single'",
      'key: value',
      '@at',
      '`',
    ],
  ];
  const live = picklist(values.map((value) => [value, value] as const));
  const back = throughFiles(live);
  expect(attributesOf(back, 'field:Deals.Channel')['pick_list_values']).toEqual(values);
  expect(planOf(live, back).steps).toEqual([]);
});

test('fact 16: 4,677 values in a field, 412 fields in a module, 118 modules: exported, planned against itself, nothing to do', () => {
  const options = Array.from({ length: 4677 }, (_, index) => ({
    id: String(index + 1),
    actual_value: `value ${index}`,
    display_value: `value ${index % 900}`,
  }));
  const fields = Array.from({ length: 412 }, (_, index) =>
    fieldAnswer(`Field_${index}`, index === 7 ? { data_type: 'picklist', pick_list_values: options } : {}),
  );
  const modules = Array.from({ length: 118 }, (_, index) => ({
    id: `9${index}`,
    api_name: `Module_${index}`,
    plural_label: 'x',
    generated_type: 'custom',
    api_supported: true,
  }));
  const live = readAnswers({ module: modules, field: { Module_0: fields } });
  expect(live.elements.size).toBeGreaterThan(118 + 411);
  const back = throughFiles(live);
  expect(planOf(live, back).steps).toEqual([]);
  const more = [
    ...options.map(({ actual_value, display_value }) => (actual_value === display_value ? actual_value : { actual_value, display_value })),
    'one more',
  ];
  const changed = snapshotOf(['field', 'Module_0.Field_7', { field_label: 'Field_7', data_type: 'picklist', pick_list_values: more }]);
  expect(planOf(live, changed).steps.flatMap((step) => step.changes.map((change) => change.path.at(-1)))).toEqual(['one more']);
});

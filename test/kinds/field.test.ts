import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveApiName as deriveOnServer } from '../../cli/emulator/crm/metadata/api-name.ts';
import { arrivingFields, creatableDataTypes, deriveApiName, labelForApiName } from '../../cli/kinds/field-facts.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { objects } from '../../cli/model/json.ts';
import type { Short } from '../plan/world.ts';
import { kindOf, liveOf, planOf, snapshotOf } from '../plan/world.ts';
import { sayWrites, writesBetween } from './writes.ts';

const deals: Short = ['module', 'Deals', { plural_label: 'Deals', generated_type: 'default' }];
const field = (name: string, attributes: JsonObject): Short => ['field', `Deals.${name}`, attributes];
const between = (live: readonly Short[], ...desired: readonly Short[]) => writesBetween(liveOf([deals, ...live]), snapshotOf(...desired));

describe('the api name that a label gives', () => {
  test.each([
    ['Course', 'Course'],
    ['Course name', 'Course_name'],
    ['  Course – name!! ', 'Course_name'],
    ['Réservations', 'R_servations'],
    ['État du défibrillateur', 'tat_du_d_fibrillateur'],
    ['通貨', ''],
    ['2nd contact', ''],
    ['', ''],
    ['a'.repeat(51), ''],
  ])('%j is %j', (label, name) => {
    expect(deriveApiName(label)).toBe(name);
  });

  test('is, where we trust to know it, the one that the embedded CRM gives', () => {
    const label = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom('a', 'Z', '0', '_', ' ', 'é', '通') }));
    fc.assert(
      fc.property(label, (one) => {
        const name = deriveApiName(one);
        if (name !== '') expect(deriveOnServer(one, new Set())).toBe(name);
      }),
    );
  });

  test('can be had for every name that comes from a label: by its own label, or by one to be changed later', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'Z', '0', ' ', 'é') }), fc.string({ unit: 'grapheme' }), (one, other) => {
        const name = deriveApiName(one);
        if (name !== '') expect(deriveApiName(labelForApiName(name, other))).toBe(name);
      }),
    );
  });
});

describe('create', () => {
  test('uses the wanted label where it gives the api name, else one that does; the next pass renames it', () => {
    const bodies = (label: string) => sayWrites(between([], field('Course_name', { data_type: 'text', field_label: label })))[0]?.[1];
    expect(bodies('Course name')).toMatchObject({ field_label: 'Course name', data_type: 'text' });
    expect(bodies('講座名')).toMatchObject({ field_label: 'Course name' });
    const created = field('Course_name', { data_type: 'text', field_label: 'Course name' });
    expect(sayWrites(between([created], field('Course_name', { data_type: 'text', field_label: '講座名' })))).toEqual([
      ['PATCH /settings/fields', { id: { $id: 'field:Deals.Course_name' }, field_label: '講座名' }],
    ]);
  });

  test('is by hand where no label gives the api name, for what the API lacks, and for what Zoho makes', () => {
    const reason = (name: string, attributes: JsonObject) => kindOf('field').manualCreate?.(`Deals.${name}`, attributes);
    expect(reason('field1', { data_type: 'text', field_label: '備考' })).toBeUndefined();
    expect(reason('A__b', { data_type: 'text' })).toContain('no label makes Zoho derive');
    expect(reason('a'.repeat(60), { data_type: 'text' })).toContain('no label');
    expect(reason('Rows', { data_type: 'subform' })).toContain('type subform cannot be created');
    expect(reason('Owner', { data_type: 'ownerlookup', custom_field: false })).toContain('system field');
    expect(reason('Sum', { data_type: 'formula', formula: { return_type: 'double' } })).toContain('has to be typed in');
    expect(reason('Sum', { data_type: 'formula', formula: { expression: '1 + 1' } })).toBeUndefined();
    expect(reason('Total', { data_type: 'rollup_summary' })).toContain('what the roll-up sums');
    expect(reason('Link', { data_type: 'lookup' })).toContain('which module');
    expect(reason('Links', { data_type: 'multiselectlookup', multiselectlookup: { connected_module: 'Leads' } })).toContain('linking module');
  });

  test('of a system field that comes with its new module is none', () => {
    const course: Short = ['module', 'Courses', { plural_label: 'Courses' }];
    for (const name of arrivingFields) {
      const arriving: Short = ['field', `Courses.${name}`, { data_type: 'text', custom_field: false }];
      const live = liveOf([]);
      expect(planOf(live, snapshotOf(course, arriving)).steps.map((step) => [step.kind, step.mode])).toEqual([
        ['module', 'api'],
        ['field', 'api'],
      ]);
      expect(sayWrites(writesBetween(live, snapshotOf(course, arriving))).map(([call]) => call)).toEqual(['POST /settings/modules']);
    }
  });

  test('sends a length only where one can be chosen', () => {
    const body = (data_type: string) => sayWrites(between([], field('Note', { data_type, length: 50 })))[0]?.[1];
    expect(body('text')).toHaveProperty('length', 50);
    expect(body('date')).not.toHaveProperty('length');
  });

  test('starts the counter of an automatic number anew', () => {
    const numbered = field('Number', { data_type: 'autonumber', auto_number: { prefix: 'C-' } });
    expect(sayWrites(between([], numbered))[0]?.[1]).toMatchObject({ auto_number: { prefix: 'C-', suffix: '', start_number: '1' } });
  });

  test('of every type that can be created makes one item of a call for five', () => {
    for (const data_type of [...creatableDataTypes].filter((one) => !/lookup|formula|rollup/.test(one))) {
      const [write] = between([], field('Note', { data_type, field_label: 'Note' }));
      expect(write).toMatchObject({ method: 'POST', path: '/settings/fields', query: { module: 'Deals' }, batch: 5 });
      expect(write?.items.length).toBe(1);
    }
  });
});

describe('picklist values', () => {
  const list = (values: readonly (string | JsonObject)[]): Short =>
    field('Channel', { data_type: 'picklist', field_label: 'Channel', pick_list_values: values });
  const sent = (live: readonly (string | JsonObject)[], wanted: readonly (string | JsonObject)[]) =>
    between([list(live)], list(wanted)).map((write) => objects(write.items[0]?.body, 'pick_list_values'));

  test('are ten at most in a call, and none is lost or sent twice', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 45 }), (values) => {
        const calls = sent(['-None-'], ['-None-', ...values.filter((value) => value !== '-None-')]);
        for (const call of calls) expect(call.length).toBeLessThanOrEqual(10);
        expect(calls.flat().map((option) => option['actual_value'])).toEqual(values.filter((value) => value !== '-None-'));
      }),
    );
    const many = Array.from({ length: 25 }, (_, index) => `v${index}`);
    expect(objects(between([], list(many))[0]?.items[0]?.body, 'pick_list_values').length).toBe(10);
  });

  test('that the org has are named by id, so that another text is a rename and no new value', () => {
    expect(sent(['Web', 'Shop'], [{ actual_value: 'Web', display_value: 'Online' }, 'Shop', 'Partner'])).toEqual([
      [
        { id: { $id: 'picklist:Deals.Channel#Web' }, actual_value: 'Web', display_value: 'Online', reference_value: 'Online' },
        { actual_value: 'Partner', display_value: 'Partner', reference_value: 'Partner' },
      ],
    ]);
  });

  test('that show crosswise keep their stored values', () => {
    const crossed = [
      { actual_value: 'A', display_value: 'B' },
      { actual_value: 'B', display_value: 'A' },
    ];
    expect(sent(['A', 'B'], crossed)[0]?.map((option) => [option['id'], option['display_value']])).toEqual([
      [{ $id: 'picklist:Deals.Channel#A' }, 'B'],
      [{ $id: 'picklist:Deals.Channel#B' }, 'A'],
    ]);
    expect(sent(crossed, crossed)).toEqual([]);
  });

  test('of a global picklist stand there, not in the field', () => {
    const shared = field('Channel', { data_type: 'picklist', field_label: 'Channel', global_picklist: 'Channels' });
    const global: Short = ['global_picklist', 'Channels', { display_label: 'Channels', pick_list_values: ['Shop', 'Web'] }];
    const writes = sayWrites(between([], shared, global));
    expect(writes.map(([call]) => call)).toEqual(['POST /settings/global_picklists', 'POST /settings/fields']);
    expect(writes[1]?.[1]).toMatchObject({ global_picklist: { id: { $id: 'global_picklist:Channels' } } });
    expect(writes[1]?.[1]).not.toHaveProperty('pick_list_values');
  });
});

describe('update', () => {
  test('says only what differs', () => {
    const before = field('Note', { data_type: 'text', field_label: 'Note', length: 50, tooltip: { name: 'info_icon', value: 'a' }, unique: {} });
    const after = field('Note', { data_type: 'text', field_label: 'Note', length: 80, tooltip: { name: 'info_icon', value: 'a' }, unique: {} });
    expect(sayWrites(between([before], after))).toEqual([['PATCH /settings/fields', { id: { $id: 'field:Deals.Note' }, length: 80 }]]);
  });

  test('of a system field is its label, hint, values and access; the rest is by hand', () => {
    const before = field('Stage', { data_type: 'picklist', custom_field: false, field_label: 'Stage', length: 50, decimal_place: 2 });
    const after = field('Stage', { data_type: 'picklist', custom_field: false, field_label: 'Phase', length: 50, decimal_place: 3 });
    const { steps } = planOf(liveOf([deals, before]), snapshotOf(after));
    expect(steps.map((step) => [step.mode, step.changes.map((change) => change.path.join('.'))])).toEqual([
      ['api', ['field_label']],
      ['manual', ['decimal_place']],
    ]);
  });

  test('of access names profiles by id', () => {
    const sales: Short = ['profile', 'Sales', { name: 'Sales' }];
    const before = field('Note', { data_type: 'text', field_label: 'Note' });
    const after = field('Note', { data_type: 'text', field_label: 'Note', profiles: { Sales: 'hidden' } });
    expect(sayWrites(between([sales, before], after))[0]?.[1]).toMatchObject({
      profiles: [{ id: { $id: 'profile:Sales' }, permission_type: 'hidden' }],
    });
    expect(planOf(liveOf([deals, before]), snapshotOf(after)).steps[0]).toMatchObject({
      mode: 'manual',
      reason: expect.stringContaining('profile:Sales'),
    });
  });
});

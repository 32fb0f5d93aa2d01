import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../cli/model/json.ts';
import { objects } from '../../../../cli/model/json.ts';
import { listOf, openCrm } from '../open-crm.ts';

const path = '/settings/global_picklists';
const used = (display_value: string): JsonObject => ({ display_value, type: 'used' });

describe('global picklists', () => {
  test('are none at first (204), then listed without values unless asked for', async () => {
    const crm = await openCrm();
    expect(await crm.call('GET', path)).toMatchObject({ status: 204, body: null });
    await crm.write('POST', path, {
      global_picklists: [{ display_label: '地域', api_name: 'Region', pick_list_values: [used('East'), used('West')] }],
    });
    expect(await crm.first(path)).not.toHaveProperty('pick_list_values');
    const [list] = await crm.items(`${path}?include=pick_list_values`);
    expect(list).toMatchObject({ api_name: 'Region', display_label: '地域', pick_list_values: [{ sequence_number: 0 }, { sequence_number: 1 }] });
    const again = await crm.call('POST', path, { global_picklists: [{ display_label: 'X', api_name: 'Region', pick_list_values: [] }] });
    expect(listOf(again.body)[0]).toMatchObject({ code: 'DUPLICATE_DATA' });
  });

  test('lead the fields that use them, whose options keep their ids', async () => {
    const crm = await openCrm();
    const [id = ''] = await crm.write('POST', path, {
      global_picklists: [{ display_label: 'Region', pick_list_values: [used('East'), used('West')] }],
    });
    const [fieldId] = await crm.write('POST', '/settings/fields?module=Leads', {
      fields: [{ field_label: 'Region', data_type: 'picklist', global_picklist: { id } }],
    });
    const field = () => crm.first(`/settings/fields/${fieldId}?module=Leads`);
    const [east] = objects(await field(), 'pick_list_values');
    const [first] = objects(await crm.first(`${path}/${id}?include=pick_list_values`), 'pick_list_values');
    const change = { pick_list_values: [{ id: first?.['id'] ?? '', display_value: 'Ost' }, used('North')] };
    await crm.write('PATCH', `${path}/${id}`, { global_picklists: [change] });
    expect(await field()).toMatchObject({
      global_picklist: { api_name: 'Region', id },
      pick_list_values: [
        { id: east?.['id'], display_value: 'Ost', actual_value: 'East' },
        { display_value: 'West' },
        { display_value: 'North', sequence_number: 3 },
      ],
    });
    expect(await crm.call('DELETE', `${path}/${id}`)).toMatchObject({ status: 400, body: { code: 'NOT_ALLOWED' } });
    await crm.call('DELETE', `/settings/fields/${fieldId}?module=Leads`);
    expect(await crm.call('DELETE', `${path}/${id}`)).toMatchObject({ status: 202, body: { global_picklists: [{ code: 'SCHEDULED' }] } });
    expect((await crm.call('GET', path)).status).toBe(204);
  });

  test('lose one option a call', async () => {
    const crm = await openCrm();
    const [id = ''] = await crm.write('POST', path, {
      global_picklists: [{ display_label: 'Region', pick_list_values: [used('East'), used('West')] }],
    });
    const values = objects(await crm.first(`${path}/${id}?include=pick_list_values`), 'pick_list_values');
    const remove = (of: readonly JsonObject[]) => ({
      global_picklists: [{ pick_list_values: of.map((value) => ({ id: value['id'] ?? '', _delete: true })) }],
    });
    expect(listOf((await crm.call('PATCH', `${path}/${id}`, remove(values))).body)[0]).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      details: { limit: 1 },
    });
    await crm.write('PATCH', `${path}/${id}`, remove(values.slice(0, 1)));
    expect(objects(await crm.first(`${path}/${id}?include=pick_list_values`), 'pick_list_values')).toMatchObject([
      { display_value: 'West', sequence_number: 0 },
    ]);
  });
});

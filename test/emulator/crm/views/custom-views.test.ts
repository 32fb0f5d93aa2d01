import { beforeEach, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../cli/model/json.ts';
import { property, text } from '../../../../cli/model/json.ts';
import type { TestCrm } from '../open-crm.ts';
import { openCrm } from '../open-crm.ts';

let crm: TestCrm;
beforeEach(async () => {
  crm = await openCrm();
});

const path = '/settings/custom_views';
const view: JsonObject = { name: 'Big deals', access_type: 'public', fields: [{ api_name: 'Deal_Name' }, { api_name: 'Amount' }] };

/** Code and details of the refusal of a view. */
async function refusal(more: JsonObject, module = 'Deals'): Promise<readonly [string | undefined, Json | undefined]> {
  const { body } = await crm.call('POST', `${path}?module=${module}`, { custom_views: [{ ...view, ...more }] });
  const item = (property(body, 'custom_views') as readonly Json[] | undefined)?.[0] ?? body;
  return [text(item, 'code'), property(item, 'details')];
}

describe('views of a module', () => {
  test('are those of the product in a new org, without criteria and columns', async () => {
    const views = await crm.items(`${path}?module=Deals`);
    expect(views.map((one) => one['system_name'])).toEqual(['ALLVIEWS', 'MYVIEWS', 'RECENTLYCREATED', 'RECENTLYMODIFIED']);
    expect(views.every((one) => one['system_defined'] === true && !('criteria' in one))).toBe(true);
    const others = await crm.items(`${path}?module=Leads`);
    expect(new Set([...views, ...others].map((one) => one['id'])).size).toBe(8);
  });

  test('tell criteria, columns and shares by their own address alone', async () => {
    const criteria = { field: { api_name: 'Amount' }, comparator: 'greater_than', value: 10 };
    const [id] = await crm.write('POST', `${path}?module=Deals`, { custom_views: [{ ...view, criteria }] });
    const line = (await crm.items(`${path}?module=Deals`)).find((one) => one['id'] === id);
    expect(line).toMatchObject({ name: 'Big deals', access_type: 'public', category: 'created_by_me', system_defined: false });
    expect(line).not.toHaveProperty('criteria');
    const whole = await crm.first(`${path}/${id}?module=Deals`);
    expect(whole).toMatchObject({ criteria: { comparator: 'greater_than', value: 10 }, fields: [{ api_name: 'Deal_Name' }, { api_name: 'Amount' }] });
  });

  test('are for modules with records of people only', async () => {
    const { status, body } = await crm.call('GET', `${path}?module=Notes`);
    expect([status, text(body, 'code')]).toEqual([400, 'INVALID_MODULE']);
    expect((await crm.call('GET', path)).body).toMatchObject({ code: 'REQUIRED_PARAM_MISSING', details: { param_name: 'module' } });
  });

  test.each<[string, JsonObject, string, string]>([
    ['without columns', { fields: [] }, 'MANDATORY_NOT_FOUND', 'fields'],
    ['with a column that is none', { fields: [{ api_name: 'Nowhere' }] }, 'INVALID_DATA', 'fields[0].api_name'],
    ['with a name that is too long', { name: 'x'.repeat(51) }, 'INVALID_DATA', 'name'],
    ['with the name of another', { name: 'All Deals' }, 'DUPLICATE_DATA', 'name'],
    ['for nobody knows whom', { access_type: 'secret' }, 'INVALID_DATA', 'access_type'],
    ['shared with nobody', { access_type: 'shared' }, 'DEPENDENT_FIELD_MISSING', 'shared_to'],
    ['shared with a role that is none', { access_type: 'shared', shared_to: [{ id: '1', type: 'roles' }] }, 'INVALID_DATA', 'shared_to[0].id'],
    [
      'with a comparator that is none',
      { criteria: { field: { api_name: 'Amount' }, comparator: 'is', value: 1 } },
      'INVALID_DATA',
      'criteria.comparator',
    ],
    ['with a group of one', { criteria: { group_operator: 'AND', group: [{}] } }, 'INVALID_DATA', 'criteria.group'],
    ['sorted by a field that is none', { sort_by: { api_name: 'Nowhere' } }, 'INVALID_DATA', 'sort_by.api_name'],
    [
      'about a relation that is none',
      { cross_filters: [{ include_objects: true, relation: { api_name: 'No__r' } }] },
      'INVALID_DATA',
      'cross_filters[0].relation.api_name',
    ],
  ])('are refused %s', async (_what, more, code, where) => {
    const [found, details] = await refusal(more);
    expect([found, property(details, 'json_path')]).toEqual([code, `$.custom_views[0].${where}`]);
  });

  test('are changed in part, except when they are locked', async () => {
    const [id] = await crm.write('POST', `${path}?module=Deals`, { custom_views: [view] });
    await crm.write('PUT', `${path}/${id}?module=Deals`, { custom_views: [{ name: 'Small deals', locked: true }] });
    expect(await crm.first(`${path}/${id}?module=Deals`)).toMatchObject({
      name: 'Small deals',
      fields: [{ api_name: 'Deal_Name' }, { api_name: 'Amount' }],
    });
    const { status, body } = await crm.call('PUT', `${path}/${id}?module=Deals`, { custom_views: [{ name: 'Deals' }] });
    expect([status, text(body, 'code')]).toEqual([403, 'NO_PERMISSION']);
  });

  test('are deleted by their ids, those of the product never', async () => {
    const [id] = await crm.write('POST', `${path}?module=Deals`, { custom_views: [view] });
    const shipped = text((await crm.items(`${path}?module=Deals`))[0], 'id');
    const { status, body } = await crm.call('DELETE', `${path}?module=Deals&ids=${id},${shipped}`);
    expect([status, body]).toMatchObject([207, { custom_views: [{ code: 'SUCCESS' }, { code: 'INVALID_DATA', details: { id: shipped } }] }]);
    expect((await crm.call('GET', `${path}/${id}?module=Deals`)).status).toBe(204);
  });
});

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../cli/model/json.ts';
import { objects, text } from '../../../../cli/model/json.ts';
import type { TestCrm } from '../open-crm.ts';
import { listOf, makeCustomModule, named, openCrm } from '../open-crm.ts';

/** Sections by name with the api_names of their fields. */
function places(layout: JsonObject): Record<string, string[]> {
  const named = objects(layout, 'sections').map((section) => [
    `${section['name']}`,
    objects(section, 'fields').map((field) => `${field['api_name']}`),
  ]);
  return Object.fromEntries(named) as Record<string, string[]>;
}

async function courses(): Promise<{ crm: TestCrm; path: string; ids: Record<string, string>; layout: () => Promise<JsonObject> }> {
  const crm = await openCrm();
  await makeCustomModule(crm, 'Courses');
  const fields = [1, 2, 3].map((number) => ({ field_label: `F${number}`, data_type: 'text' }));
  await crm.write('POST', '/settings/fields?module=Courses', { fields });
  const all = await crm.items('/settings/fields?module=Courses');
  const ids = Object.fromEntries(all.map((field) => [`${field['api_name']}`, text(field, 'id') ?? '']));
  const id = (await crm.first('/settings/layouts?module=Courses'))['id'];
  const path = `/settings/layouts/${id}?module=Courses`;
  return { crm, path, ids, layout: () => crm.first(path) };
}

describe('layouts', () => {
  test('hold whole fields; new ones stand last in the first section', async () => {
    const { layout } = await courses();
    const [section] = objects(await layout(), 'sections');
    const fields = objects(section, 'fields');
    expect(fields.slice(-3).map((field) => field['api_name'])).toEqual(['F1', 'F2', 'F3']);
    expect(named(fields, 'Name')).toMatchObject({ required: true, sequence_number: 1, section_id: 1, data_type: 'text', profiles: [{}, {}] });
    expect(named(fields, 'F1')).toMatchObject({ required: false, default_value: null });
  });

  test('take new sections, moved and reordered fields, and let fields go to unused', async () => {
    const { crm, path, ids, layout } = await courses();
    const first = objects(await layout(), 'sections')[0]?.['id'] ?? '';
    const more = {
      name: 'More',
      column_count: 1,
      fields: [
        { id: ids['F3'] ?? '', sequence_number: 1 },
        { id: ids['F1'] ?? '', sequence_number: 2, required: true },
      ],
    };
    await crm.write('PATCH', path, { layouts: [{ sections: [more, { id: first, fields: [{ id: ids['Email'] ?? '', sequence_number: 1 }] }] }] });
    const changed = await layout();
    expect(places(changed)['More']).toEqual(['F3', 'F1']);
    expect(places(changed)['Course Information']?.slice(0, 2)).toEqual(['Email', 'Name']);
    expect(objects(changed, 'sections')[1]).toMatchObject({ name: 'More', column_count: 1, sequence_number: 2, generated_type: 'custom' });
    expect(named(objects(objects(changed, 'sections')[1], 'fields'), 'F1')).toMatchObject({ required: true, sequence_number: 2 });
    await crm.write('PATCH', path, { layouts: [{ sections: [{ id: first, fields: [{ id: ids['F2'] ?? '', _delete: { permanent: false } }] }] }] });
    expect(places(await layout())['Course Information']).not.toContain('F2');
    const fields = await crm.items('/settings/fields?module=Courses');
    expect(named(fields, 'F2')).toMatchObject({ type: 'unused', layout_associations: [] });
    expect((await crm.items('/settings/fields?module=Courses&type=unused')).map((field) => field['api_name'])).toEqual(['F2']);
  });

  test('reordering five at a time reaches any order', async () => {
    const { crm, path, ids, layout } = await courses();
    const first = objects(await layout(), 'sections')[0]?.['id'] ?? '';
    const wanted = (places(await layout())['Course Information'] ?? []).toReversed();
    for (let start = 0; start < wanted.length; start += 5) {
      const fields = wanted.slice(start, start + 5).map((name, index) => ({ id: ids[name] ?? '', sequence_number: start + index + 1 }));
      await crm.write('PATCH', path, { layouts: [{ sections: [{ id: first, fields }] }] });
    }
    expect(places(await layout())['Course Information']).toEqual(wanted);
  });

  test('refuse more than 5 sections or fields, mandatory fields to go, unknown ids', async () => {
    const { crm, path, ids, layout } = await courses();
    const first = objects(await layout(), 'sections')[0]?.['id'] ?? '';
    const refused = async (sections: readonly JsonObject[]) => listOf((await crm.call('PATCH', path, { layouts: [{ sections }] })).body)[0];
    const fields = ['F1', 'F2', 'F3', 'Email', 'Tag', 'Owner'].map((name) => ({ id: ids[name] ?? '' }));
    expect(await refused([{ id: first, fields }])).toMatchObject({ code: 'LIMIT_EXCEEDED', details: { limit: 5 } });
    expect(await refused(Array(6).fill({ name: 'S' }))).toMatchObject({ code: 'LIMIT_EXCEEDED' });
    expect(await refused([{ id: first, fields: [{ id: ids['Name'] ?? '', _delete: { permanent: false } }] }])).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await refused([{ id: '1' }])).toMatchObject({ code: 'INVALID_DATA', details: { json_path: '$.layouts[0].sections[0].id' } });
    expect(await refused([{ column_count: 2 }])).toMatchObject({ code: 'MANDATORY_NOT_FOUND' });
    expect(Object.keys(places(await layout()))).toEqual(['Course Information']);
  });

  test('of the module itself can neither be deleted nor switched off', async () => {
    const { crm, path } = await courses();
    const activation = path.replace('?', '/actions/activate?');
    const code = async (method: string, at: string, body?: JsonObject) => listOf((await crm.call(method, at, body)).body)[0]?.['code'];
    expect(await code('DELETE', path)).toBe('NOT_ALLOWED');
    expect(await crm.call('DELETE', activation)).toMatchObject({ status: 400, body: { code: 'NOT_ALLOWED', details: { param_name: 'id' } } });
    expect(await code('POST', activation, { layouts: [{ id: '1' }] })).toBe('ALREADY_ACTIVATED');
  });

  test('show a formula with its expression, which the list of fields does not (fact 21)', async () => {
    const { crm, layout } = await courses();
    const formula = { expression: 'Len(${F1})', return_type: 'double' };
    await crm.write('POST', '/settings/fields?module=Courses', { fields: [{ field_label: 'Sum', data_type: 'formula', formula }] });
    expect(named(await crm.items('/settings/fields?module=Courses'), 'Sum')['formula']).not.toHaveProperty('expression');
    expect(named(objects(objects(await layout(), 'sections')[0], 'fields'), 'Sum')['formula']).toMatchObject({ expression: 'Len(${F1})' });
  });
});

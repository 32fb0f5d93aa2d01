import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { addOrg, seedReports } from '../../../../cli/emulator/org-access.ts';
import type { Json, JsonObject } from '../../../../cli/model/json.ts';
import { objects, property } from '../../../../cli/model/json.ts';
import type { TestCrm } from '../open-crm.ts';
import { named, openCrm, openParts } from '../open-crm.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder of documents by file name. */
function folderOf(documents: Readonly<Record<string, Json | string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(documents))
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return folder;
}

function reportOf(crm: TestCrm): JsonObject {
  return seedReports(crm.parts.store)['kyoto'] ?? {};
}

describe('seeding from a folder', () => {
  test('a standard module takes the labels and fields of the folder and keeps the fields that the folder lacks', async () => {
    const seed = folderOf({
      'modules.json': { modules: [{ api_name: 'Deals', singular_label: '商談', plural_label: '商談', display_name: 'Deals', is_deletable: true }] },
      'fields.Deals.json': {
        fields: [
          { api_name: 'Deal_Name', display_label: '商談名', data_type: 'text', custom_field: false, length: 120 },
          {
            api_name: 'field',
            display_label: 'コース',
            data_type: 'picklist',
            custom_field: true,
            picklist_values: ['-なし-', '01'],
            required: true,
          },
        ],
      },
    });
    const crm = await openCrm({ seed });
    expect(await crm.first('/settings/modules/Deals')).toMatchObject({ plural_label: '商談', module_name: 'Potentials', generated_type: 'default' });
    const fields = await crm.items('/settings/fields?module=Deals');
    expect(named(fields, 'Deal_Name')).toMatchObject({ field_label: '商談名', display_label: '商談名', system_mandatory: true });
    expect(named(fields, 'Stage')).toMatchObject({ data_type: 'picklist' });
    expect(named(fields, 'field')).toMatchObject({
      custom_field: true,
      type: 'used',
      pick_list_values: [
        { display_value: '-なし-', actual_value: '-なし-', reference_value: '-なし-', sequence_number: 1, type: 'used' },
        { display_value: '01', sequence_number: 2 },
      ],
    });
    const [section] = objects((await crm.items('/settings/layouts?module=Deals'))[0], 'sections');
    expect(objects(section, 'fields').at(-1)).toMatchObject({ api_name: 'field', required: true });
    expect(reportOf(crm)['counts']).toMatchObject({ modulesOverlaid: 1, fieldsOverlaid: 1, fieldsAdded: 1, options: 2, labelsCompleted: 2 });
  });

  test('what projections leave out of custom fields is completed', async () => {
    const custom = (api_name: string, data_type: string, length: number) => ({
      api_name,
      data_type,
      length,
      field_label: api_name,
      custom_field: true,
    });
    const fields = [custom('A', 'autonumber', 255), custom('C', 'currency', 9), custom('T', 'textarea', 32_000), custom('U', 'userlookup', 50)];
    const crm = await openCrm({ seed: folderOf({ 'fields.Leads.json': { fields } }) });
    const live = await crm.items('/settings/fields?module=Leads');
    expect(named(live, 'A')).toMatchObject({ auto_number: { start_number: 1, prefix: '' } });
    expect(named(live, 'C')).toMatchObject({ length: 9, decimal_place: 2, currency: { rounding_option: 'normal', precision: 2 } });
    expect(named(live, 'T')).toMatchObject({ textarea: { type: 'large' } });
    expect(named(live, 'U')).toMatchObject({ lookup: { revalidate_filter_during_edit: false } });
    expect(reportOf(crm)['counts']).toMatchObject({ factsCompleted: 4 });
  });

  test('sorts of modules follow from names and fields', async () => {
    const lookup = (api_name: string, module: string) => ({
      api_name,
      data_type: 'lookup',
      field_label: api_name,
      lookup_module: module,
      custom_field: false,
    });
    const seed = folderOf({
      'fields.Courses.json': {
        fields: [
          { api_name: 'Name', data_type: 'text', field_label: 'Course' },
          { api_name: 'Lessons', data_type: 'subform', field_label: 'Lessons' },
          { api_name: 'Teachers', data_type: 'multiselectlookup', field_label: 'Teachers', custom_field: true },
        ],
      },
      'fields.Lessons.json': { fields: [lookup('Parent_Id', 'Courses')] },
      'fields.Courses_X_Contacts.json': { fields: [lookup('Teachers', 'Contacts'), lookup('Their_Courses', 'Courses')] },
      'fields.CustomModule5001.json': { fields: [{ api_name: 'Name', data_type: 'text', field_label: 'Invoice' }] },
      'fields.sms__History.json': { fields: [{ api_name: 'sms__Text', data_type: 'text', field_label: 'Text', custom_field: true }] },
      'fields.Stage_History.json': { fields: [{ api_name: 'Moved_To__s', data_type: 'picklist', field_label: 'Moved to' }] },
    });
    const crm = await openCrm({ seed });
    const modules = await crm.items('/settings/modules');
    const sorts = ['Courses', 'Lessons', 'Courses_X_Contacts', 'CustomModule5001', 'sms__History', 'Stage_History'];
    expect(sorts.map((name) => named(modules, name)['generated_type'])).toEqual([
      'custom',
      'subform',
      'linking',
      'default',
      'custom',
      'field_tracker',
    ]);
    expect(await crm.first('/settings/modules/sms__History')).toMatchObject({ source: 'marketplace_plugin' });
    const teachers = named(await crm.items('/settings/fields?module=Courses'), 'Teachers');
    expect(teachers['multiselectlookup']).toMatchObject({
      linking_details: { module: { api_name: 'Courses_X_Contacts' }, lookup_field: { api_name: 'Their_Courses' } },
      connected_details: { module: { api_name: 'Contacts' } },
    });
    expect(named(await crm.items('/settings/fields?module=sms__History'), 'sms__Text')).toMatchObject({ created_source: 'marketplace_plugin' });
  });

  test('a lookup to a module that the folder lacks makes an empty one, counted', async () => {
    const fields = [1, 2].map((number) => ({
      api_name: `L${number}`,
      data_type: 'lookup',
      field_label: 'L',
      lookup: { module: { api_name: 'Rooms' } },
    }));
    const crm = await openCrm({ seed: folderOf({ 'fields.Courses.json': { fields } }) });
    expect(named(await crm.items('/settings/modules'), 'Rooms')).toMatchObject({ generated_type: 'custom', plural_label: 'Rooms' });
    expect(named(await crm.items('/settings/fields?module=Courses'), 'L1')['lookup']).toMatchObject({ module: { api_name: 'Rooms' } });
    expect(reportOf(crm)['emptyModules']).toEqual([{ module: 'Rooms', wantedBy: ['Courses.L1', 'Courses.L2'] }]);
    expect((await crm.items('/settings/fields?module=Rooms')).map((field) => field['api_name'])).toContain('Name');
  });

  test('nothing is dropped in silence', async () => {
    const option = { display_value: 'A', actual_value: 'B', maps: [{}], probability: 10 };
    const seed = folderOf({
      'fields.Leads.json': {
        fields: [
          { api_name: 'X', data_type: 'picklist', field_label: 'X', id: '1', colour: 'red', lookup_module: 'Nowhere', pick_list_values: [option] },
          { api_name: 'X', data_type: 'text', field_label: 'again' },
          { field_label: 'no name' },
        ],
      },
      'fields.Leads.more.json': { fields: [{ api_name: 'Y', data_type: 'text', display_label: 'Y' }] },
      'fields.field-meta.json': { fields: [] },
      'fields.Leads.request.json': { fields: [] },
      'modules.json': { modules: [{ api_name: 'Leads', weight: 3 }] },
      'broken.json': '{',
      'modules.x.json': '{',
      'workflow_rules.json': { workflow_rules: [] },
      'readme.md': 'text',
    });
    const report = reportOf(await openCrm({ seed }));
    expect(objects(report, 'unusedDocuments').map((entry) => entry['file'])).toEqual([
      'broken.json',
      'fields.Leads.request.json',
      'fields.field-meta.json',
      'modules.x.json',
      'readme.md',
      'workflow_rules.json',
    ]);
    expect(
      objects(report, 'unusedKeys')
        .map((entry) => entry['key'])
        .sort(),
    ).toEqual(['colour', 'fields[]', 'fields[]', 'id', 'lookup_module', 'pick_list_values[].maps', 'pick_list_values[].probability', 'weight']);
    for (const entry of [...objects(report, 'unusedKeys'), ...objects(report, 'unusedDocuments')]) expect(entry['reason']).toMatch(/\w{3}/);
    expect(report['counts']).toMatchObject({ fieldsAdded: 2 });
  });

  test('layouts of a folder are laid over the module', async () => {
    const sections = [
      { display_label: 'First', fields: [{ api_name: 'Company', required: true }, { api_name: 'Nope' }] },
      { display_label: 'Second', column_count: 1, fields: [{ api_name: 'Email' }] },
    ];
    const layouts = [
      { name: 'Standard', sections },
      { name: 'Partners', status: 'inactive', sections: [] },
    ];
    const crm = await openCrm({ seed: folderOf({ 'layouts.Leads.json': { layouts } }) });
    const listed = await crm.items('/settings/layouts?module=Leads');
    expect(listed.map((layout) => [layout['name'], layout['status'], objects(layout, 'sections').length])).toEqual([
      ['Standard', 'active', 2],
      ['Partners', 'inactive', 0],
    ]);
    expect(reportOf(crm)['counts']).toMatchObject({ layoutsOverlaid: 1, layoutsAdded: 1 });
  });

  test('a folder that is not there is said in one sentence, and no org is made', () => {
    const { workshop } = openParts();
    expect(() => addOrg(workshop, { name: 'kyoto', seed: join(tmpdir(), 'orgcast-no-such-folder') })).toThrow('The seed folder cannot be read');
    expect(workshop.store.orgs()).toEqual([]);
  });
});

const shared = process.env['ORGCAST_SHARED'] ?? join(import.meta.dirname, '../../../../../shared');
const samples = join(shared, 'zoho-samples');
const present = existsSync(samples) || process.env['ORGCAST_REQUIRE_SHARED'] === '1';

/** Fields of a folder's documents by module. */
function sampleFields(folder: string): Map<string, readonly JsonObject[]> {
  const files = readdirSync(folder).filter((file) => file.startsWith('fields.'));
  return new Map(files.map((file) => [file.split('.')[1] ?? '', objects(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Json, 'fields')]));
}

describe.skipIf(!present)('seeding from the sample orgs', () => {
  test.each([
    ['language-school-jp', 79, 2899, 9],
    ['training-fr', 49, 1309, 5],
  ])('%s: every module, field and option of the folder is in the org', async (name, modules, fields, empty) => {
    const folder = join(samples, name);
    const crm = await openCrm({ seed: folder });
    const given = sampleFields(folder);
    expect([given.size, [...given.values()].flat().length]).toEqual([modules, fields]);
    for (const [module, wanted] of given) {
      const live = new Map((await crm.items(`/settings/fields?module=${module}`)).map((field) => [field['api_name'], field]));
      for (const field of wanted) expectSame(live.get(field['api_name'] ?? null), field, module);
    }
    const report = reportOf(crm);
    const counts = report['counts'];
    const repeated = Number(objects(report, 'unusedKeys').find((entry) => entry['key'] === 'fields[]')?.['count'] ?? 0);
    expect(Number(property(counts, 'fieldsAdded')) + Number(property(counts, 'fieldsOverlaid')) + repeated).toBe(fields);
    expect(objects(report, 'emptyModules')).toHaveLength(empty);
    expect(objects(report, 'unusedDocuments').map((entry) => entry['file'])).toEqual(['SOURCES.md']);
  });

  test.each(['training-au', 'college-btec', 'staffing-us', 'oas-v8', 'docs-v7'])(
    '%s seeds an org that answers for each of its modules',
    async (name) => {
      const crm = await openCrm({ seed: join(samples, name) });
      for (const module of await crm.items('/settings/modules')) {
        if (module['api_supported'] === false) continue;
        for (const kind of ['fields', 'layouts']) {
          expect([200, 204]).toContain((await crm.call('GET', `/settings/${kind}?module=${module['api_name']}`)).status);
        }
      }
      const files = readdirSync(join(samples, name)).filter((file) => !/^(modules|fields)/.test(file));
      const unused = objects(reportOf(crm), 'unusedDocuments').map((entry) => entry['file']);
      expect(unused).toEqual(expect.arrayContaining(files));
    },
  );
});

function expectSame(live: JsonObject | undefined, given: JsonObject, module: string): void {
  const label = given['field_label'] ?? given['display_label'];
  expect([module, given['api_name'], live?.['field_label'], live?.['data_type']]).toEqual([module, given['api_name'], label, given['data_type']]);
  const options = objects(given, 'pick_list_values').concat(objects(given, 'picklist_values'));
  expect(objects(live, 'pick_list_values').map((option) => [option['actual_value'], option['display_value']])).toEqual(
    options.length === 0
      ? objects(live, 'pick_list_values').map((option) => [option['actual_value'], option['display_value']])
      : options.map((option) => [option['actual_value'], option['display_value']]),
  );
}

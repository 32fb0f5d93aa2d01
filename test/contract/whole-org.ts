import type { Clicks } from '../../cli/commands/demo/head-office.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { objects, text } from '../../cli/model/json.ts';
import { addAutomation } from './whole-org-automation.ts';

/** Ids and names that setting up an org keeps looking up. */
export interface Desk {
  readonly crm: Clicks;
  /** the id of what has that name or api_name in the list at a path */
  idOf(path: string, envelope: string, name: string): Promise<string>;
  fieldId(module: string, apiName: string): Promise<string>;
}

/** A way to look things up by name. */
export function openDesk(crm: Clicks): Desk {
  const idOf = async (path: string, envelope: string, name: string): Promise<string> => {
    const list = objects(await crm.get(path), envelope);
    const found = list.find((one) => one['api_name'] === name) ?? list.find((one) => one['name'] === name);
    if (found === undefined) throw new Error(`no ${name} at ${path}`);
    return text(found, 'id') ?? '';
  };
  return { crm, idOf, fieldId: (module, apiName) => idOf(`/settings/fields?module=${module}`, 'fields', apiName) };
}

const option = (value: string): JsonObject => ({ display_value: value, actual_value: value });
const fourteen = Array.from({ length: 14 }, (_each, index) => option(`Level ${index + 1}`));

/** A field of every type that the API can create, in an order in which each finds what it needs; `rollup_summary` and `formula` follow. */
const courseFields = (regions: string, standard: string): readonly JsonObject[] => [
  { field_label: 'Code', data_type: 'text', length: 40, unique: { case_sensitive: false }, tooltip: { name: 'info_icon', value: 'as printed' } },
  { field_label: 'Notes', data_type: 'textarea', textarea: { type: 'rich_text' } },
  { field_label: 'Office', data_type: 'email', private: { type: 'High' }, crypt: { mode: 'encryption' } },
  { field_label: 'What teachers say about the course', data_type: 'text', default_value: 'nothing' },
  { field_label: 'Hotline', data_type: 'phone' },
  { field_label: 'Page', data_type: 'website' },
  { field_label: 'Seats', data_type: 'integer' },
  { field_label: 'Barcode', data_type: 'bigint' },
  { field_label: 'Weight', data_type: 'double', decimal_place: 3 },
  { field_label: 'Discount', data_type: 'percent' },
  { field_label: 'Fee', data_type: 'currency', currency: { rounding_option: 'round_up', precision: '2' } },
  { field_label: 'Online', data_type: 'boolean' },
  { field_label: 'Starts', data_type: 'date', profiles: [{ id: standard, permission_type: 'read_only' }] },
  { field_label: 'Opens', data_type: 'datetime' },
  { field_label: 'Level', data_type: 'picklist', pick_list_values: fourteen.slice(0, 10) },
  { field_label: 'Days', data_type: 'multiselectpicklist', pick_list_values: ['Mon', 'Tue', 'Wed'].map(option) },
  {
    field_label: 'Mood',
    data_type: 'picklist',
    enable_colour_code: true,
    pick_list_values: ['Good', 'Bad'].map((value) => ({ ...option(value), colour_code: '#00ff00' })),
  },
  { field_label: 'Region', data_type: 'picklist', global_picklist: { id: regions } },
  { field_label: 'Number', data_type: 'autonumber', auto_number: { start_number: '100', prefix: 'C-', suffix: '' } },
  { field_label: 'Flyer', data_type: 'fileupload' },
  { field_label: 'Photo', data_type: 'imageupload' },
  { field_label: 'Account', data_type: 'lookup', lookup: { module: { api_name: 'Accounts' }, display_label: 'Courses' } },
  { field_label: 'Coach', data_type: 'userlookup' },
  { field_label: 'Deputies', data_type: 'multiuserlookup' },
  {
    field_label: 'Students',
    data_type: 'multiselectlookup',
    multiselectlookup: {
      connected_details: { module: { api_name: 'Contacts' }, field: { field_label: 'Courses' } },
      linking_details: { module: { plural_label: 'Courses X Students' } },
    },
  },
  { field_label: 'Double fee', data_type: 'formula', formula: { expression: '${Fee}*2', return_type: 'double' } },
];

/** Makes an org a company's own through its API: every kind, and of fields every type. */
export async function setUpWholeOrg(crm: Clicks): Promise<void> {
  const desk = openDesk(crm);
  const standard = await desk.idOf('/settings/profiles', 'profiles', 'Standard');
  const administrator = await desk.idOf('/settings/profiles', 'profiles', 'Administrator');
  const profiles = [{ id: administrator }, { id: standard }];
  for (const [singular_label, plural_label] of [
    ['Course', 'Courses'],
    ['Lesson', 'Lessons'],
  ] as const)
    await crm.make('/settings/modules', 'modules', { singular_label, plural_label, api_name: plural_label, profiles });
  const regions = await crm.make('/settings/global_picklists', 'global_picklists', {
    display_label: 'Regions',
    api_name: 'Regions',
    pick_list_values: Array.from({ length: 101 }, (_each, index) => ({ display_value: `Region ${index + 1}`, type: 'used' })),
  });
  for (const field of courseFields(regions, standard)) await crm.make('/settings/fields?module=Courses', 'fields', field);
  const level = { id: await desk.fieldId('Courses', 'Level'), pick_list_values: fourteen.slice(10) };
  await crm.change('PATCH', '/settings/fields?module=Courses', 'fields', level);
  await addLessons(desk);
  await addPeople(desk, standard);
  await arrangeLayout(desk);
  await addAutomation(desk);
}

async function addLessons({ crm }: Desk): Promise<void> {
  const lookup = { module: { api_name: 'Courses' }, display_label: 'Lessons' };
  await crm.make('/settings/fields?module=Lessons', 'fields', { field_label: 'Course', data_type: 'lookup', lookup });
  await crm.make('/settings/fields?module=Lessons', 'fields', { field_label: 'Minutes', data_type: 'integer' });
  const list = objects(await crm.get('/settings/fields?module=Lessons'), 'fields').find((field) => field['api_name'] === 'Course')?.['lookup'];
  await crm.make('/settings/fields?module=Courses', 'fields', {
    field_label: 'Total minutes',
    data_type: 'rollup_summary',
    rollup_summary: {
      return_type: 'integer',
      expression: { function: 'SUM', function_parameters: [{ api_name: 'Minutes' }] },
      based_on_module: { api_name: 'Lessons' },
      related_list: { api_name: text(list, 'api_name') ?? '' },
    },
  });
}

async function addPeople({ crm, idOf }: Desk, standard: string): Promise<void> {
  const top = await idOf('/settings/roles', 'roles', 'CEO');
  const head = { name: 'Head of courses', reporting_to: { id: top }, description: 'Runs the courses', share_with_peers: false };
  const reporting = { id: await crm.make('/settings/roles', 'roles', head) };
  await crm.make('/settings/roles', 'roles', { name: 'Teacher', reporting_to: reporting, description: null, share_with_peers: true });
  const staff = { name: 'Course staff', description: 'Everybody who plans courses' };
  const profile = await crm.make(`/settings/profiles/${standard}/actions/clone`, 'profiles', staff);
  await switchPermissions(crm, profile, ['Crm_Implied_Delete_Courses', 'Crm_Implied_Edit_Lessons'], false);
}

/** Switches permissions of a profile by their names. */
export async function switchPermissions(crm: Clicks, profile: string, names: readonly string[], enabled: boolean): Promise<void> {
  const details = objects(objects(await crm.get(`/settings/profiles/${profile}`), 'profiles')[0], 'permissions_details');
  const found = details.filter((each) => names.includes(text(each, 'name') ?? ''));
  if (found.length !== names.length) throw new Error(`not all of ${names.join(', ')}`);
  const switches = found.map((each): Json => ({ id: each['id'] ?? '', enabled }));
  await crm.change('PUT', `/settings/profiles/${profile}`, 'profiles', { permissions_details: switches });
}

async function arrangeLayout(desk: Desk): Promise<void> {
  const layout = await desk.idOf('/settings/layouts?module=Courses', 'layouts', 'Standard');
  const ids = await Promise.all(['Fee', 'Discount', 'Level', 'Region'].map((name) => desk.fieldId('Courses', name)));
  const [fee = '', discount = '', level = '', region = ''] = ids;
  const section = (name: string, sequence_number: number, ...fields: readonly Json[]): JsonObject => ({
    name,
    display_label: name,
    sequence_number,
    column_count: 2,
    tab_traversal: 'left_to_right',
    fields,
  });
  await desk.crm.change('PATCH', `/settings/layouts/${layout}?module=Courses`, 'layouts', {
    sections: [
      section('Money', 2, { id: fee, sequence_number: 1, required: true }, { id: discount, sequence_number: 2 }),
      section('Kind', 3, { id: level, sequence_number: 1 }, { id: region, sequence_number: 2 }),
    ],
  });
}

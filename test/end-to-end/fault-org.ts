import type { Clicks } from '../../cli/commands/demo/head-office.ts';
import { openStore } from '../../cli/emulator/crm/store.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { objects, text } from '../../cli/model/json.ts';

/** How many of each kind of change an apply is to make. */
export interface ChangeCounts {
  readonly modules: number;
  readonly fields: number;
  readonly picklists: number;
  readonly roles: number;
  readonly profiles: number;
  readonly actions: number;
  readonly rules: number;
  readonly updates: number;
  readonly deletes: number;
}

const automation = '/settings/automation';
const keptModules = ['Leads', 'Deals', 'Tasks'];

/** Takes all but a few modules out of an org's data while no emulator runs on it, so that the org is read in a few requests. */
export function keepFewModules(database: string, org: string): void {
  const store = openStore(database);
  store.transaction(() => {
    for (const module of store.list(org, 'modules')) {
      const name = text(module, 'api_name') ?? '';
      if (keptModules.includes(name)) continue;
      store.remove(org, 'modules', module.id);
      for (const collection of ['fields', 'layouts']) for (const one of store.list(org, collection, name)) store.remove(org, collection, one.id);
    }
    for (const field of keptModules.flatMap((module) => store.list(org, 'fields', module).map((one) => ({ module, one })))) {
      const target = text(field.one['lookup'], 'module') ?? text(objects(field.one, 'lookup')[0], 'module');
      if (target !== undefined && !keptModules.includes(target)) store.remove(org, 'fields', field.one.id);
    }
  });
  store.close();
}

/** What both orgs have at the start: elements that are changed later. */
export async function setUpCommon(crm: Clicks, counts: ChangeCounts): Promise<void> {
  const top = await idBy(crm, '/settings/roles', 'roles', 'name', 'CEO');
  for (const name of names('Team', counts.updates))
    await crm.make('/settings/roles', 'roles', { name, reporting_to: { id: top }, description: 'old' });
}

/** What only the target has: rules that the files do not name. */
export async function setUpLeftovers(crm: Clicks, counts: ChangeCounts): Promise<void> {
  if (counts.deletes === 0) return;
  const update = await makeFieldUpdate(crm, 'Leftover action', 'Leads', 'Lead_Status');
  for (const name of names('Leftover rule', counts.deletes)) await makeRule(crm, 'Leads', name, [update]);
}

/** What only the source has, and is to come to the target. */
export async function setUpChanges(crm: Clicks, counts: ChangeCounts): Promise<void> {
  const top = await idBy(crm, '/settings/roles', 'roles', 'name', 'CEO');
  for (const name of names('Team', counts.updates)) {
    const id = await idBy(crm, '/settings/roles', 'roles', 'name', name);
    await crm.change('PUT', `/settings/roles/${id}`, 'roles', { name, reporting_to: { id: top }, description: 'new' });
  }
  await addSecurity(crm, counts, top);
  await addStructure(crm, counts);
  await addAutomation(crm, counts);
}

async function addSecurity(crm: Clicks, counts: ChangeCounts, top: string): Promise<void> {
  const standard = await idBy(crm, '/settings/profiles', 'profiles', 'name', 'Standard');
  let above = top;
  for (const [index, name] of names('Role', counts.roles).entries()) {
    const id = await crm.make('/settings/roles', 'roles', { name, reporting_to: { id: index % 3 === 0 ? top : above } });
    if (index % 3 === 0) above = id;
  }
  for (const name of names('Profile', counts.profiles)) await crm.make(`/settings/profiles/${standard}/actions/clone`, 'profiles', { name });
}

async function addStructure(crm: Clicks, counts: ChangeCounts): Promise<void> {
  const profiles = objects(await crm.get('/settings/profiles'), 'profiles').map((one) => ({ id: text(one, 'id') ?? '' }));
  const modules = names('Visit', counts.modules).map((name) => name.replace(' ', '_'));
  for (const name of modules)
    await crm.make('/settings/modules', 'modules', { singular_label: name, plural_label: `${name}s`, api_name: name, profiles });
  const values = ['One', 'Two', 'Three'].map((value) => ({ display_value: value, actual_value: value }));
  for (const name of names('List', counts.picklists))
    await crm.make('/settings/global_picklists', 'global_picklists', { display_label: name, pick_list_values: values });
  const places = ['Leads', 'Deals', ...modules];
  for (const [index, name] of names('Field', counts.fields).entries()) {
    const body: JsonObject =
      index % 4 === 0 ? { field_label: name, data_type: 'picklist', pick_list_values: values } : { field_label: name, data_type: 'text', length: 80 };
    await crm.make(`/settings/fields?module=${places[index % places.length]}`, 'fields', body);
  }
}

async function addAutomation(crm: Clicks, counts: ChangeCounts): Promise<void> {
  const actions: JsonObject[] = [];
  for (const name of names('Action', counts.actions)) actions.push(await makeFieldUpdate(crm, name, 'Leads', 'Lead_Status'));
  for (const [index, name] of names('Rule', counts.rules).entries()) {
    const action = actions[index % Math.max(1, actions.length)];
    await makeRule(crm, 'Leads', name, action === undefined ? [] : [action]);
  }
}

async function makeFieldUpdate(crm: Clicks, name: string, module: string, field: string): Promise<JsonObject> {
  const id = await crm.make(`${automation}/field_updates`, 'field_updates', {
    name,
    module: { api_name: module },
    field: { api_name: field, id: await idBy(crm, `/settings/fields?module=${module}`, 'fields', 'api_name', field) },
    type: 'static',
    value: 'Contacted',
    feature_type: 'workflow',
  });
  return { type: 'field_updates', id, name };
}

async function makeRule(crm: Clicks, module: string, name: string, actions: readonly JsonObject[]): Promise<void> {
  await crm.make(`${automation}/workflow_rules`, 'workflow_rules', {
    name,
    module: { api_name: module },
    execute_when: { type: 'create', details: { trigger_module: { api_name: module } } },
    conditions: [{ sequence_number: 1, criteria_details: { criteria: null }, instant_actions: { actions }, scheduled_actions: null }],
    status: { active: true, delete_schedule_action: false },
  });
}

function names(what: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${what} ${index + 1}`);
}

async function idBy(crm: Clicks, path: string, envelope: string, attribute: string, value: string): Promise<string> {
  const found = objects(await crm.get(path), envelope).find((one) => text(one, attribute) === value);
  if (found === undefined) throw new Error(`no ${envelope} with ${attribute} ${value}`);
  return text(found, 'id') ?? '';
}

import type { OrgRecord } from '../../cli/emulator/crm/org-record.ts';
import { addVariableGroup } from '../../cli/emulator/crm/organization/variable-groups.ts';
import { enableTerritories } from '../../cli/emulator/crm/security/territories.ts';
import type { DocStore } from '../../cli/emulator/crm/store.ts';
import { isObject, objects, property, text } from '../../cli/model/json.ts';

/** Standard modules that small orgs keep: what is sold, to whom, and the tasks and calls that automation makes. */
export const standardModules: readonly string[] = ['Leads', 'Contacts', 'Deals', 'Tasks', 'Calls'];

/** API name of the group of variables that somebody made in the setup of every small org: the API makes none. */
export const madeGroup = 'Branch';

/** Does to a new org what no API does: takes all other modules out, and does in its setup what a person has to. */
export function prepareOrg(store: DocStore, org: OrgRecord, modules: readonly string[] = standardModules): void {
  store.transaction(() => {
    keepModules(store, org.name, new Set(modules));
    if (org.edition === 'enterprise' || org.edition === 'ultimate') enableTerritories(store, org);
    addVariableGroup(store, org.name, { api_name: madeGroup, name: madeGroup });
    nameUsers(store, org.name);
  });
}

/** The same people in every org: users are never copied. */
function nameUsers(store: DocStore, org: string): void {
  for (const user of store.list(org, 'users')) {
    const email = text(user, 'email') ?? '';
    store.put(org, 'users', { ...user, email: email.replace(/@.*/, '@osaka.example') });
  }
}

/** Takes all other modules out of a new org, with their fields, layouts and permissions and the lookups that lead to them. */
function keepModules(store: DocStore, org: string, kept: ReadonlySet<string>): void {
  const isKept = (doc: { readonly [name: string]: unknown }, name: string): boolean => {
    const module = doc[name];
    return kept.has(isObject(module as never) ? (text(module as never, 'api_name') ?? '') : String(module));
  };
  for (const module of store.list(org, 'modules')) {
    const name = text(module, 'api_name') ?? '';
    if (kept.has(name)) continue;
    for (const collection of ['fields', 'layouts', 'permissions'])
      for (const doc of store.list(org, collection, name)) store.remove(org, collection, doc.id);
    store.remove(org, 'modules', module.id);
  }
  const gone = new Set<string>();
  for (const field of store.list(org, 'fields')) {
    const target = property(property(field, 'lookup'), 'module');
    if (!isObject(target) || isKept({ target }, 'target')) continue;
    gone.add(field.id);
    store.remove(org, 'fields', field.id);
  }
  for (const layout of store.list(org, 'layouts')) {
    const sections = objects(layout, 'sections').map((section) => ({
      ...section,
      fields: objects(section, 'fields').filter((field) => !gone.has(text(field, 'id') ?? '')),
    }));
    store.put(org, 'layouts', { ...layout, sections });
  }
}

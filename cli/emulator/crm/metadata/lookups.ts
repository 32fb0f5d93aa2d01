import type { Doc } from '../doc.ts';
import type { DocStore } from '../store.ts';

/** Collections of the metadata part. Fields and layouts have their module's api_name as parent. */
export const collections = { modules: 'modules', fields: 'fields', layouts: 'layouts', globalPicklists: 'global_picklists', users: 'users' } as const;

/** The module of that api_name or id. */
export function findModule(store: DocStore, org: string, nameOrId: string): Doc | undefined {
  return store.get(org, collections.modules, nameOrId) ?? store.named(org, collections.modules, nameOrId);
}

/** All fields of a module, unused ones too, in the order of their making. */
export function fieldsOf(store: DocStore, org: string, module: string): Doc[] {
  return store.list(org, collections.fields, module);
}

/** The field of that api_name or id in a module. */
export function findField(store: DocStore, org: string, module: string, nameOrId: string): Doc | undefined {
  return store.get(org, collections.fields, nameOrId, module) ?? store.named(org, collections.fields, nameOrId, module);
}

/** All layouts of a module. */
export function layoutsOf(store: DocStore, org: string, module: string): Doc[] {
  return store.list(org, collections.layouts, module);
}

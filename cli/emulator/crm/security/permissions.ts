import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, property, text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import type { DocStore } from '../store.ts';
import { seedProfiles } from './profile-seed.ts';
import { seedRoles } from './roles.ts';

/** What a module must tell so that permissions can be made for it. */
export interface PermittedModule {
  readonly api_name: string;
  readonly id: string;
  readonly plural_label: string;
}

const moduleVerbs = ['View', 'Create', 'Edit', 'Delete'] as const;

/** Permissions that belong to no module: name, label, section. `Crm_Implied_Customize_Zoho_CRM` is named by the OpenAPI file modules.json. */
const orgPermissions = [
  ['Crm_Implied_Customize_Zoho_CRM', 'Customize Zoho CRM', 'setup'],
  ['Crm_Implied_Manage_Users', 'Manage Users', 'setup'],
  ['Crm_Implied_Manage_Profiles', 'Manage Profiles', 'setup'],
  ['Crm_Implied_Manage_Automation', 'Manage Automation', 'setup'],
  ['Crm_Implied_Bulk_Import', 'Import', 'tools'],
  ['Crm_Implied_Bulk_Export', 'Export', 'tools'],
  ['Crm_Implied_Mass_Update', 'Mass Update', 'tools'],
  ['Crm_Implied_Send_Email', 'Send Email', 'tools'],
  ['Crm_Implied_API_Access', 'Zoho CRM API Access', 'tools'],
] as const;

/**
 * Makes a module's four permissions (view, and create, edit, delete below it); once they exist nothing happens, and those of a deleted module of that name go. Every profile has them from then on, switched on.
 * `org` is the org's name. Permission ids are the org's own and shared by its profiles (profiles.json).
 */
export function permissionsForNewModule(store: DocStore, org: string, module: PermittedModule): void {
  const present = store.list(org, 'permissions', module.api_name);
  if (present.some((permission) => text(permission['module'], 'id') === module.id)) return;
  for (const stale of present) store.remove(org, 'permissions', stale.id);
  const view = store.nextId(org);
  const reference = { api_name: module.api_name, id: module.id };
  for (const verb of moduleVerbs) {
    const doc = {
      id: verb === 'View' ? view : store.nextId(org),
      name: `Crm_Implied_${verb}_${module.api_name}`,
      display_label: verb,
      module: reference,
      customizable: true,
      parent_permissions: verb === 'View' ? null : [view],
      _section: 'module',
    };
    store.put(org, 'permissions', doc, module.api_name);
  }
}

/** Gives a new org its profiles Administrator and Standard, its roles CEO and Manager and the permissions that belong to no module. `org` is the org's name. */
export function seedSecurity(store: DocStore, org: string): void {
  for (const [name, label, section] of orgPermissions) {
    const doc = { id: store.nextId(org), name, display_label: label, module: null, customizable: true, parent_permissions: null, _section: section };
    store.put(org, 'permissions', doc);
  }
  const setup = store.list(org, 'permissions').filter((permission) => permission['_section'] === 'setup');
  seedProfiles(
    store,
    org,
    setup.map((permission) => permission.id),
  );
  seedRoles(store, org);
}

/** Ids of the permissions that a permission depends on. */
export function parentsOf(permission: Doc): readonly string[] {
  const parents = property(permission, 'parent_permissions');
  return isList(parents) ? parents.map(String) : [];
}

/** The permissions of an org: those of no module and those of modules that there are. */
export function livePermissions(store: DocStore, org: string, modules: readonly Doc[]): Doc[] {
  const ids = new Set<Json>(modules.map((module) => module.id));
  return store
    .list(org, 'permissions')
    .filter((permission) => permission['module'] === null || ids.has(property(permission['module'], 'id') ?? null));
}

/** A profile's permissions as its detail shows them: every permission of the org with this profile's `enabled`. */
export function showPermissions(permissions: readonly Doc[], denied: ReadonlySet<string>): JsonObject[] {
  return permissions.map((permission) => ({
    display_label: permission['display_label'] ?? null,
    module: permission['module'] ?? null,
    name: permission['name'] ?? null,
    customizable: permission['customizable'] ?? true,
    id: permission.id,
    enabled: !denied.has(permission.id),
    parent_permissions: permission['parent_permissions'] ?? null,
  }));
}

/**
 * A profile's `sections`: the module section with one category per module, labelled with the module's present label and named by its `module_name`,
 * then one section for each other group; a category lists permission ids only.
 */
export function showSections(permissions: readonly Doc[], modules: readonly Doc[]): JsonObject[] {
  const byId = new Map(modules.map((module) => [module.id, module]));
  const sections = Map.groupBy(permissions, (permission) => text(permission, '_section') ?? 'tools');
  return [...sections].map(([name, members]) => ({
    name,
    categories: name === 'module' ? moduleCategories(members, byId) : [category(name, name, members)],
  }));
}

function moduleCategories(permissions: readonly Doc[], modules: ReadonlyMap<string, Doc>): JsonObject[] {
  const groups = Map.groupBy(permissions, (permission) => text(permission['module'], 'id') ?? '');
  return [...groups].map(([id, members]) => {
    const reference = members[0]?.['module'] ?? null;
    const module = modules.get(id);
    const apiName = text(reference, 'api_name') ?? id;
    const shown = category(text(module, 'module_name') ?? apiName, text(module, 'plural_label') ?? apiName, members);
    return { ...shown, module: reference };
  });
}

function category(name: string, label: string, permissions: readonly Doc[]): JsonObject {
  return { display_label: label, permissions_details: permissions.map((permission) => permission.id), name };
}

import type { Json, JsonObject } from '../../../model/json.ts';
import { property, text } from '../../../model/json.ts';
import type { References } from '../automation/references.ts';
import { createReferences, refer } from '../automation/references.ts';
import { demandMembers, demandObject, demandObjects, dependentMissing, refuse } from '../automation/refusal.ts';
import { invalidData, locate } from '../checks.ts';
import type { RouteContext } from '../route.ts';
import { itemError } from '../route.ts';

/** What can be switched for a module (portal_user_type.json). */
const switches = ['view', 'edit', 'create', 'delete', 'edit_shared_records', 'create_attachment', 'delete_attachment'];

/** What checking a user type needs: the module of its people, and the request it came with. */
interface Setting {
  readonly context: RouteContext;
  readonly refs: References;
  readonly people: string;
}

/** A user type as it is kept, or the refusal of what a write says ("Create a User Type"; portal_user_type.json). */
export function makeUserType(context: RouteContext, item: JsonObject, path: string): JsonObject {
  const refs = createReferences(context);
  demandMembers(
    item,
    [
      { name: 'name', type: 'string', required: true, maxLength: 255 },
      { name: 'active', type: 'boolean' },
      { name: 'modules', type: 'list', required: true },
    ],
    path,
  );
  const people = refs.module(demandObject(item, 'personality_module', path), `${path}.personality_module`);
  const setting = { context, refs, people: text(people, 'api_name') ?? '' };
  const modules = demandObjects(item, 'modules', path).map((module, index) => makeModule(setting, module, `${path}.modules[${index}]`));
  if (!modules.some((module) => module['id'] === people.id))
    refuse(itemError('REQUIRED_PARAM_MISSING', 'One of the expected parameter is missing', locate(path, 'modules')));
  return {
    name: item['name'] ?? '',
    personality_module: { ...refer(people), plural_label: people['plural_label'] ?? '' },
    active: item['active'] === true,
    invitation_field: refs.field(setting.people, demandObject(item, 'invitation_field', path), `${path}.invitation_field`),
    modules,
  };
}

function makeModule(setting: Setting, said: JsonObject, path: string): JsonObject {
  const { refs, people } = setting;
  demandMembers(said, [{ name: 'shared_type', type: 'string', required: true, oneOf: ['public', 'private'] }], path);
  const module = refs.module(said, path);
  const name = text(module, 'api_name') ?? '';
  const isOwn = name === people || said['shared_type'] === 'public';
  if (!isOwn && !setting.context.store.list(setting.context.org.name, 'fields', name).some((field) => leadsTo(field, people)))
    refuse(itemError('INVALID_MODULE', 'the module is not related to the personality module', locate(path, 'api_name')));
  const may = demandObject(said, 'permissions', path);
  return {
    ...refer(module),
    plural_label: module['plural_label'] ?? '',
    shared_type: said['shared_type'] ?? '',
    permissions: Object.fromEntries(switches.map((one) => [one, may[one] === true])),
    layouts: makeLayouts(setting, name, said, path),
    fields: demandObjects(said, 'fields', path).map((field, index) => {
      const found = refs.field(name, field, `${path}.fields[${index}]`);
      return { ...found, read_only: field['read_only'] === true };
    }),
    filters: makeFilters(setting, name, said, path),
    views: null,
    custom_views: makeViews(setting, name, said, path),
  };
}

function leadsTo(field: JsonObject | undefined, module: string): boolean {
  return text(property(property(field, 'lookup'), 'module'), 'api_name') === module;
}

/** A module is shown in a layout of its own. */
function makeLayouts({ refs }: Setting, module: string, said: JsonObject, path: string): Json {
  const layouts = demandObjects(said, 'layouts', path);
  if (layouts.length === 0) dependentMissing(path, 'layouts', 'id');
  return layouts.map((layout, index) => {
    const { id, ...found } = refs.layout(module, layout, `${path}.layouts[${index}]`);
    const name = text(found, 'name') ?? '';
    return { id, name, display_label: name, _default_view: { id, name, display_label: name, type: 'layout' } };
  });
}

/** Records belong to a person by a lookup to the person's module. */
function makeFilters({ refs, people }: Setting, module: string, said: JsonObject, path: string): Json {
  return demandObjects(said, 'filters', path).map((filter, index) => {
    const at = `${path}.filters[${index}]`;
    const found = refs.field(module, filter, at);
    const field = refs.fieldDoc(module, text(found, 'id') ?? '');
    if (!leadsTo(field, people)) refuse(invalidData(at, 'id'));
    return { ...found, display_label: text(field, 'field_label') ?? '' };
  });
}

function makeViews({ context, refs }: Setting, module: string, said: JsonObject, path: string): Json {
  return demandObjects(said, 'custom_views', path)
    .filter((view) => view['deleted'] !== true)
    .map((view, index) => {
      const { id, name } = refs.element('custom_views', view, `${path}.custom_views[${index}]`);
      const own = context.store.list(context.org.name, 'custom_views', module).some((one) => one.id === id);
      return own ? { id, name: name ?? '', deleted: false } : refuse(invalidData(`${path}.custom_views[${index}]`, 'id'));
    });
}

import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject, text } from '../../../model/json.ts';
import { bodyItems, duplicateData, invalidData, isReply, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { findModule } from '../metadata/lookups.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, listReply, requestError, success, writeReply } from '../route.ts';
import { nameUser } from '../security/author.ts';
import type { References } from './references.ts';
import { apiName, createReferences, refer } from './references.ts';
import { attempt, demandMembers, demandObject, demandObjects, refuse } from './refusal.ts';

const collection = 'webforms';

/** What the detail alone tells; which members the list has is in no source [?]. */
const detailOnly: ReadonlySet<string> = new Set(['fields', 'owner', 'location_url', 'action_on_submit', 'action_value']);

const plain = [
  { name: 'action_on_submit', type: 'string' },
  { name: 'action_value', type: 'string', nullable: true },
  { name: 'active', type: 'boolean' },
  { name: 'create_contact', type: 'boolean' },
  { name: 'approval_request', type: 'boolean' },
  { name: 'double_optin_enabled', type: 'boolean' },
] as const;

/** The module that a call has to name, or the refusal; forms are for leads, contacts, cases and custom modules (the help's page on web forms). */
function moduleOf({ store, org, query }: RouteContext): Doc | Reply {
  const name = query.get('module');
  if (name === null) return requestError(400, 'REQUIRED_PARAM_MISSING', 'One of the expected param is missing', { param_name: 'module' });
  const module = findModule(store, org.name, name);
  if (module === undefined) return requestError(400, 'INVALID_MODULE', 'the module name given seems to be invalid', { param_name: 'module' });
  if (['Leads', 'Contacts', 'Cases'].includes(name) || module['generated_type'] === 'custom') return module;
  return requestError(400, 'NOT_SUPPORTED', 'the module has no webforms', { param_name: 'module' });
}

function list(context: RouteContext): Reply {
  const { store, org, query } = context;
  const name = query.get('module');
  const module = name === null ? undefined : moduleOf(context);
  if (module !== undefined && !isDoc(module)) return module;
  const found = store.list(org.name, collection).filter((doc) => name === null || text(doc['module'], 'api_name') === name);
  const lines = found.map((doc): Doc => ({ ...Object.fromEntries(Object.entries(doc).filter(([member]) => !detailOnly.has(member))), id: doc.id }));
  return listReply(collection, lines);
}

/** The form that a call names by id and module, or the refusal. */
function formOf(context: RouteContext): Doc | Reply {
  const module = moduleOf(context);
  if (!isDoc(module)) return module;
  const found = context.store.get(context.org.name, collection, context.params['form'] ?? '');
  if (found !== undefined && text(found['module'], 'id') === module.id) return found;
  return requestError(400, 'INVALID_DATA', 'the webform id given seems to be invalid', { resource_path_index: 0 });
}

function isDoc(value: Doc | Reply): value is Doc {
  return 'id' in value;
}

function write(context: RouteContext, module: Doc, before?: Doc): Reply {
  const items = bodyItems(context.body, collection, 1);
  if (isReply(items)) return items;
  return writeReply(collection, [attempt(() => writeForm(context, module, items[0] ?? {}, before))], before === undefined);
}

function writeForm(context: RouteContext, module: Doc, item: JsonObject, before: Doc | undefined): JsonObject {
  const { store, org, user } = context;
  const path = `$.${collection}[0]`;
  demandMembers(item, [{ name: 'name', type: 'string', required: true, maxLength: 2000 }, ...plain], path);
  const name = text(item, 'name') ?? '';
  if (!/^[\p{L}\p{N} ]+$/u.test(name)) refuse(itemError('INVALID_DATA', 'invalid data', { api_name: 'name', json_path: `${path}.name` }));
  const others = store.list(org.name, collection).filter((doc) => doc.id !== before?.id && text(doc['module'], 'id') === module.id);
  if (others.some((doc) => doc['name'] === name)) refuse(duplicateData(path, 'name'));
  demandObject(item, 'module', path);
  const refs = createReferences(context);
  const layout =
    before === undefined || item['layout'] !== undefined
      ? refs.layout(apiName(module), demandObject(item, 'layout', path), `${path}.layout`)
      : undefined;
  const id = before?.id ?? store.nextId(org.name);
  const usual = {
    active: true,
    create_contact: false,
    approval_request: false,
    double_optin_enabled: false,
    action_on_submit: 'splash_message',
    action_value: null,
  };
  store.put(
    org.name,
    collection,
    {
      ...usual,
      ...before,
      ...given(item),
      name,
      ...(layout === undefined ? {} : { layout: { name: layout['name'] ?? '', id: layout.id } }),
      ...(item['fields'] === undefined ? {} : { fields: readFields(refs, module, item, path) }),
      owner: readOwner(refs, item, path) ?? before?.['owner'] ?? nameUser(user),
      location_url: readPages(item, path) ?? before?.['location_url'] ?? ['*'],
      id,
      type: 'webform',
      module: refer(module),
      created_by: before?.['created_by'] ?? nameUser(user),
      created_time: before?.['created_time'] ?? context.now(),
    },
    apiName(module),
  );
  return success(id, before === undefined ? 'webform created successfully' : 'webform updated successfully');
}

function given(item: JsonObject): JsonObject {
  return Object.fromEntries(plain.flatMap(({ name }) => (item[name] === undefined ? [] : [[name, item[name] ?? null]])));
}

function readFields(refs: References, module: Doc, item: JsonObject, path: string): readonly Json[] {
  const fields = demandObjects(item, 'fields', path);
  if (fields.length === 0) refuse(mandatoryNotFound(path, 'fields'));
  return fields.map((one, index) => {
    const at = `${path}.fields[${index}]`;
    const field = refs.field(apiName(module), demandObject(one, 'field', at), `${at}.field`);
    return {
      field,
      required: one['required'] === true,
      hidden: one['hidden'] === true,
      default_value: one['default_value'] ?? null,
      help: one['help'] ?? null,
    };
  });
}

function readOwner(refs: References, item: JsonObject, path: string): JsonObject | undefined {
  if (!isObject(item['owner'])) return undefined;
  const owner = refs.element('users', item['owner'], `${path}.owner`);
  return { id: owner.id, name: owner['full_name'] ?? '' };
}

function readPages(item: JsonObject, path: string): Json | undefined {
  const pages = item['location_url'];
  if (pages === undefined || pages === null) return undefined;
  return isList(pages) && pages.every((page) => typeof page === 'string') ? pages : refuse(invalidData(path, 'location_url'));
}

function remove(context: RouteContext): Reply {
  const form = formOf(context);
  if (!isDoc(form)) return form;
  context.store.remove(context.org.name, collection, form.id);
  return writeReply(collection, [success(form.id, 'webform deleted successfully')], false);
}

const cost = { minCredits: 1, maxCredits: 1 };
const [path, one] = ['/settings/webforms', '/settings/webforms/{form}'];
const scope = (verb: string): string => `ZohoCRM.settings.webforms.${verb}`;

/** `/settings/webforms` (Zoho "Get Webforms" and its neighbours, v8; in no OpenAPI file, so that texts and codes are the emulator's reading). */
export const webformRoutes: readonly Route[] = [
  { ...cost, method: 'GET', path, scope: scope('READ'), handle: list },
  {
    ...cost,
    method: 'POST',
    path,
    scope: scope('CREATE'),
    handle: (context) => {
      const module = moduleOf(context);
      return isDoc(module) ? write(context, module) : module;
    },
  },
  {
    ...cost,
    method: 'GET',
    path: one,
    scope: scope('READ'),
    handle: (context) => {
      const form = formOf(context);
      return isDoc(form) ? listReply(collection, [form]) : form;
    },
  },
  {
    ...cost,
    method: 'PUT',
    path: one,
    scope: scope('UPDATE'),
    handle: (context) => {
      const module = moduleOf(context);
      const form = formOf(context);
      if (!isDoc(module)) return module;
      return isDoc(form) ? write(context, module, form) : form;
    },
  },
  { ...cost, method: 'DELETE', path: one, scope: scope('DELETE'), handle: remove },
];

import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { bodyItems, invalidData, isReply, mandatoryNotFound, requiredParameter, unknownResource } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { requestError, success, writeReply } from '../route.ts';
import { createField } from './field-create.ts';
import { deleteField } from './field-delete.ts';
import { renderField, surroundings } from './field-render.ts';
import { updateField } from './field-update.ts';
import { fieldsOf, findField, findModule } from './lookups.ts';
import { Refusal } from './refusal.ts';

/** Fields that one create or change call takes. */
const fieldsPerCall = 5;

/** The module that the `module` parameter names, or the answer that refuses it. */
export function parameterModule(context: RouteContext): { module: Doc } | { reply: Reply } {
  const name = requiredParameter(context.query, 'module');
  if (typeof name !== 'string') return { reply: name };
  const module = findModule(context.store, context.org.name, name);
  if (module === undefined) return { reply: requestError(400, 'INVALID_MODULE', 'the module name given seems to be invalid') };
  if (module['api_supported'] === false) return { reply: requestError(400, 'INVALID_MODULE', 'the given module is not supported in api') };
  return { module };
}

/** Runs the function with the parameter's module and, where the path has an id, the field of that id. */
function withModule(run: (context: RouteContext, module: Doc) => Reply): (context: RouteContext) => Reply {
  return (context) => {
    const found = parameterModule(context);
    return 'reply' in found ? found.reply : run(context, found.module);
  };
}

function withField(run: (context: RouteContext, module: Doc, field: Doc) => Reply): (context: RouteContext) => Reply {
  return withModule((context, module) => {
    const field = findField(context.store, context.org.name, text(module, 'api_name') ?? '', context.params['id'] ?? '');
    return field === undefined || field.id !== context.params['id'] ? unknownResource() : run(context, module, field);
  });
}

function show(context: RouteContext, module: Doc, fields: readonly Doc[]): Reply {
  const around = surroundings(context.store, context.org.name, text(module, 'api_name') ?? '');
  const type = context.query.get('type') ?? 'all';
  const shown = fields.map((field) => renderField(field, around)).filter((field) => type === 'all' || field['type'] === type);
  return shown.length === 0 ? { status: 204 } : { status: 200, body: { fields: shown } };
}

function createFields(context: RouteContext, module: Doc): Reply {
  const items = bodyItems(context.body, 'fields', fieldsPerCall);
  if (isReply(items)) return items;
  const results = items.map((item, index) => fieldResult(createField(context, module, item, `$.fields[${index}]`), 'field created'));
  return writeReply('fields', results, true);
}

function changeFields(context: RouteContext, module: Doc): Reply {
  const items = bodyItems(context.body, 'fields', fieldsPerCall);
  if (isReply(items)) return items;
  const results = items.map((item, index) => {
    const path = `$.fields[${index}]`;
    const id = text(item, 'id');
    if (id === undefined) return mandatoryNotFound(path, 'id');
    const field = findField(context.store, context.org.name, text(module, 'api_name') ?? '', id);
    return field === undefined ? invalidData(path, 'id') : fieldResult(updateField(context, module, field, item, path), 'field updated');
  });
  return writeReply('fields', results, false);
}

function changeField(context: RouteContext, module: Doc, field: Doc): Reply {
  const items = bodyItems(context.body, 'fields', 1);
  if (isReply(items)) return items;
  const results = items.map((item) => fieldResult(updateField(context, module, field, item, '$.fields[0]'), 'field updated'));
  return writeReply('fields', results, false);
}

function removeField(context: RouteContext, module: Doc, field: Doc): Reply {
  const error = deleteField(context, module, field);
  return error === undefined ? writeReply('fields', [success(field.id, 'field deleted')], false) : { status: 400, body: error };
}

function fieldResult(result: Doc | Refusal, message: string): JsonObject {
  return result instanceof Refusal ? result.error : success(result.id, message);
}

const scope = 'ZohoCRM.settings.fields';
const credits = { minCredits: 1, maxCredits: 1 };

/** Calls of the resource fields (fields.json). */
export const fieldRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/settings/fields',
    scope: `${scope}.READ`,
    ...credits,
    handle: withModule((context, module) => show(context, module, fieldsOf(context.store, context.org.name, text(module, 'api_name') ?? ''))),
  },
  { method: 'POST', path: '/settings/fields', scope: `${scope}.CREATE`, ...credits, handle: withModule(createFields) },
  { method: 'PATCH', path: '/settings/fields', scope: `${scope}.UPDATE`, ...credits, handle: withModule(changeFields) },
  {
    method: 'GET',
    path: '/settings/fields/{id}',
    scope: `${scope}.READ`,
    ...credits,
    handle: withField((context, module, field) => show(context, module, [field])),
  },
  { method: 'PATCH', path: '/settings/fields/{id}', scope: `${scope}.UPDATE`, ...credits, handle: withField(changeField) },
  { method: 'DELETE', path: '/settings/fields/{id}', scope: `${scope}.DELETE`, ...credits, handle: withField(removeField) },
];

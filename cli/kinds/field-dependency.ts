import type { Json, JsonObject } from '../model/json.ts';
import { isObject, objects, property, text } from '../model/json.ts';
import type { LeftOutReason } from '../model/snapshot.ts';
import type { Kind, StepFacts } from './kind.ts';
import { listOf, optionRef } from './options.ts';

const path = '/settings/layouts/{layout}/map_dependency';
const query = { module: '{module}' };

/** Data types whose values can depend on each other. */
const picklists: ReadonlySet<string> = new Set(['picklist', 'multiselectpicklist']);

/**
 * Which values of a picklist can be chosen beside which value of another one, in one layout (OpenAPI map_dependency.json). A field depends on one other at most (Zoho
 * "Map Dependency"), so that a module needs two picklists. Those of subforms the API only shows, and internal ones are the product's own.
 */
export const fieldDependencyKind: Kind = {
  name: 'field_dependency',
  title: { en: 'Field dependency', ja: '項目の連動' },
  schema: 'field-dependency',
  scope: 'module',
  separator: '/',
  file: { pattern: 'modules/{module}/field-dependencies.yaml', holds: 'map' },
  identity: 'api_name',
  envelope: 'map_dependency',
  list: {
    method: 'GET',
    path,
    query,
    per: 'layout',
    paged: true,
    among: (_module, fields) => fields.filter((field) => picklists.has(field.type)).length > 1,
  },
  detail: { method: 'GET', path: `${path}/{id}`, query },
  create: { method: 'POST', path, query, batch: 1, credits: 1 },
  update: { method: 'PUT', path: `${path}/{id}`, query, batch: 1, credits: 1 },
  remove: { method: 'DELETE', path: `${path}/{id}`, query, batch: 1, credits: 1 },
  frozen: ['layout', 'parent', 'child'],
  given: ['layout', 'parent', 'child'],
  deferred: [],
  once: true,
  whole: true,
  holdsRecords: false,
  setupPage: '/settings/modules/{module}/layouts',
  nameOf: (document) => `${nameIn(document, 'layout')}: ${nameIn(document, 'parent')} > ${nameIn(document, 'child')}`,
  leaveOut: leaveOutDependency,
  reshape: (document) => ({ ...document, values: reshapeValues(document) }),
  body: sayDependency,
};

function nameIn(document: JsonObject, part: string): string {
  return text(document[part], 'api_name') ?? text(document[part], 'name') ?? '';
}

function leaveOutDependency(document: JsonObject): LeftOutReason | undefined {
  if (document['internal'] === true) return 'product';
  return isObject(document['sub_module']) ? 'no-api' : undefined;
}

function reshapeValues(document: JsonObject): JsonObject {
  const actual = (value: JsonObject): string => text(value, 'actual_value') ?? '';
  return Object.fromEntries(objects(document, 'pick_list_values').map((value) => [actual(value), objects(value, 'maps').map(actual)]));
}

/**
 * A dependency as the CRM takes it: of each value what is new beside it and, marked, what no longer is. Values that the org doesn't have yet are left to the pass that
 * follows their making.
 */
function sayDependency({ active, parent, child }: JsonObject, step: StepFacts): JsonObject {
  const [before, after] = [step.before?.['values'] ?? {}, step.after['values'] ?? {}];
  const names = [...new Set([...keysOf(before), ...keysOf(after)])];
  const parentKey = `${step.module}.${text(step.after, 'parent') ?? ''}`;
  const childKey = `${step.module}.${text(step.after, 'child') ?? ''}`;
  const values = names.flatMap((name): Json[] => {
    const [had, has] = [valuesOf(before, name), valuesOf(after, name)];
    const added = has.filter((value) => !had.includes(value)).map((value) => ({ value }));
    const gone = had.filter((value) => !has.includes(value)).map((value) => ({ value, gone: true }));
    const maps = [...added, ...gone]
      .filter(({ value }) => step.known(optionRef(childKey, value)))
      .map(({ value, ...rest }) => ({ ...sayValue(childKey, value), ...('gone' in rest ? { _delete: null } : {}) }));
    return maps.length === 0 || !step.known(optionRef(parentKey, name)) ? [] : [{ ...sayValue(parentKey, name), maps }];
  });
  return { parent: parent ?? null, child: child ?? null, pick_list_values: values, active: active ?? true };
}

function sayValue(field: string, actual: string): JsonObject {
  return { id: { $id: optionRef(field, actual) }, actual_value: actual };
}

function keysOf(values: Json): readonly string[] {
  return isObject(values) ? Object.keys(values) : [];
}

function valuesOf(values: Json, name: string): readonly string[] {
  const found = property(values, name);
  return found === undefined || !isObject(values) ? [] : listOf(values, name).map(String);
}

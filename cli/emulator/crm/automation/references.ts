import type { Json, JsonObject } from '../../../model/json.ts';
import { property, text } from '../../../model/json.ts';
import { invalidData, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { fieldsOf, findModule, layoutsOf } from '../metadata/lookups.ts';
import type { RouteContext } from '../route.ts';
import { itemError } from '../route.ts';
import { refuse } from './refusal.ts';

/** Finds what a request refers to by `{api_name}`, `{id}` or both, and refuses what the org does not have. Made anew for each request, so that it may remember. */
export interface References {
  /** The module that `value` names. `path` is where `value` is. */
  module(value: Json | undefined, path: string): Doc;
  /** The field of a module that `value` names, as `{api_name, id}`. `Lookup.Field` reaches one module further. */
  field(module: string, value: Json | undefined, path: string): JsonObject;
  /** The whole field document for a reference that `field` gave, when it is the module's own. */
  fieldDoc(module: string, id: string): Doc | undefined;
  /** The layout of a module that `value` names by id. */
  layout(module: string, value: Json | undefined, path: string): Doc;
  /** A document of another collection, by the id in `value`. */
  element(collection: string, value: Json | undefined, path: string): Doc;
}

/** References into the org of a request. */
export function createReferences({ store, org }: RouteContext): References {
  const remembered = new Map<string, Doc[]>();
  const fields = (module: string): Doc[] => {
    const found = remembered.get(module) ?? fieldsOf(store, org.name, module);
    remembered.set(module, found);
    return found;
  };
  const byName = (name: string): Doc | undefined => findModule(store, org.name, name);
  return {
    module: (value, path) => pick(value, path, (id) => store.get(org.name, 'modules', id), byName),
    field: (module, value, path) => pickField(fields, module, value, path),
    fieldDoc: (module, id) => fields(module).find((field) => field.id === id),
    layout: (module, value, path) => {
      const id = text(value, 'id');
      if (id === undefined) refuse(mandatoryNotFound(path, 'id'));
      return layoutsOf(store, org.name, module).find((layout) => layout.id === id) ?? refuse(invalidData(path, 'id'));
    },
    element: (collection, value, path) => {
      const id = text(value, 'id');
      if (id === undefined) refuse(mandatoryNotFound(path, 'id'));
      return store.get(org.name, collection, id) ?? refuse(invalidData(path, 'id'));
    },
  };
}

/** A document as others refer to it: `{api_name, id}`. */
export function refer(doc: Doc): JsonObject {
  return { api_name: text(doc, 'api_name') ?? '', id: doc.id };
}

/** The api_name of a document. */
export function apiName(doc: Doc): string {
  return text(doc, 'api_name') ?? '';
}

type Find = (value: string) => Doc | undefined;

function pick(value: Json | undefined, path: string, byId: Find, byName: Find): Doc {
  const id = text(value, 'id');
  const name = text(value, 'api_name');
  if (id === undefined && name === undefined) refuse(mandatoryNotFound(path, 'api_name'));
  const identified = id === undefined ? undefined : (byId(id) ?? refuse(invalidData(path, 'id')));
  const named = name === undefined ? undefined : (byName(name) ?? refuse(invalidData(path, 'api_name')));
  const found = identified ?? named;
  if (found === undefined) return refuse(mandatoryNotFound(path, 'api_name'));
  if (identified !== undefined && named !== undefined && identified.id !== named.id) refuse(ambiguous(path));
  return found;
}

function ambiguous(path: string): JsonObject {
  const both = ['api_name', 'id'].map((name) => ({ api_name: name, json_path: `${path}.${name}` }));
  return itemError('AMBIGUITY_DURING_PROCESSING', 'Ambiguity while processing the request', { ambiguity_due_to: both });
}

function pickField(fields: (module: string) => Doc[], module: string, value: Json | undefined, path: string): JsonObject {
  const name = text(value, 'api_name') ?? '';
  const dot = name.indexOf('.');
  if (dot < 0) {
    const own = fields(module);
    return refer(
      pick(
        value,
        path,
        (id) => own.find((field) => field.id === id),
        (wanted) => own.find((field) => field['api_name'] === wanted),
      ),
    );
  }
  const lookup = fields(module).find((field) => field['api_name'] === name.slice(0, dot));
  const target = text(property(property(lookup, 'lookup'), 'module'), 'api_name');
  if (target === undefined) return refuse(invalidData(path, 'api_name'));
  const reached = fields(target).find((field) => field['api_name'] === name.slice(dot + 1));
  return reached === undefined ? refuse(invalidData(path, 'api_name')) : { api_name: name, id: reached.id };
}

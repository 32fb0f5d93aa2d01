import type { Write } from '../model/crm-call.ts';
import type { Ref } from '../model/element.ts';
import { moduleOfKey, refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { objects, text } from '../model/json.ts';
import type { Kind, RemoveFacts, SideFacts } from './kind.ts';
import { sectionRef, writeLayout } from './layout-writes.ts';
import { leaveOutForeign } from './origin.ts';

/** A page layout of a module (OpenAPI layouts.json). There is no create: a module comes with one, others are made in the CRM. */
export const layoutKind: Kind = {
  name: 'layout',
  title: { en: 'Layout', ja: 'レイアウト' },
  schema: 'layout',
  scope: 'module',
  separator: '/',
  file: { pattern: 'modules/{module}/layouts/{name}.yaml', holds: 'one' },
  identity: 'name',
  envelope: 'layouts',
  list: { method: 'GET', path: '/settings/layouts', per: 'module', paged: false },
  update: { method: 'PATCH', path: '/settings/layouts/{id}', batch: 1, credits: 1 },
  remove: { method: 'DELETE', path: '/settings/layouts/{id}', query: { module: '{module}' }, batch: 1, credits: 1 },
  frozen: ['status'],
  given: ['status'],
  kept: ['profiles', 'sections'],
  besides: [
    {
      method: 'DELETE',
      path: '/settings/layouts/{id}/actions/activate',
      sets: ({ before, after }) => (after === undefined && isInUse(before ?? {}) ? ['status'] : []),
    },
    { method: 'PATCH', path: '/settings/layouts/{id}', sets: arrangedLater, instead: {} },
  ],
  deferred: ['sections', 'profiles'],
  holdsRecords: true,
  setupPage: '/settings/modules/{module}/layouts',
  leaveOut: leaveOutForeign,
  reshape: reshapeLayout,
  partIds: (document, key) => objects(document, 'sections').flatMap((section) => sectionId(section, key)),
  writes: writeLayout,
  manualCreate: (key) =>
    isStandard(key) ? undefined : 'layouts cannot be created through the API; only the one that comes with a module can be taken over',
  arrives: isStandard,
  isSystem: isStandard,
  manualRemove: whyLayoutIsNotRemovable,
  removeEffect: (key) => `its records and its profiles get the layout ${standardOf(key)}`,
  removeWrites: removeLayout,
};

/** True for the layout that came with the module; there the records of a deleted one go. */
function isStandard(key: string): boolean {
  return key.endsWith('/Standard');
}

function standardOf(key: string): string {
  return `${moduleOfKey(key)}/Standard`;
}

/** Modules with pipelines, whose records need a pipeline and a stage to go to (OpenAPI layouts.json, parameters of DELETE). */
const modulesWithPipelines: ReadonlySet<string> = new Set(['Deals']);

function whyLayoutIsNotRemovable(key: string): string | undefined {
  if (isStandard(key)) return 'the layout that came with the module cannot be deleted';
  return modulesWithPipelines.has(moduleOfKey(key)) ? 'somebody has to choose the pipeline and the stage that its records go to' : undefined;
}

function isInUse(attributes: JsonObject): boolean {
  return text(attributes, 'status') !== 'inactive';
}

/** What a layout that comes with its module gets by the change that follows. */
function arrangedLater({ before, after }: SideFacts): readonly string[] {
  return before === undefined && after !== undefined ? ['sections', 'profiles'].filter((name) => name in after) : [];
}

/** A layout in use is taken out of use first: only then, and with somewhere for its records to go, can it be deleted. */
function removeLayout(step: RemoveFacts): readonly Write[] {
  const shared = { target: step.ref, envelope: 'layouts', batch: 1, items: [{ body: {} }] } as const;
  const heir = { $id: refOf('layout', standardOf(step.key)) };
  const path = '/settings/layouts/{id}';
  const removal: Write = { method: 'DELETE', path, query: { module: step.module, transfer_to: heir }, ...shared };
  if (!isInUse(step.before)) return [removal];
  return [{ ...removal, path: `${path}/actions/activate` }, removal];
}

function sectionId(section: JsonObject, key: string): readonly (readonly [Ref, string])[] {
  const id = text(section, 'id');
  const name = text(section, 'name');
  return id === undefined || name === undefined ? [] : [[sectionRef(key, name), id]];
}

function reshapeLayout(document: JsonObject): JsonObject {
  const inOrder = [...objects(document, 'sections')].filter((section) => section['type'] !== 'unused').sort(bySequence);
  return {
    ...document,
    status: typeof document['status'] === 'string' ? document['status'] : null,
    profiles: objects(document, 'profiles').map((profile) => ({ id: profile['id'] ?? null, name: profile['name'] ?? null })),
    sections: inOrder.map(reshapeSection),
  };
}

function reshapeSection(section: JsonObject): JsonObject {
  const fields = [...objects(section, 'fields')].filter((field) => field['element_type'] !== 'mirror_field').sort(bySequence);
  const label = text(section, 'display_label');
  return { ...section, display_label: label === text(section, 'name') ? null : (label ?? null), fields: fields.map(reshapePlacedField) };
}

function reshapePlacedField(field: JsonObject): Json {
  const apiName = text(field, 'api_name') ?? '';
  return field['required'] === true && field['system_mandatory'] !== true ? { field: apiName, required: true } : apiName;
}

function bySequence(a: JsonObject, b: JsonObject): number {
  return Number(a['sequence_number'] ?? 0) - Number(b['sequence_number'] ?? 0);
}

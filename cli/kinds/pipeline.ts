import type { Write } from '../model/crm-call.ts';
import type { Ref } from '../model/element.ts';
import { moduleOfKey, nameOfKey, refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { objects, text } from '../model/json.ts';
import type { Kind, RemoveFacts, StepFacts } from './kind.ts';
import { optionRef } from './options.ts';

const path = '/settings/pipeline';
const query = { layout_id: '{layout}' };

/** Modules whose records pass through stages, and the field that these are values of (OpenAPI pipeline.json; Zoho "Create a Pipeline"). */
const module = 'Deals';
const stageField = `${module}.Stage`;

/**
 * The stages that deals of one layout pass through, in order (OpenAPI pipeline.json). One is the default until another one becomes it. A pipeline is known by its stored
 * name, which is the name that it was made with [?]: pipelines are the values of a picklist, so that no two have the same [?].
 */
export const pipelineKind: Kind = {
  name: 'pipeline',
  title: { en: 'Pipeline', ja: 'パイプライン' },
  schema: 'pipeline',
  scope: 'module',
  separator: '/',
  file: { pattern: 'modules/{module}/pipelines.yaml', holds: 'map' },
  identity: 'api_name',
  envelope: 'pipeline',
  list: { method: 'GET', path, query, per: 'layout', paged: false, among: (name) => name === module },
  create: { method: 'POST', path, query, batch: 1, credits: 1 },
  update: { method: 'PATCH', path: `${path}/{id}`, query, batch: 1, credits: 1 },
  remove: { method: 'PATCH', path: `${path}/{id}`, query, batch: 1, credits: 1 },
  besides: [
    {
      method: 'PATCH',
      path: `${path}/{id}`,
      sets: ({ key, before, after }) => (before === undefined && isRenamed(key, after ?? {}) ? ['display_value'] : []),
      instead: {},
    },
  ],
  frozen: ['layout'],
  // Which one is the default, and the shown name, can be set and not be taken away.
  given: ['layout', 'default', 'display_value'],
  deferred: ['display_value'],
  // A stage that a change takes away cannot be taken away twice.
  once: true,
  holdsRecords: true,
  setupPage: '/settings/pipelines',
  nameOf: (document) => text(document, 'actual_value'),
  reshape: reshapePipeline,
  body: sayPipeline,
  removeWrites: removePipeline,
  removeEffect: () => 'deals in it have to be moved to another pipeline first, stage by stage',
  manualUpdate: (_key, _before, path) =>
    path[0] === 'stages' && path.length > 2 ? 'the API tells what a stage is to the forecast, and takes it nowhere' : undefined,
  manualCreate: (key) => (moduleOfKey(key) === module ? undefined : `only ${module} have pipelines`),
};

/** True for a pipeline whose shown name is not the one that it is made with. */
function isRenamed(key: string, attributes: JsonObject): boolean {
  const shown = text(attributes, 'display_value');
  return shown !== undefined && shown !== nameOfKey(key);
}

function reshapePipeline(document: JsonObject): JsonObject {
  const inOrder = [...objects(document, 'maps')].sort((a, b) => Number(a['sequence_number'] ?? 0) - Number(b['sequence_number'] ?? 0));
  return {
    ...document,
    // That one is not the default is no fact of its own.
    default: document['default'] === true ? true : null,
    stages: inOrder.map(reshapeStage),
  };
}

function reshapeStage(stage: JsonObject): JsonObject {
  return {
    stage: text(stage, 'actual_value') ?? '',
    forecast_type: stage['forecast_type'] ?? null,
    forecast_category: text(stage['forecast_category'], 'name') ?? null,
  };
}

/** A pipeline as the CRM takes it: its stages by their ids in order, and, marked, those that it no longer has. */
function sayPipeline({ stages, ...said }: JsonObject, step: StepFacts): JsonObject {
  const named = step.before === undefined ? { display_value: nameOfKey(step.key) } : {};
  return { ...said, ...named, ...(stages === undefined ? {} : { maps: sayStages(step) }) };
}

function sayStages(step: StepFacts): readonly Json[] {
  const [before, after] = [stagesOf(step.before ?? {}), stagesOf(step.after)];
  const kept = after.map((stage, index): Json => ({ id: stageId(stage), sequence_number: index + 1 }));
  const gone = before.filter((stage) => !after.includes(stage)).map((stage): Json => ({ id: stageId(stage), _delete: { permanent: null } }));
  return [...kept, ...gone];
}

function stagesOf(attributes: JsonObject): readonly string[] {
  return objects(attributes, 'stages').map((one) => text(one, 'stage') ?? '');
}

function stageId(stage: string): JsonObject {
  return { $id: optionRef(stageField, stage) };
}

/** There is no call to delete one: a change says that it goes. */
function removePipeline(step: RemoveFacts): readonly Write[] {
  const layout: Ref = refOf('layout', text(step.before, 'layout') ?? '');
  const items = [{ body: { _delete: { permanent: null } } }];
  return [{ method: 'PATCH', path: `${path}/{id}`, query: { layout_id: { $id: layout } }, envelope: 'pipeline', target: step.ref, batch: 1, items }];
}

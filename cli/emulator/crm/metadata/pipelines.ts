import type { JsonObject } from '../../../model/json.ts';
import { objects, text } from '../../../model/json.ts';
import { attempt, demandMembers, demandObject, demandObjects, refuse } from '../automation/refusal.ts';
import { bodyItems, duplicateData, invalidData, isReply, locate, mandatoryNotFound, requiredParameter } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, requestError, success, writeReply } from '../route.ts';
import { collections, findField, layoutsOf } from './lookups.ts';
import { idOf, showPipeline, stageIdsOf, stagesOf } from './pipeline-render.ts';

const name = 'pipeline';

/** What a call is about: the pipelines of one layout. Stored are, of each, its names, whether it is the default, and the ids of its stages in order. */
interface Place {
  readonly context: RouteContext;
  readonly layout: Doc;
}

/** Runs a call with the layout of its parameter, which has to be one of deals. */
function withLayout(run: (place: Place) => Reply): (context: RouteContext) => Reply {
  return (context) => {
    const id = requiredParameter(context.query, 'layout_id');
    if (typeof id !== 'string') return id;
    const layout = layoutsOf(context.store, context.org.name, 'Deals').find((one) => one.id === id);
    if (layout === undefined) return requestError(400, 'INVALID_DATA', 'the layout is unknown', { param_name: 'layout_id' });
    seedFirst({ context, layout });
    return run({ context, layout });
  };
}

function withPipeline(run: (place: Place, pipeline: Doc) => Reply): (context: RouteContext) => Reply {
  return withLayout((place) => {
    const pipeline = pipelinesOf(place).find((one) => one.id === place.context.params['id']);
    return pipeline === undefined ? requestError(400, 'INVALID_DATA', 'the pipeline is unknown', { resource_path_index: 2 }) : run(place, pipeline);
  });
}

/** A layout comes with a pipeline of all stages, which is named after it [?]. */
function seedFirst({ context, layout }: Place): void {
  const { store, org } = context;
  const stages = stagesOf(context);
  if (store.list(org.name, name, layout.id).length > 0 || stages.length === 0) return;
  const label = `Standard (${text(layout, 'name') ?? ''})`;
  const first: Doc = { id: store.nextId(org.name), display_value: label, actual_value: label, default: true, _stages: stages.map(idOf) };
  store.put(org.name, name, first, layout.id);
}

function pipelinesOf({ context, layout }: Place): Doc[] {
  return context.store.list(context.org.name, name, layout.id);
}

function show(place: Place, pipelines: readonly Doc[]): Reply {
  const shown = pipelines.map((pipeline) => showPipeline(place.context, pipeline));
  return shown.length === 0 ? { status: 204 } : { status: 200, body: { [name]: shown } };
}

/** Answers a call that writes one pipeline; nothing is stored when it is refused. */
function write(place: Place, envelope: string, created: boolean, change: (item: JsonObject, path: string) => JsonObject): Reply {
  const items = bodyItems(place.context.body, envelope, 1);
  if (isReply(items)) return items;
  return writeReply(
    envelope,
    items.map((item) => attempt(() => change(item, `$.${envelope}[0]`))),
    created,
  );
}

const ownMembers = [
  { name: 'display_value', type: 'string' },
  { name: 'default', type: 'boolean' },
  { name: 'maps', type: 'list', maxLength: 200 },
] as const;

function create(place: Place): Reply {
  return write(place, name, true, (item, path) => {
    demandMembers(item, ownMembers, path);
    const label = freeName(place, text(item, 'display_value') ?? '', path, undefined);
    if (item['maps'] === undefined) refuse(mandatoryNotFound(path, 'maps'));
    const stages = stagesAfter(place, item, path, []);
    const { store, org } = place.context;
    const made: Doc = { id: store.nextId(org.name), display_value: label, actual_value: label, default: false, _stages: stages };
    save(place, made, item['default'] === true);
    return success(made.id, 'Pipeline created');
  });
}

function update(place: Place, pipeline: Doc): Reply {
  return write(place, name, false, (item, path) => changeOne(place, pipeline, item, path));
}

function updateByBody(place: Place): Reply {
  return write(place, name, false, (item, path) => {
    demandMembers(item, [{ name: 'id', type: 'id', required: true }], path);
    const pipeline = pipelinesOf(place).find((one) => one.id === item['id']);
    return changeOne(place, pipeline ?? refuse(invalidData(path, 'id')), item, path);
  });
}

function changeOne(place: Place, pipeline: Doc, item: JsonObject, path: string): JsonObject {
  demandMembers(item, ownMembers, path);
  if ('_delete' in item) {
    demandDeletion(item, path);
    if (pipeline['default'] === true) refuse(itemError('CANNOT_DELETE', 'the default pipeline cannot be deleted', { id: pipeline.id }));
    drop(place, pipeline);
    return success(pipeline.id, 'Pipeline deleted');
  }
  const label = item['display_value'];
  const shown = label === undefined ? text(pipeline, 'display_value') : freeName(place, String(label), path, pipeline);
  const stages = item['maps'] === undefined ? stageIdsOf(pipeline) : stagesAfter(place, item, path, stageIdsOf(pipeline));
  save(place, { ...pipeline, display_value: shown ?? null, _stages: [...stages] }, item['default'] === true);
  return success(pipeline.id, 'Pipeline updated');
}

function demandDeletion(item: JsonObject, path: string): void {
  if (!('permanent' in demandObject(item, '_delete', path))) refuse(mandatoryNotFound(`${path}._delete`, 'permanent'));
}

/** Pipelines are the values of a picklist, so that their names are unique among all layouts. */
function freeName({ context }: Place, label: string, path: string, own: Doc | undefined): string {
  if (label === '') refuse(mandatoryNotFound(path, 'display_value'));
  const others = context.store.list(context.org.name, name).filter((one) => one.id !== own?.id);
  if (others.some((one) => text(one, 'display_value') === label || text(one, 'actual_value') === label)) refuse(duplicateData(path, 'display_value'));
  return label;
}

/** Ids of the stages after a write, in order: those named are added or put in their place, those marked go, others stay. */
function stagesAfter({ context }: Place, item: JsonObject, path: string, before: readonly string[]): string[] {
  const known = new Set(stagesOf(context).map(idOf));
  const places = new Map(before.map((id, index) => [id, index + 1]));
  for (const [index, map] of demandObjects(item, 'maps', path).entries()) {
    const at = `${path}.maps[${index}]`;
    demandMembers(
      map,
      [
        { name: 'id', type: 'id', required: true },
        { name: 'sequence_number', type: 'integer' },
      ],
      at,
    );
    const id = idOf(map);
    if (!known.has(id)) refuse(invalidData(at, 'id'));
    if ('_delete' in map) {
      demandDeletion(map, at);
      if (!places.delete(id)) refuse(invalidData(at, 'id'));
    } else places.set(id, Number(map['sequence_number'] ?? places.get(id) ?? places.size + 1));
  }
  if (places.size === 0)
    refuse(
      before.length === 0 ? mandatoryNotFound(path, 'maps') : itemError('CANNOT_DELETE', 'a pipeline has at least one stage', locate(path, 'maps')),
    );
  return [...places].sort(([, a], [, b]) => a - b).map(([id]) => id);
}

/** Stores a pipeline, and shows it among the values of the field. Another one becomes the default by being it. */
function save(place: Place, pipeline: Doc, becomesDefault: boolean): void {
  const { store, org } = place.context;
  if (becomesDefault) for (const other of pipelinesOf(place)) store.put(org.name, name, { ...other, default: false }, place.layout.id);
  store.put(org.name, name, becomesDefault ? { ...pipeline, default: true } : pipeline, place.layout.id);
  const option = { display_value: pipeline['display_value'] ?? null, actual_value: pipeline['actual_value'] ?? null };
  putOptions(place.context, option, true);
}

function drop({ context }: Place, pipeline: Doc): void {
  context.store.remove(context.org.name, name, pipeline.id);
  putOptions(context, pipeline, false);
}

function putOptions({ store, org }: RouteContext, pipeline: JsonObject, stays: boolean): void {
  const field = findField(store, org.name, 'Deals', 'Pipeline');
  if (field === undefined) return;
  const options = objects(field, 'pick_list_values');
  const old = options.find((option) => option['actual_value'] === pipeline['actual_value']);
  const { display_value = null, actual_value = null } = pipeline;
  const fresh = {
    ...(old ?? { id: store.nextId(org.name), reference_value: actual_value, colour_code: null, type: 'used' }),
    display_value,
    actual_value,
  };
  const others = options.map((option) => (option === old ? fresh : option));
  const values = stays ? (old === undefined ? [...options, fresh] : others) : options.filter((option) => option !== old);
  store.put(
    org.name,
    collections.fields,
    { ...field, pick_list_values: values.map((value, index) => ({ ...value, sequence_number: index + 1 })) },
    'Deals',
  );
}

/** Moves deals to another pipeline, each stage that the two don't share to one of the other's, and takes the pipeline away. Here that is done at once. */
function transfer(place: Place): Reply {
  return write(place, 'transfer_pipeline', false, (item, path) => {
    const ends = demandObject(item, 'pipeline', path);
    const find = (end: string): Doc => pipelinesOf(place).find((one) => one.id === ends[end]) ?? refuse(invalidData(`${path}.pipeline`, end));
    const [from, to] = [find('from'), find('to')];
    if (from.id === to.id) refuse(invalidData(`${path}.pipeline`, 'to'));
    if (item['stages'] === undefined) refuse(mandatoryNotFound(path, 'stages'));
    for (const [index, stage] of demandObjects(item, 'stages', path).entries()) {
      const at = `${path}.stages[${index}]`;
      if (!stageIdsOf(from).includes(text(stage, 'from') ?? '')) refuse(invalidData(at, 'from'));
      if (!stageIdsOf(to).includes(text(stage, 'to') ?? '')) refuse(invalidData(at, 'to'));
    }
    drop(place, from);
    if (from['default'] === true) save(place, to, true);
    const details = { job_id: place.context.store.nextId(place.context.org.name) };
    return { code: 'SUCCESS', details, message: 'Pipeline transferred', status: 'success' };
  });
}

const path = '/settings/pipeline';
const one = `${path}/{id}`;
const scope = 'ZohoCRM.settings.pipeline';
const credits = { minCredits: 1, maxCredits: 1 };
const changing = { ...credits, scope: `${scope}.UPDATE` };

/** Calls of pipelines (pipeline.json; Zoho "Transfer and Delete a Pipeline"). */
export const pipelineRoutes: readonly Route[] = [
  { ...credits, method: 'GET', path, scope: `${scope}.READ`, handle: withLayout((place) => show(place, pipelinesOf(place))) },
  { ...credits, method: 'POST', path, scope: `${scope}.CREATE`, handle: withLayout(create) },
  { ...changing, method: 'PATCH', path, handle: withLayout(updateByBody) },
  { ...changing, method: 'PUT', path, handle: withLayout(updateByBody) },
  { ...credits, method: 'GET', path: one, scope: `${scope}.READ`, handle: withPipeline((place, pipeline) => show(place, [pipeline])) },
  { ...changing, method: 'PATCH', path: one, handle: withPipeline(update) },
  { ...changing, method: 'PUT', path: one, handle: withPipeline(update) },
  { ...credits, method: 'POST', path: `${path}/actions/transfer`, scope: `${scope}.CREATE`, handle: withLayout(transfer) },
];

import type { Kind, StepFacts, WriteEndpoint } from '../kinds/kind.ts';
import type { Write } from '../model/crm-call.ts';
import type { Ref } from '../model/element.ts';
import { nameOfKey, refOf } from '../model/element.ts';
import type { JsonObject } from '../model/json.ts';
import { text } from '../model/json.ts';

/**
 * The writes of a kind that says nothing else: one item in the envelope of its create or update. A create says all attributes, an update those that differ, and null for
 * those that go (`Kind.whole`: all of them); where nothing is left to say there is no call. What names the element goes along where it is no attribute of its own.
 */
export function plainWrites(kind: Kind, step: StepFacts): readonly Write[] {
  const runs = kind.runsBy;
  if (runs === undefined || step.after[runs] === false) return ownWrites(kind, step);
  if (step.before !== undefined) return step.before[runs] === false ? ownWrites(kind, step).map(asLast) : ownWrites(kind, step);
  const off: StepFacts = { ...step, after: { ...step.after, [runs]: false }, wire: { ...step.wire, [runs]: false } };
  const on: StepFacts = { ...step, before: off.after, changed: new Set([runs]) };
  return [...ownWrites(kind, off), ...ownWrites(kind, on).map(asLast)];
}

function asLast(write: Write): Write {
  return { ...write, last: true };
}

function ownWrites(kind: Kind, step: StepFacts): readonly Write[] {
  const isNew = step.before === undefined;
  const endpoint = isNew ? kind.create : kind.update;
  if (endpoint === undefined) return [];
  const plain = withoutLayout(kind, { ...nameOf(kind, step), ...(isNew || kind.whole === true ? all(step) : differing(step)) });
  const said = kind.body?.(plain, step) ?? plain;
  if (Object.keys(said).length === 0) return [];
  const inPath = endpoint.path.includes('{id}');
  const body: JsonObject = isNew || inPath || kind.single === true ? said : { id: { $id: step.ref }, ...said };
  const item = isNew ? { body, captures: step.ref } : { body };
  return [{ ...addressOf(kind, endpoint, step), items: [item], ...(isNew || kind.once === true ? {} : { idempotent: true }) }];
}

function addressOf(kind: Kind, endpoint: WriteEndpoint, step: StepFacts): Omit<Write, 'items'> {
  return {
    ...endpointAddress(kind, endpoint, step, step.after),
    method: endpoint.method as Write['method'],
    batch: endpoint.batch,
    ...(kind.single === true ? { single: true } : {}),
  };
}

/** Where an endpoint of a kind is for one element: its id and that of its layout are looked up when the write is sent, its module is known. */
export function endpointAddress(
  kind: Kind,
  { path, query }: WriteEndpoint,
  { ref, module }: Pick<StepFacts, 'ref' | 'module'>,
  attributes: JsonObject,
): Pick<Write, 'path' | 'envelope' | 'target' | 'layout' | 'query'> {
  const layout: Ref | undefined = kind.list?.per === 'layout' ? refOf('layout', text(attributes, 'layout') ?? '') : undefined;
  const fill = (value: string) => (value === '{layout}' && layout !== undefined ? { $id: layout } : value.replace('{module}', module));
  const filled = Object.fromEntries(Object.entries(query ?? {}).map(([name, value]) => [name, fill(value)]));
  return {
    path,
    envelope: kind.envelope,
    ...(path.includes('{id}') ? { target: ref } : {}),
    ...(layout !== undefined && path.includes('{layout}') ? { layout } : {}),
    ...(query === undefined ? {} : { query: filled }),
  };
}

/** The layout of what hangs on one is in the address, never in the item. */
function withoutLayout(kind: Kind, { layout, ...item }: JsonObject): JsonObject {
  return layout === undefined || kind.list?.per === 'layout' ? item : { ...item, layout };
}

/** The name that the key holds: of a new element always, of an old one where it can change and no attribute says it. */
function nameOf(kind: Kind, step: StepFacts): JsonObject {
  if (kind.single === true || kind.identity in step.after || kind.nameOf !== undefined) return {};
  const name = kind.scope === 'module' ? nameOfKey(step.key) : step.key;
  return step.before === undefined || kind.identity === 'name' ? { [kind.identity]: name } : {};
}

function all(step: StepFacts): JsonObject {
  const gone = Object.keys(step.before ?? {}).filter((name) => !(name in step.after));
  return { ...step.wire, ...Object.fromEntries(gone.map((name) => [name, null])) };
}

function differing(step: StepFacts): JsonObject {
  return Object.fromEntries(Object.entries(all(step)).filter(([name]) => step.changed.has(name)));
}

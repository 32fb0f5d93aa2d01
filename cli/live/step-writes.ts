import type { Kind, StepFacts } from '../kinds/kind.ts';
import { namesInValues } from '../kinds/kind.ts';
import type { Schemas } from '../kinds/schema.ts';
import { elementSchema } from '../kinds/schema.ts';
import type { IdIndex, Write } from '../model/crm-call.ts';
import type { Element, Ref } from '../model/element.ts';
import type { JsonObject } from '../model/json.ts';
import type { Step } from '../model/plan.ts';
import { demandAddress } from './address.ts';
import { moduleOf } from './keys.ts';
import { endpointAddress, plainWrites } from './plain-writes.ts';
import { wireFromAttributes } from './to-wire.ts';

/** What turning a step into writes needs to know. */
export interface WriteContext {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly schemas: Schemas;
  readonly ids: IdIndex;
  /** wanted elements, for writes that have to say something of another element */
  readonly desired: ReadonlyMap<Ref, Element>;
}

/** Kinds that are referred to but have no descriptor, because they are never in files. */
const externalKinds = ['user'];

/**
 * The writes that carry out a step, in order, with placeholders for ids. A step that takes over what came with its module has none. Failure `crm.address` when a name in
 * an address would make it another one.
 */
export function writesOfStep(step: Step, context: WriteContext): readonly Write[] {
  const writes = findWrites(step, context);
  for (const write of writes) demandAddress(write.path, step.ref);
  return writes;
}

function findWrites(step: Step, context: WriteContext): readonly Write[] {
  const kind = context.kinds.get(step.kind);
  if (kind !== undefined && step.action === 'delete') return removeWrites(kind, step);
  if (kind === undefined || step.after === undefined) return [];
  if (step.action === 'create' && isBrought(kind, step.key, step.after, context)) return [];
  const facts = stepFacts(step, kind, step.after, context);
  return kind.writes?.(facts) ?? plainWrites(kind, facts);
}

/** The writes of a delete: the one call that the descriptor describes, or what it makes of it. */
function removeWrites(kind: Kind, step: Step): readonly Write[] {
  const { ref, key } = step;
  const module = moduleOf(kind, key);
  if (kind.remove === undefined || kind.manualRemove?.(key, step.before ?? {}) !== undefined) return [];
  if (kind.removeWrites !== undefined) return kind.removeWrites({ ref, key, module, before: step.before ?? {} });
  return [{ ...endpointAddress(kind, kind.remove, { ref, module }, step.before ?? {}), method: 'DELETE', batch: 1, items: [{ body: {} }] }];
}

/** True for an element that something else brings along: its module, or the other side of a lookup. */
function isBrought(kind: Kind, key: string, after: JsonObject, context: WriteContext): boolean {
  const bringer = kind.arrivesWith?.(key, after, (ref) => context.desired.get(ref)?.attributes);
  return kind.arrives?.(key, after) === true || bringer !== undefined;
}

function stepFacts(step: Step, kind: Kind, after: JsonObject, context: WriteContext): StepFacts {
  const module = moduleOf(kind, step.key);
  const referenceKinds = new Set([...namesInValues(context.kinds.values()), ...externalKinds]);
  return {
    ref: step.ref,
    key: step.key,
    module,
    before: step.action === 'create' ? undefined : step.before,
    after,
    wire: wireFromAttributes(elementSchema(context.schemas, kind.schema, kind.file.holds), after, module, referenceKinds),
    changed: new Set(step.changes.flatMap((change) => change.path[0] ?? [])),
    wanted: (ref) => context.desired.get(ref)?.attributes,
    known: (ref) => context.ids.has(ref),
  };
}

import type { Kind } from '../kinds/kind.ts';
import { dropMembers } from '../kinds/list-members.ts';
import type { Reference } from '../kinds/references.ts';
import { findReferences, findUnresolved } from '../kinds/references.ts';
import type { Schemas } from '../kinds/schema.ts';
import { elementSchema } from '../kinds/schema.ts';
import { canonicalText } from '../model/canonical.ts';
import { findOperation } from '../model/capability.ts';
import type { Element, Ref } from '../model/element.ts';
import { moduleOfKey, refOf } from '../model/element.ts';
import type { JsonObject } from '../model/json.ts';
import { isList } from '../model/json.ts';
import type { Change } from '../model/plan.ts';
import type { LiveSnapshot, Snapshot } from '../model/snapshot.ts';
import { diffAttributes, orderName } from './diff.ts';
import { mergeAttributes, withDefaults } from './merge.ts';

/** What planning looks at. */
export interface PlanInput {
  readonly org: string;
  readonly desired: Snapshot;
  readonly live: LiveSnapshot;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly schemas: Schemas;
}

/** The input together with the elements that this apply cannot make: those only a person can, and those that need one of them. */
export interface ProposeInput extends PlanInput {
  readonly byHand: ReadonlySet<Ref>;
}

/** What is to be done to one element, before it is known what it waits for. */
export interface Proposal {
  readonly action: 'create' | 'update';
  readonly ref: Ref;
  readonly element: Element;
  readonly before?: JsonObject;
  readonly after: JsonObject;
  readonly changes: readonly Change[];
  /** elements that must be there first */
  readonly needs: readonly Ref[];
  readonly manual?: string;
}

/** Names that free values may refer to, besides the kinds: never in files. */
export const externalKinds: readonly string[] = ['user', 'email_template'];

/** The proposal to create one desired element; none when the org has it, or it is of a kind that is never written. */
export function proposeMissing(input: PlanInput, ref: Ref, element: Element): readonly Proposal[] {
  const kind = input.kinds.get(element.kind);
  return kind === undefined || kind.factsOnly === true || input.live.elements.has(ref) ? [] : [proposeCreate(input, kind, ref, element)];
}

/** Proposals to change one desired element that the org has: none when it is as it should be, two when a part can only be done by hand. */
export function proposeDifferent(input: ProposeInput, ref: Ref, element: Element): readonly Proposal[] {
  const kind = input.kinds.get(element.kind);
  const live = input.live.elements.get(ref);
  if (kind === undefined || kind.factsOnly === true || live === undefined) return [];
  const possible = withoutByHand(input, kind, element);
  const waiting = possible === element ? [] : [proposeLater(input, kind, ref, element, live.attributes)];
  return [...proposeUpdate(input, kind, ref, possible, live), ...waiting];
}

/** What a created element shows only once a person has made it: stated at once, so that nothing by hand comes as a surprise. */
export function proposeLaterMembers(input: ProposeInput, created: Proposal): readonly Proposal[] {
  const kind = input.kinds.get(created.element.kind);
  if (kind === undefined || created.manual !== undefined || kind.deferred.length === 0) return [];
  return withoutByHand(input, kind, created.element) === created.element ? [] : [proposeLater(input, kind, created.ref, created.element, {})];
}

/** Start of the reason of a step that waits for a step by hand. */
export const waitingPrefix = 'waits for: ';

/** The element without list members that refer to what a person has to make first: a layout shows those fields that are there. */
function withoutByHand(input: ProposeInput, kind: Kind, element: Element): Element {
  if (input.byHand.size === 0) return element;
  const attributes = dropMembers(element.attributes, referencesOf(input, kind, element.key, element.attributes), (ref) =>
    isMissingForGood(input, ref),
  );
  return attributes === element.attributes ? element : { ...element, attributes };
}

function isMissingForGood(input: ProposeInput, ref: Ref): boolean {
  return input.byHand.has(ref) && !input.live.elements.has(ref);
}

/** The step that adds the members which are missing for good, once they are there. */
function proposeLater(input: ProposeInput, kind: Kind, ref: Ref, element: Element, before: JsonObject): Proposal {
  const missing = referencesOf(input, kind, element.key, element.attributes).filter((one) => isMissingForGood(input, one.ref));
  const changes = missing.map((one) => ({ path: one.path.map(String), after: one.ref }));
  return {
    action: 'update',
    ref,
    element,
    before,
    after: element.attributes,
    changes,
    needs: [],
    manual: `${waitingPrefix}create ${missing[0]?.ref ?? ''}`,
  };
}

function proposeCreate(input: PlanInput, kind: Kind, ref: Ref, element: Element): Proposal {
  const changes = Object.entries(element.attributes).map(([name, after]) => ({ path: [name], after }));
  const own = Object.fromEntries(Object.entries(element.attributes).filter(([name]) => !kind.deferred.includes(name)));
  const manual = whyCreateIsManual(input, kind, element) ?? whyUnresolved(own);
  const parent = kind.scope === 'module' ? [refOf('module', moduleOfKey(element.key))] : [];
  const schema = elementSchema(input.schemas, kind.schema, kind.file.holds);
  return {
    action: 'create',
    ref,
    element,
    // What is written spells the defaults out; what is shown and approved is what the files say.
    after: withDefaults(schema, element.attributes),
    changes,
    needs: [...parent, ...needsOf(input, kind, element.key, own)],
    ...(manual === undefined ? {} : { manual }),
  };
}

function whyCreateIsManual(input: PlanInput, kind: Kind, element: Element): string | undefined {
  const unread = input.live.unreadable.find((one) => one.kind === kind.name && (one.module === undefined || one.module === moduleOfKey(element.key)));
  if (unread !== undefined) return `this kind could not be read completely, so it is not known whether the element is there: ${unread.reason}`;
  if (kind.arrives?.(element.key, element.attributes) === true) {
    const moduleIsThere = input.live.elements.has(refOf('module', moduleOfKey(element.key)));
    return moduleIsThere ? 'Zoho makes it together with the module, and this module does not have it' : undefined;
  }
  const reason = kind.manualCreate?.(element.key, element.attributes);
  if (reason !== undefined) return reason;
  return kind.create === undefined ? 'this kind cannot be created through the API' : whyNotOffered(input, kind.create);
}

function proposeUpdate(input: ProposeInput, kind: Kind, ref: Ref, element: Element, live: Element): readonly Proposal[] {
  const schema = elementSchema(input.schemas, kind.schema, kind.file.holds);
  const before = withDefaults(schema, live.attributes);
  const merged = mergeAttributes(schema, before, withDefaults(schema, element.attributes));
  const all = diffAttributes(schema, before, merged).filter((change) => !isImpliedOrder(kind, change));
  if (all.length === 0) return [];
  const reasons = new Map(all.map((change) => [change, whyChangeIsManual(input, kind, element.key, before, change)]));
  const byApi = all.filter((change) => reasons.get(change) === undefined);
  const byHand = all.filter((change) => reasons.get(change) !== undefined);
  const after = keepBefore(merged, before, byHand, byApi);
  const changed = Object.fromEntries(Object.entries(after).filter(([name]) => byApi.some((change) => change.path[0] === name)));
  const proposals: Proposal[] = [];
  if (byApi.length > 0)
    proposals.push({ action: 'update', ref, element, before, after, changes: byApi, needs: needsOf(input, kind, element.key, changed) });
  if (byHand.length > 0)
    proposals.push({
      action: 'update',
      ref,
      element,
      before,
      after: merged,
      changes: byHand,
      needs: [],
      manual: joinReasons(byHand.flatMap((change) => reasons.get(change) ?? [])),
    });
  return proposals;
}

/** Most reasons that one step spells out. */
const mostReasons = 3;

function joinReasons(reasons: readonly string[]): string {
  const different = [...new Set(reasons)];
  const more = different.length - mostReasons;
  return `${different.slice(0, mostReasons).join('; ')}${more > 0 ? `; and ${more} more of the kind` : ''}`;
}

/** An order that adding the new members at the end brings about by itself. */
function isImpliedOrder(kind: Kind, change: Change): boolean {
  if (!isOrderOfAppendOnly(kind, change)) return false;
  const before = isList(change.before) ? change.before : [];
  const after = isList(change.after) ? change.after : [];
  const appended = [...before, ...after.filter((name) => !before.includes(name))];
  return canonicalText(appended) === canonicalText(after);
}

function isOrderOfAppendOnly(kind: Kind, change: Change): boolean {
  return change.path.at(-1) === orderName && kind.appendOnly?.includes(change.path[0] ?? '') === true;
}

/** Whole attributes that only a person can change keep their present value in what the API is told. */
function keepBefore(merged: JsonObject, before: JsonObject, byHand: readonly Change[], byApi: readonly Change[]): JsonObject {
  const partly = new Set(byApi.map((change) => change.path[0]));
  const kept = new Set(byHand.map((change) => change.path[0]).filter((name) => !partly.has(name)));
  return Object.fromEntries(
    Object.entries(merged).flatMap(([name, value]) =>
      kept.has(name) ? (before[name] === undefined ? [] : [[name, before[name]]]) : [[name, value]],
    ),
  );
}

function whyChangeIsManual(input: ProposeInput, kind: Kind, key: string, before: JsonObject, change: Change): string | undefined {
  const [attribute = ''] = change.path;
  if (isOrderOfAppendOnly(kind, change)) return `the order of ${attribute} cannot be changed through the API`;
  if (kind.frozen.includes(attribute)) return `${attribute} cannot be changed through the API once the element exists`;
  const reason = kind.manualUpdate?.(key, before, change.path);
  if (reason !== undefined) return reason;
  const part = kind.partOfChange?.(key, change.path, change.after);
  if (part !== undefined && !input.live.ids.has(part) && !isComing(input, part)) return `this org has no ${part}`;
  return (
    whyUnresolved({ [attribute]: change.after ?? null }) ??
    (kind.update === undefined ? 'this kind cannot be changed through the API' : whyNotOffered(input, kind.update))
  );
}

/** True when the part belongs to an element, or to a module, that this plan makes. */
function isComing(input: ProposeInput, part: Ref): boolean {
  if (input.desired.elements.has(part)) return !input.byHand.has(part);
  const module = refOf('module', moduleOfKey(part.slice(part.indexOf(':') + 1)));
  return input.desired.elements.has(module) && !input.live.elements.has(module) && !input.byHand.has(module);
}

function whyUnresolved(attributes: JsonObject): string | undefined {
  const [first] = findUnresolved(attributes);
  return first === undefined ? undefined : `it refers to "${first.name}", which is not configuration and cannot be copied`;
}

function whyNotOffered(input: PlanInput, endpoint: { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; path: string }): string | undefined {
  if (input.live.capabilities.paths.size === 0 || findOperation(input.live.capabilities, endpoint.method, endpoint.path) !== undefined)
    return undefined;
  return `this org's API does not offer ${endpoint.method} ${endpoint.path}`;
}

function needsOf(input: PlanInput, kind: Kind, key: string, attributes: JsonObject): readonly Ref[] {
  return referencesOf(input, kind, key, attributes).map((reference) => reference.ref);
}

function referencesOf(input: PlanInput, kind: Kind, key: string, attributes: JsonObject): readonly Reference[] {
  const names = new Set([...input.kinds.keys(), ...externalKinds]);
  return findReferences(
    elementSchema(input.schemas, kind.schema, kind.file.holds),
    attributes,
    kind.scope === 'module' ? moduleOfKey(key) : '',
    names,
  );
}

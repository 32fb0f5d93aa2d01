import type { Kind } from '../kinds/kind.ts';
import { canonicalText } from '../model/canonical.ts';
import type { Element, Ref } from '../model/element.ts';
import { moduleOfKey, refOf } from '../model/element.ts';
import type { JsonObject } from '../model/json.ts';
import { isList } from '../model/json.ts';
import type { Change } from '../model/plan.ts';
import { proposeLater, withoutByHand } from './by-hand.ts';
import { compareElement } from './compare.ts';
import { diffAttributes, orderName } from './diff.ts';
import type { Proposal, ProposeInput } from './proposal.ts';
import { needsOf, whyNotOffered, whySecretIsMissing, whyUnresolved } from './proposal.ts';
import { findLackingCalls } from './side-calls.ts';
import { whyUntold } from './untold.ts';

/** Proposals to change one desired element that the org has: none when it is as it should be, two when a part can only be done by hand. */
export function proposeDifferent(input: ProposeInput, ref: Ref, element: Element): readonly Proposal[] {
  const kind = input.kinds.get(element.kind);
  const live = input.live.elements.get(ref);
  if (kind === undefined || kind.factsOnly === true || live === undefined || input.selected.ignores(ref)) return [];
  if (input.selected.deploysOnce(ref) && !input.exact.has(ref)) return [];
  const possible = withoutByHand(input, kind, element);
  const waiting = possible === element ? [] : [proposeLater(input, kind, ref, element, live.attributes)];
  return [...proposeUpdate(input, kind, ref, possible, live), ...waiting];
}

function proposeUpdate(input: ProposeInput, kind: Kind, ref: Ref, element: Element, live: Element): readonly Proposal[] {
  const { schema, before, merged } = compareElement(input, kind, ref, element, live);
  const differing = merged === before ? [] : diffAttributes(schema, before, merged).filter((change) => !isImpliedOrder(kind, change));
  const all = [...nameChange(input, ref, element), ...differing];
  if (all.length === 0) return [];
  const reasons = new Map(
    all.map((change) => [
      change,
      whyChangeIsManual(input, kind, { key: element.key, before, after: merged }, change) ?? whyUntold(schema, merged, change.path[0] ?? ''),
    ]),
  );
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

/** The change of the name of a renamed element that has no attribute for it. */
function nameChange(input: ProposeInput, ref: Ref, element: Element): readonly Change[] {
  const before = input.oldNames.get(ref);
  return before === undefined ? [] : [{ path: ['name'], before, after: element.key }];
}

/** Most reasons that one step spells out. */
const mostReasons = 3;

function joinReasons(reasons: readonly string[]): string {
  const different = [...new Set(reasons)];
  const more = different.length - mostReasons;
  return `${different.slice(0, mostReasons).join('; ')}${more > 0 ? `; and ${more} more of the kind` : ''}`;
}

/** An order that taking members away and adding the new ones at the end brings about by itself. */
function isImpliedOrder(kind: Kind, change: Change): boolean {
  if (!isOrderOfAppendOnly(kind, change)) return false;
  const before = isList(change.before) ? change.before : [];
  const after = isList(change.after) ? change.after : [];
  const [was, is] = [new Set(before), new Set(after)];
  const appended = [...before.filter((name) => is.has(name)), ...after.filter((name) => !was.has(name))];
  return canonicalText(appended) === canonicalText(after);
}

function isOrderOfAppendOnly(kind: Kind, change: Change): boolean {
  return change.path.at(-1) === orderName && kind.appendOnly?.includes(change.path[0] ?? '') === true;
}

/** Whole attributes that only a person can change keep their present value in what the API is told. */
function keepBefore(merged: JsonObject, before: JsonObject, byHand: readonly Change[], byApi: readonly Change[]): JsonObject {
  const partly = new Set(byApi.map((change) => change.path[0]));
  const kept = new Set(byHand.map((change) => change.path[0]).filter((name) => !partly.has(name)));
  const names = [...new Set([...Object.keys(merged), ...kept])].filter((name) => name !== undefined);
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = kept.has(name) ? before[name] : merged[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** What an element is before and after all of its changes. */
interface Sides {
  readonly key: string;
  readonly before: JsonObject;
  readonly after: JsonObject;
}

function whyChangeIsManual(input: ProposeInput, kind: Kind, sides: Sides, change: Change): string | undefined {
  const { key, before } = sides;
  const [attribute = ''] = change.path;
  if (isOrderOfAppendOnly(kind, change)) return `the order of ${attribute} cannot be changed through the API`;
  if (kind.frozen.includes(attribute)) return `${attribute} cannot be changed through the API once the element exists`;
  if (isTaken(kind, change)) return `${attribute} cannot be taken away through the API`;
  const hindrance = kind.inTheWay?.(key);
  if (hindrance !== undefined && input.live.ids.has(hindrance.ref)) return hindrance.why;
  const reason = kind.manualUpdate?.(key, before, change.path, change.after);
  if (reason !== undefined) return reason;
  const part = kind.partOfChange?.(key, change.path, change.after);
  if (part !== undefined && !input.live.ids.has(part) && !isComing(input, part)) return `this org has no ${part}`;
  return (
    whyUnresolved({ [attribute]: change.after ?? null }) ??
    whySecretIsMissing(input, change.after ?? null) ??
    (kind.update === undefined ? (kind.byHand?.why.en ?? 'this kind cannot be changed through the API') : whyNotOffered(input, kind.update)) ??
    findLackingCalls(input, kind, { ...sides, changed: new Set([attribute]) })[0]?.why
  );
}

/** True when an attribute goes that the product always gives. */
function isTaken(kind: Kind, { path, after }: Change): boolean {
  return after === undefined && path.length === 1 && kind.given?.includes(path[0] ?? '') === true;
}

/** True when the part belongs to an element, or to a module, that this plan makes. */
function isComing(input: ProposeInput, part: Ref): boolean {
  if (input.desired.elements.has(part)) return !input.byHand.has(part);
  const module = refOf('module', moduleOfKey(part.slice(part.indexOf(':') + 1)));
  return input.desired.elements.has(module) && !input.live.elements.has(module) && !input.byHand.has(module);
}

import { actualValue } from '../kinds/options.ts';
import type { Ref } from '../model/element.ts';
import { moduleOfKey } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, text } from '../model/json.ts';
import { orderName } from './diff.ts';
import type { Proposal, ProposeInput } from './proposal.ts';
import { referencesOf } from './proposal.ts';
import { stepId } from './step.ts';

/** Ids of steps that had better come first, by the proposal that comes after them. */
export type SoftOrder = ReadonlyMap<Proposal, readonly string[]>;

/**
 * Order that no missing element asks for: what names a new value of a picklist (as a blueprint does) comes after the step that adds it, and what takes a name comes
 * after the step that frees it.
 */
export function findSoftOrder(input: ProposeInput, proposals: readonly Proposal[]): SoftOrder {
  const adders = findAdders(proposals);
  const added = new Set([...adders.values()].flatMap((list) => list.flatMap(({ names }) => [...names])));
  const freers = findFreers(input, proposals);
  const order = new Map<Proposal, readonly string[]>();
  for (const proposal of proposals) {
    if (proposal.action === 'delete') continue;
    const name = takenName(input, proposal);
    const freer = name === undefined ? undefined : freers.get(name);
    const ids = [...afterAdders(input, proposal, adders, added), ...(freer === undefined || freer.ref === proposal.ref ? [] : [idOf(freer)])];
    if (ids.length > 0) order.set(proposal, ids);
  }
  return order;
}

/** The id of the step that a proposal becomes. */
export function idOf({ action, ref, manual }: Proposal): string {
  return stepId(action, ref, action === 'update' && manual !== undefined);
}

interface Adder {
  readonly id: string;
  readonly names: ReadonlySet<string>;
}

/** Updates that add values to a picklist, with these. */
function findAdders(proposals: readonly Proposal[]): ReadonlyMap<Ref, readonly Adder[]> {
  const adders = new Map<Ref, Adder[]>();
  for (const proposal of proposals) {
    if (proposal.action !== 'update') continue;
    const names = new Set(proposal.changes.flatMap(({ path, before, after }) => (before === undefined ? namesAdded(path, after) : [])));
    if (names.size > 0) adders.set(proposal.ref, [...(adders.get(proposal.ref) ?? []), { id: idOf(proposal), names }]);
  }
  return adders;
}

/** Only values of picklists are named by other elements without a reference of their own. */
function namesAdded([attribute, name]: readonly string[], after: Json | undefined): readonly string[] {
  if (attribute !== 'pick_list_values' || name === orderName) return [];
  return name === undefined ? (isList(after) ? after.flatMap((value) => actualValue(value) ?? []) : []) : [name];
}

function afterAdders(
  input: ProposeInput,
  proposal: Proposal,
  adders: ReadonlyMap<Ref, readonly Adder[]>,
  added: ReadonlySet<string>,
): readonly string[] {
  if (added.size === 0) return [];
  const said = new Set(proposal.changes.flatMap((change) => (change.after === undefined ? [] : textsOf(change.after))));
  if (![...said].some((one) => added.has(one))) return [];
  const direct = refsOf(input, proposal.element.kind, proposal.element.key, proposal.after ?? {});
  // A field that uses a global picklist has its values there.
  const indirect = direct.flatMap((ref) => {
    const other = input.desired.elements.get(ref) ?? input.live.elements.get(ref);
    return other === undefined ? [] : refsOf(input, other.kind, other.key, other.attributes);
  });
  return [...new Set([...direct, ...indirect])]
    .filter((ref) => ref !== proposal.ref)
    .flatMap((ref) => (adders.get(ref) ?? []).filter((adder) => [...adder.names].some((name) => said.has(name))).map((adder) => adder.id));
}

function refsOf(input: ProposeInput, name: string, key: string, attributes: JsonObject): readonly Ref[] {
  const kind = input.kinds.get(name);
  return kind === undefined ? [] : referencesOf(input, kind, key, attributes).map((reference) => reference.ref);
}

function textsOf(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(textsOf);
  return isObject(value) ? Object.values(value).flatMap(textsOf) : [];
}

/** What frees a name, by kind, module and name: a delete or a rename. */
function findFreers(input: ProposeInput, proposals: readonly Proposal[]): ReadonlyMap<string, Proposal> {
  return new Map(
    proposals.flatMap((proposal) => {
      const before = proposal.action === 'create' || proposal.manual !== undefined ? undefined : text(proposal.before, 'name');
      const after = text(proposal.after, 'name');
      return before === undefined || before === after || proposal.blocked !== undefined
        ? []
        : [[nameAddress(input, proposal, before), proposal] as const];
    }),
  );
}

/** The name that a proposal takes: that of a new element, or a changed one. */
function takenName(input: ProposeInput, proposal: Proposal): string | undefined {
  const name = text(proposal.after, 'name');
  return name === undefined || name === text(proposal.before, 'name') ? undefined : nameAddress(input, proposal, name);
}

function nameAddress(input: ProposeInput, { element }: Proposal, name: string): string {
  const module = input.kinds.get(element.kind)?.scope === 'module' ? moduleOfKey(element.key) : '';
  return JSON.stringify([element.kind, module, name]);
}

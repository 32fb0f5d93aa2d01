import type { Element, Ref } from '../model/element.ts';
import { splitRef } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import type { Move } from '../model/identity.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { PlanInput } from './proposal.ts';
import { referencesOf, schemaOfKind } from './proposal.ts';
import { renameReferences } from './rename-references.ts';

/** The input as if the org had always called its elements what the files call them now, so that a rename is an update of the name. */
export interface Moved {
  readonly input: PlanInput;
  /** the name that the org still gives an element, by the element's new address: for kinds that are named by their key alone */
  readonly oldNames: ReadonlyMap<Ref, string>;
  /** new addresses of what was renamed in the org, not in the files */
  readonly renamedInOrg: ReadonlySet<Ref>;
  readonly findings: readonly Finding[];
}

/**
 * Applies the declared renames of elements that the org still has under the old name, and takes what somebody renamed in the org, as its id tells, for what the
 * files still call by the old name. Declarations that cannot be kept are findings.
 */
export function applyMoves(input: PlanInput): Moved {
  const nothing = { input, oldNames: new Map(), renamedInOrg: new Set<Ref>() };
  if (input.moved.length === 0 && input.live.renamed.length === 0) return { ...nothing, findings: [] };
  const findings = input.moved.flatMap((move) => findProblem(input, move));
  if (findings.length > 0) return { ...nothing, findings };
  const inOrg = findRenamedInOrg(input);
  const next = new Map(input.moved.map((move) => [move.from, move.to]));
  const renames = new Map<Ref, Ref>();
  for (const from of next.keys()) {
    const to = followMoves(next, from);
    if (input.desired.elements.has(to) && input.live.elements.has(from) && !input.live.elements.has(to)) renames.set(from, to);
  }
  for (const { from, to } of inOrg) renames.set(from, to);
  return {
    input: renameInput(input, renames),
    oldNames: findOldNames(input, renames),
    renamedInOrg: new Set(inOrg.map((move) => move.to)),
    findings: [],
  };
}

/** Renames in the org of what the files still call by the old name; a declared rename of the same element comes first. */
function findRenamedInOrg({ live, desired, moved }: PlanInput): readonly Move[] {
  const declared = new Set(moved.flatMap(({ from, to }) => [from, to]));
  return live.renamed.filter(
    ({ from, to }) =>
      !declared.has(from) &&
      !declared.has(to) &&
      desired.elements.has(to) &&
      !desired.elements.has(from) &&
      !live.elements.has(to) &&
      live.elements.has(from),
  );
}

/** Where renames one after the other lead to. */
function followMoves(next: ReadonlyMap<Ref, Ref>, from: Ref): Ref {
  let at = from;
  for (let to = next.get(at); to !== undefined; to = next.get(at)) at = to;
  return at;
}

function findProblem(input: PlanInput, { from, to }: Move): readonly Finding[] {
  const [old, now] = [splitRef(from), splitRef(to)];
  const say = (code: string, message: string, fix: string): readonly Finding[] => [{ code, severity: 'error', element: to, message, fix }];
  const kind = input.kinds.get(old.kind);
  if (kind === undefined || old.kind !== now.kind)
    return say('plan.move-kind', `moved.yaml moves ${from} to ${to}; both have to be of one kind.`, 'Name two elements of one kind in moved.yaml.');
  if (kind.identity === 'api_name')
    return say(
      'plan.move-api-name',
      `moved.yaml moves ${from} to ${to}, but the API name of a ${old.kind} cannot change.`,
      'Keep the API name and change the label, or create a new element and move the data.',
    );
  if (isInRing(input.moved, from)) return say('plan.move-cycle', `moved.yaml moves ${from} in a ring.`, 'Leave only the last name as "to".');
  if (input.live.elements.has(from) && input.live.elements.has(to) && input.desired.elements.has(to) && !input.desired.elements.has(from))
    return say(
      'plan.move-both',
      `moved.yaml moves ${from} to ${to}, but the org has both.`,
      'Take the entry out of moved.yaml, and delete or rename one of them in the org.',
    );
  if (input.moved.some((other) => other.to === to && other.from !== from && input.live.elements.has(other.from) && input.live.elements.has(from)))
    return say('plan.move-both', `moved.yaml moves ${from} and others to ${to}, and the org has them all.`, 'Leave one of these entries.');
  return [];
}

function isInRing(moves: readonly Move[], start: Ref): boolean {
  const next = new Map(moves.map((move) => [move.from, move.to]));
  const seen = new Set<Ref>();
  for (let at: Ref | undefined = start; at !== undefined; at = next.get(at)) {
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}

/** Old names of elements whose kind has no attribute for the name. */
function findOldNames(input: PlanInput, renames: ReadonlyMap<Ref, Ref>): ReadonlyMap<Ref, string> {
  return new Map([...renames].filter(([from]) => isNamedByKey(input, splitRef(from).kind)).map(([from, to]) => [to, splitRef(from).key]));
}

function isNamedByKey(input: PlanInput, name: string): boolean {
  const kind = input.kinds.get(name);
  return kind?.identity === 'name' && kind.file.holds === 'map';
}

function renameInput(input: PlanInput, renames: ReadonlyMap<Ref, Ref>): PlanInput {
  if (renames.size === 0) return input;
  const rename = (ref: Ref): Ref => renames.get(ref) ?? ref;
  const keys = <V>(map: ReadonlyMap<Ref, V>): ReadonlyMap<Ref, V> => new Map([...map].map(([ref, value]) => [rename(ref), value]));
  const { live, base } = input;
  return {
    ...input,
    live: {
      ...live,
      ...renameSnapshot(input, live, renames),
      ids: renameIds(input, live.ids, renames),
      touched: keys(live.touched),
      ambiguous: keys(live.ambiguous),
    },
    ...(base === undefined ? {} : { base: renameSnapshot(input, base, renames) }),
    owned: new Set([...input.owned].map(rename)),
  };
}

function renameSnapshot(input: PlanInput, { elements }: Snapshot, renames: ReadonlyMap<Ref, Ref>): Snapshot {
  return {
    elements: new Map(
      [...elements].map(([ref, element]): [Ref, Element] => {
        const to = renames.get(ref) ?? ref;
        const kind = input.kinds.get(element.kind);
        const schema = schemaOfKind(input, element.kind);
        if (kind === undefined || schema === undefined) return [to, element];
        const affected = referencesOf(input, kind, element.key, element.attributes).filter((reference) => renames.has(reference.ref));
        const attributes = renameReferences(element.attributes, affected, renames);
        return [to, { ...element, key: splitRef(to).key, attributes }];
      }),
    ),
  };
}

/** Ids under the new addresses; parts (`section:<key>#…`) are known by both names, since a part's address does not say of which kind its owner is. */
function renameIds(input: PlanInput, ids: ReadonlyMap<Ref, string>, renames: ReadonlyMap<Ref, Ref>): ReadonlyMap<Ref, string> {
  const newKeys = new Map([...renames].map(([from, to]) => [splitRef(from).key, splitRef(to).key]));
  return new Map(
    [...ids].flatMap(([ref, id]): [Ref, string][] => {
      const { kind, key } = splitRef(ref);
      if (input.kinds.has(kind)) return [[renames.get(ref) ?? ref, id]];
      const owner = newKeys.get(key.slice(0, Math.max(0, key.indexOf('#'))));
      return owner === undefined
        ? [[ref, id]]
        : [
            [ref, id],
            [`${kind}:${owner}${key.slice(key.indexOf('#'))}`, id],
          ];
    }),
  );
}

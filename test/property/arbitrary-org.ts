import fc from 'fast-check';
import type { Edition } from '../../cli/emulator/crm/org-record.ts';
import type { Element, Ref } from '../../cli/model/element.ts';
import { moduleOfKey, refOf } from '../../cli/model/element.ts';
import type { Snapshot } from '../../cli/model/snapshot.ts';
import { kindOf } from '../plan/world.ts';
import { areas } from './areas.ts';
import type { Draft, Pair } from './draft.ts';
import { makePair, makeSnapshot } from './draft.ts';
import { writableKinds } from './reached.ts';

/**
 * An org as it is and as it is wanted: elements of all kinds that are added, changed, removed or renamed. Both sides are valid; `standard` is what an org has to
 * begin with.
 */
export function arbitraryPair(standard: ReadonlyMap<Ref, Element>, most = 12): fc.Arbitrary<Pair> {
  const drafts = fc.oneof(...areas.map((area) => ({ weight: area.weight ?? 1, arbitrary: area.drafts })));
  return fc.array(drafts, { minLength: 1, maxLength: most }).map((lists) => makePair(distinct(lists.flat()), standard));
}

/** What an org may consist of. */
export interface OrgParts {
  readonly edition: Edition;
  /** elements that every org of the edition has */
  readonly standard: ReadonlyMap<Ref, Element>;
  /** drafts of each area at most, or groups of drafts that belong together */
  readonly most: number;
}

/** An org as its files could say: elements of all kinds that its edition has, all of which can be made or changed through the API. */
export function arbitraryOrg({ edition, standard, most }: OrgParts): fc.Arbitrary<Snapshot> {
  const own = areas.map(({ drafts }) => fc.array(drafts, { maxLength: most }).map((lists) => lists.flat()));
  return fc.tuple(...own).map((lists) => {
    const drafts = lists.flat().filter(({ kind }) => writableKinds.has(kind) && kindOf(kind).editions?.includes(edition) !== false);
    return makeSnapshot(withinLimits(distinct(drafts), edition), standard);
  });
}

/** Editions in which an org, or a module of it, has fewer elements of a kind than drafts may ask for (the vendor's pages "Create Scoring Rules"). */
const tightLimits: Readonly<Record<string, Partial<Record<Edition, number>>>> = {
  scoring_rule: { standard: 1, professional: 1 },
};

/** Drafts without those that the edition has no room for. */
function withinLimits(drafts: readonly Draft[], edition: Edition): readonly Draft[] {
  const counts = new Map<string, number>();
  return drafts.filter(({ kind, key }) => {
    const place = `${kind} ${kindOf(kind).scope === 'module' ? moduleOfKey(key) : ''}`;
    counts.set(place, (counts.get(place) ?? 0) + 1);
    return (counts.get(place) ?? 0) <= (tightLimits[kind]?.[edition] ?? Number.POSITIVE_INFINITY);
  });
}

/** What there is one of: an element of a key, a blueprint of a module's layout and field. */
function placeOf({ kind, key }: Draft): string {
  return kind === 'blueprint' ? `${kind} ${moduleOfKey(key)}` : refOf(kind, key);
}

/** Drafts of which no two stand in the same place, nor have the same key after a rename. */
function distinct(all: readonly Draft[]): readonly Draft[] {
  const own = [...new Map(all.toReversed().map((draft) => [placeOf(draft), draft])).values()].reverse();
  const taken = new Set(own.map(({ kind, key }) => refOf(kind, key)));
  return own.map((one) => {
    const to = refOf(one.kind, one.movedTo ?? one.key);
    const { movedTo: _movedTo, ...rest } = one;
    if (one.movedTo === undefined || taken.has(to)) return rest;
    taken.add(to);
    return one;
  });
}

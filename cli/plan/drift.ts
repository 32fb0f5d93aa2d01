import type { Kind } from '../kinds/kind.ts';
import { isReadable } from '../kinds/kind.ts';
import type { Schemas } from '../kinds/schema.ts';
import { elementSchema } from '../kinds/schema.ts';
import type { Ref } from '../model/element.ts';
import type { JsonObject } from '../model/json.ts';
import type { OrgRules } from '../model/org.ts';
import type { Change } from '../model/plan.ts';
import type { LiveSnapshot, Snapshot, Touch } from '../model/snapshot.ts';
import { diffAttributes } from './diff.ts';
import { leaveIgnored } from './ignored.ts';
import { withDefaults } from './merge.ts';
import { isSameValue } from './same-value.ts';
import type { Selection } from './selectors.ts';
import { readSelectors } from './selectors.ts';
import { findIdleLayout, findUnread } from './unread.ts';

/** What happened to one element of the org since the last apply, and who did it where the org tells. */
export interface Drift {
  readonly ref: Ref;
  readonly kind: string;
  readonly key: string;
  readonly what: 'added' | 'removed' | 'changed';
  /** from what was applied last to what the org has: an attribute a change for an element that came or went */
  readonly changes: readonly Change[];
  readonly touch?: Touch;
}

/** What comparing needs to know besides the two states. */
export interface DriftContext {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly schemas: Schemas;
  readonly rules: Pick<OrgRules, 'ignore' | 'deployOnce' | 'protect'>;
}

/**
 * How the org differs from what was applied last, by address: the plan's own comparison, with the last apply in the place of the files and nothing taken for left
 * alone. What the rules leave to the org is no drift, what could not be read has not gone, and of what only people set nobody can tell.
 */
export function findDrift(base: Snapshot, live: LiveSnapshot, context: DriftContext): readonly Drift[] {
  const selected = readSelectors(context.rules);
  const refs = [...new Set([...base.elements.keys(), ...live.elements.keys()])].sort();
  return refs.flatMap((ref) => {
    const [was, is] = [base.elements.get(ref), live.elements.get(ref)];
    const element = is ?? was;
    const kind = element === undefined ? undefined : context.kinds.get(element.kind);
    if (
      element === undefined ||
      kind === undefined ||
      !isReadable(kind) ||
      kind.factsOnly === true ||
      selected.ignores(ref) ||
      selected.deploysOnce(ref)
    )
      return [];
    if (is === undefined && (findUnread(live, element) ?? findIdleLayout(live, kind, element)) !== undefined) return [];
    const changes = compare({ kind, schemas: context.schemas, selected, ref }, was?.attributes, is?.attributes);
    if (changes.length === 0 && was !== undefined && is !== undefined) return [];
    const touch = live.touched.get(ref);
    const what = was === undefined ? ('added' as const) : is === undefined ? ('removed' as const) : ('changed' as const);
    return [{ ref, kind: element.kind, key: element.key, what, changes, ...(touch === undefined ? {} : { touch }) }];
  });
}

interface Comparing {
  readonly kind: Kind;
  readonly schemas: Schemas;
  readonly selected: Selection;
  readonly ref: Ref;
}

function compare({ kind, schemas, selected, ref }: Comparing, was: JsonObject | undefined, is: JsonObject | undefined): readonly Change[] {
  if (was === undefined || is === undefined) {
    const one = (value: JsonObject | undefined, side: 'before' | 'after') =>
      Object.entries(value ?? {}).map(([name, held]) => ({ path: [name], [side]: held }));
    return [...one(was, 'before'), ...one(is, 'after')];
  }
  if (isSameValue(was, is)) return [];
  const schema = elementSchema(schemas, kind.schema, kind.file.holds);
  const [before, after] = [withDefaults(schema, was), withDefaults(schema, is)];
  const isIgnored = selected.ignoredPaths(ref);
  return diffAttributes(schema, isIgnored === undefined ? before : leaveIgnored(schema, before, after, isIgnored), after);
}

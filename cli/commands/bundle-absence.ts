import type { Element, Ref } from '../model/element.ts';
import { moduleOfKey, refOf } from '../model/element.ts';
import type { Authority, OrgRules } from '../model/org.ts';
import { readSelectors } from '../plan/selectors.ts';
import { kindsByName } from './context.ts';
import type { Source } from './source.ts';
import type { Created } from './touched.ts';

/** What the target says about what a source no longer has. */
export interface TargetRules {
  readonly rules: OrgRules;
  /** elements that applies created in the target */
  readonly created: Created;
}

/** What the target's policy says absence means for a kind. */
export function authorityOfKind(rules: OrgRules, kind: string): Authority {
  return rules.authority.kinds.get(kind) ?? rules.authority.usual;
}

/**
 * Elements of the target's files that leave the bundle, since the source no longer has them: of authoritative kinds all, of managed ones what an apply created. Only
 * kinds that are sent and of which the source has any count, and only in modules that the source has: absence of everything is no wish to delete. What came with
 * the product, what is protected and what is left to the org stays.
 */
export function findLeaving(files: ReadonlyMap<Ref, Element>, source: Source, { rules, created }: TargetRules): ReadonlySet<Ref> {
  const selected = readSelectors(rules);
  const sent = [...source.snapshot.elements.values()];
  const kinds = new Set(sent.map((element) => element.kind).filter((kind) => source.complete.has(kind)));
  const modules = new Set(sent.filter((element) => kindsByName.get(element.kind)?.scope === 'module').map((element) => moduleOfKey(element.key)));
  for (const element of sent) if (element.kind === 'module') modules.add(element.key);
  const mayLeave = (ref: Ref, { kind, key, attributes }: Element): boolean => {
    const facts = kindsByName.get(kind);
    const authority = authorityOfKind(rules, kind);
    if (facts === undefined || !kinds.has(kind) || source.snapshot.elements.has(ref)) return false;
    if (authority === 'additive' || (authority === 'managed' && !created.has(ref))) return false;
    if (selected.protects(ref) || selected.ignores(ref) || selected.deploysOnce(ref)) return false;
    return facts.isSystem?.(key, attributes) !== true && facts.arrives?.(key, attributes) !== true;
  };
  const leaving = new Set([...files].filter(([ref, element]) => mayLeave(ref, element)).map(([ref]) => ref));
  const isWithinReach = (element: Element): boolean => {
    if (kindsByName.get(element.kind)?.scope !== 'module') return true;
    const module = moduleOfKey(element.key);
    return modules.has(module) || leaving.has(refOf('module', module));
  };
  return new Set([...leaving].filter((ref) => isWithinReach(files.get(ref) as Element)));
}

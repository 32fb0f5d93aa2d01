import type { Kind } from '../kinds/kind.ts';
import { isReadable } from '../kinds/kind.ts';
import { digestValue } from '../model/canonical.ts';
import type { Ref } from '../model/element.ts';
import { splitRef } from '../model/element.ts';
import type { Told } from '../model/history.ts';
import type { JsonObject } from '../model/json.ts';
import type { Snapshot } from '../model/snapshot.ts';

/**
 * The org as read, with what no API tells of as people ticked that they had set it (it stands in `base`). So every plan compares such elements with what was done last,
 * and asks for what is new, changed or gone.
 */
export function completeTold<T extends Snapshot>(live: T, base: Snapshot | undefined, kinds: ReadonlyMap<string, Kind>): T {
  const told = [...(base?.elements ?? [])].filter(([, element]) => isTold(kinds, element.kind));
  return told.length === 0 ? live : { ...live, elements: new Map([...live.elements, ...told]) };
}

/** True for a kind of which only files and ticks tell. */
export function isTold(kinds: ReadonlyMap<string, Kind>, kind: string): boolean {
  const found = kinds.get(kind);
  return found !== undefined && !isReadable(found);
}

/** By what a tick is known: of what it says that the org has, or (null) no longer has. The same wherever it is listed, and another one once the file says another thing. */
export function tickOf(ref: Ref, attributes: JsonObject | null): string {
  return digestValue({ ref, attributes }).slice('sha256:'.length, 'sha256:'.length + 32);
}

/** What the org is known to have once these ticks are believed. */
export function believeTicks(base: Snapshot, told: readonly Told[], ticks: ReadonlySet<string>): Snapshot {
  const done = told.filter(({ ref, attributes }) => ticks.has(tickOf(ref, attributes)));
  if (done.length === 0) return base;
  const elements = new Map(base.elements);
  for (const { ref, attributes } of done) {
    if (attributes === null) elements.delete(ref);
    else elements.set(ref, { ...splitRef(ref), attributes });
  }
  return { elements };
}

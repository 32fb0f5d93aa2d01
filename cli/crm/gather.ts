import type { KindDocuments, Unreadable } from '../model/snapshot.ts';
import type { Part } from './read-part.ts';

/** Documents by kind, in the order of the parts. A part whose list could not be read is not there; an empty one is. */
export function groupDocuments(parts: readonly Part[]): ReadonlyMap<string, readonly KindDocuments[]> {
  const byKind = new Map<string, KindDocuments[]>();
  for (const { kind, module, documents, listed } of parts) {
    const group = byKind.get(kind) ?? [];
    const named = listed === undefined ? {} : { listed };
    if (documents !== undefined) group.push({ ...(module === undefined ? {} : { module }), documents, ...named });
    byKind.set(kind, group);
  }
  return byKind;
}

/** What could not be read, by kind; one entry without a module where a kind failed in every module. */
export function collectUnreadable(parts: readonly Part[]): readonly Unreadable[] {
  const kinds = [...new Set(parts.map((part) => part.kind))];
  return kinds.flatMap((kind) => {
    const ofKind = parts.filter((part) => part.kind === kind);
    const failed = ofKind.flatMap(({ module, reason, code }) =>
      reason === undefined ? [] : [{ module, reason, ...(code === undefined ? {} : { code }) }],
    );
    const [first] = failed;
    if (first === undefined) return [];
    if (failed.length === ofKind.length) {
      const { module: _module, ...why } = first;
      return [{ kind, ...why }];
    }
    return failed.map(({ module, ...why }) => ({ kind, ...(module === undefined ? {} : { module }), ...why }));
  });
}

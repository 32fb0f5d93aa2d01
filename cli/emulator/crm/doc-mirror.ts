import type { Doc } from './doc.ts';

/** A document as it is loaded: with its parent, in the order of insertion. */
export interface LoadedDoc {
  readonly doc: Doc;
  readonly parent: string;
}

/** Everything a collection holds, parsed once. Documents are never changed in place, so that they can be handed out as they are. */
interface Collection {
  readonly docs: Map<string, LoadedDoc>;
  /** by parent; the order of each is that of insertion */
  readonly below: Map<string, Map<string, Doc>>;
}

/** A mark of the state of what was read: equal marks mean equal content. */
export interface ReadMark {
  readonly collection: string;
  readonly version: number;
}

/** The documents of the store in memory. Reading parses nothing, and tells what a piece of work has read, so that its result can be kept until that changes. */
export interface DocMirror {
  collection(org: string, name: string): Collection;
  /** takes over what was written; no parent keeps that of the document */
  put(org: string, name: string, doc: Doc, parent: string | undefined): void;
  remove(org: string, name: string, id: string): void;
  /** forgets everything, as after a transaction that was rolled back */
  clear(): void;
  /** runs the work and tells which collections it read, and in which state */
  watch<T>(work: () => T): { readonly result: T; readonly read: readonly ReadMark[] };
  /** true while none of the collections has changed */
  holds(read: readonly ReadMark[]): boolean;
}

/** An empty mirror; `load` gives a collection's documents in the order of insertion. */
export function createMirror(load: (org: string, name: string) => readonly LoadedDoc[]): DocMirror {
  const collections = new Map<string, Collection>();
  const versions = new Map<string, number>();
  let clears = 0;
  let watched: Set<string> | undefined;
  const versionOf = (key: string): number => clears + (versions.get(key) ?? 0);
  const touch = (key: string): void => void versions.set(key, (versions.get(key) ?? 0) + 1);
  const find = (org: string, name: string): Collection => {
    const key = keyOf(org, name);
    watched?.add(key);
    const found = collections.get(key) ?? index(load(org, name));
    collections.set(key, found);
    return found;
  };
  return {
    collection: find,
    put(org, name, doc, parent) {
      const key = keyOf(org, name);
      touch(key);
      const loaded = collections.get(key);
      const before = loaded?.docs.get(doc.id);
      // Another parent would change the order below it: read afresh.
      if (before !== undefined && parent !== undefined && parent !== before.parent) collections.delete(key);
      else if (loaded !== undefined) hold(loaded, { doc, parent: before?.parent ?? parent ?? '' });
    },
    remove(org, name, id) {
      const key = keyOf(org, name);
      touch(key);
      const loaded = collections.get(key);
      const before = loaded?.docs.get(id);
      loaded?.docs.delete(id);
      if (before !== undefined) loaded?.below.get(before.parent)?.delete(id);
    },
    clear() {
      clears += 1;
      collections.clear();
    },
    watch(work) {
      const outer = watched;
      const own = new Set<string>();
      watched = own;
      try {
        const result = work();
        return { result, read: [...own].map((collection) => ({ collection, version: versionOf(collection) })) };
      } finally {
        watched = outer;
        for (const key of own) outer?.add(key);
      }
    },
    holds: (read) => read.every(({ collection, version }) => versionOf(collection) === version),
  };
}

function keyOf(org: string, name: string): string {
  return `${org}\n${name}`;
}

function index(loaded: readonly LoadedDoc[]): Collection {
  const collection: Collection = { docs: new Map(), below: new Map() };
  for (const one of loaded) hold(collection, one);
  return collection;
}

function hold(collection: Collection, one: LoadedDoc): void {
  collection.docs.set(one.doc.id, one);
  const siblings = collection.below.get(one.parent) ?? new Map<string, Doc>();
  collection.below.set(one.parent, siblings);
  siblings.set(one.doc.id, one.doc);
}

import type { Kind } from '../kinds/kind.ts';
import { isOnlyOne, onlyKey } from '../kinds/kind.ts';
import type { Element, Ref } from '../model/element.ts';
import { moduleOfKey, refOf } from '../model/element.ts';
import type { Move } from '../model/identity.ts';
import type { JsonObject } from '../model/json.ts';
import { text } from '../model/json.ts';
import type { Candidate, Touch } from '../model/snapshot.ts';

/** Known keys from earlier: id → key by kind, from identities.yaml and from receipts, so that a renamed element keeps its key. */
export type KnownKeys = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** A document with the key it got, or with the reason why it got none. */
export interface KeyedDocument {
  readonly kind: Kind;
  readonly key: string;
  readonly document: JsonObject;
}

/** Keys by kind, module and name, from files: an element whose file has another name than the element itself keeps the file's. */
export type NamedKeys = ReadonlyMap<string, string>;

/** What earlier runs and files say about keys. */
export interface KeySources {
  readonly known: KnownKeys;
  readonly named: NamedKeys;
}

/**
 * Gives every document of a kind its key. A known id keeps its key, then a name that a file has keeps the file's; others get module and name. Names need
 * not be unique in Zoho (facts: samples 8), so a repeated one gets ` (2)`, ` (3)` … in order of id, which is the order of creation.
 */
export function assignKeys(
  kind: Kind,
  documents: readonly { module: string; document: JsonObject }[],
  sources: KeySources,
): readonly KeyedDocument[] {
  const known = knownKeys(kind, sources);
  const byId = [...documents].sort((a, b) => compareIds(text(a.document, 'id') ?? '', text(b.document, 'id') ?? ''));
  const taken = new Set(byId.flatMap(({ document }) => known.get(text(document, 'id') ?? '') ?? []));
  return byId.map(({ module, document }) => {
    const kept = known.get(text(document, 'id') ?? '');
    const key =
      kept ?? freeKey(sources.named.get(nameAddress(kind.name, module, text(document, 'name') ?? '')) ?? naturalKey(kind, module, document), taken);
    taken.add(key);
    return { kind, key, document };
  });
}

/** The rename of an element whose key is its name, as its id tells: from what the org calls it to the key that its id was noted under. */
export function findRenamed({ kind, key, document }: KeyedDocument, sources: KeySources): readonly Move[] {
  const noted = isNamedByKey(kind) ? sources.known.get(kind.name)?.get(text(document, 'id') ?? '') : undefined;
  return noted === undefined || noted === key ? [] : [{ from: refOf(kind.name, key), to: refOf(kind.name, noted) }];
}

function isNamedByKey(kind: Kind): boolean {
  return kind.identity === 'name' && kind.file.holds === 'map';
}

/** Known keys of a kind by id. Where the key is the name itself (files that are maps of names, such as roles) the org's name counts, not an earlier one. */
function knownKeys(kind: Kind, sources: KeySources): ReadonlyMap<string, string> {
  return (isNamedByKey(kind) ? undefined : sources.known.get(kind.name)) ?? new Map<string, string>();
}

/**
 * Elements that share a module and name with others, none of which is known by its id, by address: such a name may mean any of them. In order of id, which is the
 * order of creation.
 */
export function findAmbiguous(kind: Kind, keyed: readonly KeyedDocument[], sources: KeySources): ReadonlyMap<Ref, readonly Candidate[]> {
  const known = knownKeys(kind, sources);
  const unknown = keyed.filter((one) => !known.has(text(one.document, 'id') ?? ''));
  const byName = Map.groupBy(kind.identity === 'name' ? unknown : [], (one) =>
    nameAddress(kind.name, moduleOf(kind, one.key), text(one.document, 'name') ?? ''),
  );
  const groups = [...byName.values()].filter((group) => group.length > 1);
  return new Map(
    groups.flatMap((group) => {
      const candidates = group.map(({ key, document }): Candidate => ({ key, id: text(document, 'id') ?? '', touch: touchOf(document) }));
      return group.map((one) => [refOfKeyed(one), candidates] as const);
    }),
  );
}

/**
 * Who changed a document last, and when; empty where the CRM does not tell (OpenAPI: `modified_by` with `name` and `id`, `modified_time` in ISO 8601; of roles both
 * with `__s` at the end).
 */
export function touchOf(document: JsonObject): Touch {
  const by = text(document['modified_by'] ?? document['modified_by__s'], 'name');
  const at = text(document, 'modified_time') ?? text(document, 'modified_time__s');
  return { ...(by === undefined ? {} : { by }), ...(at === undefined ? {} : { at }) };
}

function nameAddress(kind: string, module: string, name: string): string {
  return JSON.stringify([kind, module, name]);
}

/** Keys of elements by name, for kinds whose names can change; a name that stands for several elements stands for none. */
export function indexNames(elements: Iterable<Element>, kinds: readonly Kind[]): NamedKeys {
  const byName = new Map(kinds.filter((kind) => kind.identity === 'name').map((kind) => [kind.name, kind]));
  const keys = new Map<string, string | undefined>();
  for (const element of elements) {
    const kind = byName.get(element.kind);
    const name = text(element.attributes, 'name');
    if (kind === undefined || name === undefined) continue;
    const address = nameAddress(kind.name, moduleOf(kind, element.key), name);
    keys.set(address, keys.has(address) ? undefined : element.key);
  }
  return new Map([...keys].flatMap(([address, key]) => (key === undefined ? [] : [[address, key] as const])));
}

/** The key that a document has by itself: its api name or name, after its module where the kind belongs to one. */
function naturalKey(kind: Kind, module: string, document: JsonObject): string {
  const name = ownName(kind, document);
  return kind.scope === 'module' ? `${module}${kind.separator}${name}` : name;
}

/** What a document is called within its module or the org. */
export function ownName(kind: Kind, document: JsonObject): string {
  if (isOnlyOne(kind)) return onlyKey;
  return kind.nameOf?.(document) ?? text(document, kind.identity) ?? text(document, 'name') ?? '';
}

function freeKey(key: string, taken: ReadonlySet<string>): string {
  if (!taken.has(key)) return key;
  let count = 2;
  while (taken.has(`${key} (${count})`)) count += 1;
  return `${key} (${count})`;
}

/** Ids are decimal texts of 17 to 19 digits, beyond exact numbers: the shorter is the smaller. */
function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** The module of a document: the one it was listed for, else the one it names. */
export function moduleOfDocument(document: JsonObject, listed: string | undefined): string {
  if (listed !== undefined) return listed;
  const module = document['module'];
  return typeof module === 'string' ? module : (text(module, 'api_name') ?? '');
}

/** Known keys by kind, made from lines of kind, key and id. */
export function indexKnownKeys(ids: Iterable<readonly [Ref, string]>): KnownKeys {
  const known = new Map<string, Map<string, string>>();
  for (const [ref, id] of ids) {
    const kind = ref.slice(0, ref.indexOf(':'));
    const keys = known.get(kind) ?? new Map<string, string>();
    keys.set(id, ref.slice(kind.length + 1));
    known.set(kind, keys);
  }
  return known;
}

/** The api name of the module that an element belongs to; empty for org-wide kinds. */
export function moduleOf(kind: Kind, key: string): string {
  return kind.scope === 'module' ? moduleOfKey(key) : '';
}

/** The address of a keyed document. */
export function refOfKeyed(keyed: KeyedDocument): Ref {
  return refOf(keyed.kind.name, keyed.key);
}

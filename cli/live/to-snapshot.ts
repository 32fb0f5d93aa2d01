import type { Kind } from '../kinds/kind.ts';
import type { Schemas } from '../kinds/schema.ts';
import { elementSchema } from '../kinds/schema.ts';
import type { Element, Ref } from '../model/element.ts';
import { refOf, splitRef } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { text } from '../model/json.ts';
import type { OrgFacts } from '../model/org.ts';
import type { Candidate, KindDocuments, LeftOut, LiveSnapshot, OrgDocuments, Touch } from '../model/snapshot.ts';
import type { IdLookup } from './from-wire.ts';
import { attributesFromWire } from './from-wire.ts';
import type { KeyedDocument, KeySources } from './keys.ts';
import { assignKeys, findAmbiguous, findRenamed, moduleOf, moduleOfDocument, ownName, refOfKeyed, touchOf } from './keys.ts';
import { pruneLeftOut } from './prune.ts';
import { licenseOf, standingFromDocuments } from './standing.ts';

/** What turning documents into a snapshot needs to know besides the documents. */
export interface SnapshotContext {
  readonly kinds: readonly Kind[];
  readonly schemas: Schemas;
  readonly keys: KeySources;
}

/**
 * The snapshot of an org from the answers of its lists. Documents of extensions and placeholders of the product are left out with the reason;
 * ids of elements and of their parts are kept beside the snapshot, never in it.
 */
export function snapshotFromDocuments(read: OrgDocuments, context: SnapshotContext): LiveSnapshot {
  const leftOut: LeftOut[] = [];
  const known = context.kinds.flatMap((kind) => keyDocuments(kind, read.documents.get(kind.name) ?? [], context.keys, leftOut));
  const ids = new Map([...namedIds(read, context.kinds), ...collectIds(known, read)]);
  const unread = new Set([...read.documents.values()].flat().flatMap((list) => list.listed ?? []));
  const keyed = known.filter((one) => !unread.has(one.document));
  const lookup = indexIds([...ids, ...externalIds(read)], context.kinds);
  const elements = new Map<Ref, Element>();
  for (const one of keyed) elements.set(refOfKeyed(one), toElement(one, context.schemas, lookup));
  const orphans = dropOrphans(elements, leftOut, context.kinds);
  const pruned = pruneLeftOut(elements, orphans, context.kinds, context.schemas);
  return {
    ...pruned,
    ids,
    facts: factsFromOrg(read.org),
    standing: standingFromDocuments(read),
    unreadable: read.unreadable,
    capabilities: read.capabilities,
    touched: collectTouches(keyed),
    ambiguous: collectAmbiguous(keyed, context),
    renamed: keyed.flatMap((one) => findRenamed(one, context.keys)),
  };
}

function collectTouches(keyed: readonly KeyedDocument[]): ReadonlyMap<Ref, Touch> {
  return new Map(
    keyed.flatMap((one) => {
      const touch = touchOf(one.document);
      return Object.keys(touch).length === 0 ? [] : [[refOfKeyed(one), touch] as const];
    }),
  );
}

function collectAmbiguous(keyed: readonly KeyedDocument[], context: SnapshotContext): ReadonlyMap<Ref, readonly Candidate[]> {
  const byKind = Map.groupBy(keyed, (one) => one.kind);
  return new Map([...byKind].flatMap(([kind, documents]) => [...findAmbiguous(kind, documents, context.keys)]));
}

/** Ids of the elements in a few documents (what came with a new module), to be added to an index. */
export function idsFromDocuments(kind: Kind, documents: readonly KindDocuments[]): readonly (readonly [Ref, string])[] {
  return keyDocuments(kind, documents, { known: new Map(), named: new Map() }, []).flatMap(idsOf);
}

function keyDocuments(kind: Kind, lists: readonly KindDocuments[], keys: KeySources, leftOut: LeftOut[]): readonly KeyedDocument[] {
  const mine: { module: string; document: JsonObject }[] = [];
  for (const list of lists) {
    for (const document of [...list.documents, ...(list.listed ?? [])]) {
      const module = kind.scope === 'module' ? moduleOfDocument(document, list.module) : '';
      const reason = kind.leaveOut?.(document);
      if (reason === undefined) mine.push({ module, document });
      else
        leftOut.push({
          kind: kind.name,
          key: [module, ownName(kind, document)].filter((part) => part !== '').join(kind.separator),
          reason,
        });
    }
  }
  return assignKeys(kind, mine, keys);
}

function idsOf(keyed: KeyedDocument): readonly (readonly [Ref, string])[] {
  const id = text(keyed.document, 'id');
  const own: readonly (readonly [Ref, string])[] = id === undefined ? [] : [[refOfKeyed(keyed), id]];
  return [...own, ...(keyed.kind.partIds?.(keyed.document, keyed.key) ?? [])];
}

/** Ids of what is left out and can be referred to all the same, by name. */
function namedIds(read: OrgDocuments, kinds: readonly Kind[]): readonly (readonly [Ref, string])[] {
  return kinds.flatMap((kind) =>
    (kind.stillNamed === undefined ? [] : (read.documents.get(kind.name) ?? [])).flatMap(({ module, documents }) =>
      documents
        .filter((document) => kind.leaveOut?.(document) === kind.stillNamed)
        .map((document) => {
          const scope = kind.scope === 'module' ? [moduleOfDocument(document, module)] : [];
          return [refOf(kind.name, [...scope, ownName(kind, document)].join(kind.separator)), text(document, 'id') ?? ''] as const;
        }),
    ),
  );
}

function collectIds(keyed: readonly KeyedDocument[], read: OrgDocuments): ReadonlyMap<Ref, string> {
  const ids = new Map<Ref, string>();
  for (const one of keyed) for (const [ref, id] of idsOf(one)) ids.set(ref, id);
  for (const [ref, id] of externalIds(read)) ids.set(ref, id);
  return ids;
}

/** Users are referred to by e-mail but never in files. Of several with one address the last counts where an id is wanted, which is one that is active if any is. */
function externalIds(read: OrgDocuments): readonly (readonly [Ref, string])[] {
  const users = (read.documents.get('user') ?? []).flatMap((list) => list.documents);
  const activeLast = [...users].sort((a, b) => Number(isActive(a)) - Number(isActive(b)));
  return activeLast.flatMap((user): readonly (readonly [Ref, string])[] => {
    const email = text(user, 'email') ?? '';
    return email === '' ? [] : [[refOf('user', email), text(user, 'id') ?? '']];
  });
}

/** Users are `active`, `inactive`, `deleted` or `disabled` (OpenAPI users.json). */
function isActive(user: JsonObject): boolean {
  return user['status'] === 'active';
}

interface ReverseIndex {
  readonly byId: ReadonlyMap<string, { kind: string; key: string }>;
}

/** Kinds that are referred to and never in files. */
const externalKinds = ['user'];

/** Parts such as picklist values are not referred to by free values, so only elements count. */
function indexIds(ids: Iterable<readonly [Ref, string]>, kinds: readonly Kind[]): ReverseIndex {
  const names = new Set([...kinds.map((kind) => kind.name), ...externalKinds]);
  const byId = new Map<string, { kind: string; key: string }>();
  for (const [ref, id] of ids) {
    const target = splitRef(ref);
    if (names.has(target.kind)) byId.set(id, target);
  }
  return { byId };
}

function toElement(keyed: KeyedDocument, schemas: Schemas, index: ReverseIndex): Element {
  const { kind, key, document } = keyed;
  const lookup: IdLookup = {
    keyOf: (wanted, id) => (index.byId.get(id)?.kind === wanted ? index.byId.get(id)?.key : undefined),
    find: (id) => index.byId.get(id),
    module: moduleOf(kind, key),
  };
  return {
    kind: kind.name,
    key,
    attributes: attributesFromWire(elementSchema(schemas, kind.schema, kind.file.holds), kind.reshape?.(document) ?? document, lookup),
  };
}

/** Elements of a module that was left out are left out with it, so that files never refer to a module that is not there. */
function dropOrphans(elements: Map<Ref, Element>, leftOut: LeftOut[], kinds: readonly Kind[]): readonly LeftOut[] {
  const all = [...leftOut];
  const scoped = new Map(kinds.map((kind) => [kind.name, kind]));
  for (const [ref, element] of elements) {
    const kind = scoped.get(element.kind);
    if (kind?.scope !== 'module' || elements.has(refOf('module', moduleOf(kind, element.key)))) continue;
    elements.delete(ref);
    all.push({ kind: element.kind, key: element.key, reason: 'module-left-out' });
  }
  return all;
}

/** The edition whose limits hold: during a trial Zoho names it in `trial_type`, and `paid_type` says `free` (OpenAPI org.json). */
function editionInUse(org: JsonObject): string {
  const { paidType = '', paid, trialType } = licenseOf(org);
  return paid === false && paidType === 'free' && trialType !== undefined ? trialType : paidType;
}

/** Facts of an org from `GET /org` (OpenAPI org.json). */
export function factsFromOrg(org: JsonObject): OrgFacts {
  const say = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
  return {
    zgid: say(org['zgid']),
    type: say(org['type']).toLowerCase(),
    edition: editionInUse(org),
    company: say(org['company_name']),
    domain: say(org['domain_name']),
    timeZone: say(org['time_zone']),
    currency: say(org['iso_code']),
  };
}

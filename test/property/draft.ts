import { findReferences } from '../../cli/kinds/references.ts';
import type { Element, Ref } from '../../cli/model/element.ts';
import { moduleOfKey, refOf, splitRef } from '../../cli/model/element.ts';
import type { Move } from '../../cli/model/identity.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { isList, isObject, objects, property } from '../../cli/model/json.ts';
import type { Snapshot } from '../../cli/model/snapshot.ts';
import { kindOf, kindsByName, schemaOf } from '../plan/world.ts';

/** What becomes of an element between the org as it is and what is wanted. */
export type Fate = 'stays' | 'changes' | 'goes' | 'comes';

/**
 * An element in two versions. In attributes a text `@kind:key` stands for the key that the draft of that key has on the side that is made, so that what refers to
 * a renamed element follows it.
 */
export interface Draft {
  readonly kind: string;
  readonly key: string;
  /** the key that is wanted where it is another one: a declared move */
  readonly movedTo?: string;
  readonly fate: Fate;
  readonly first: JsonObject;
  readonly second: JsonObject;
}

/** What an org has and what is wanted of it. */
export interface Pair {
  readonly live: Snapshot;
  readonly desired: Snapshot;
  readonly moved: readonly Move[];
}

/** Makes both sides of drafts, without what would refer to nothing; `standard` is what every org has. */
export function makePair(drafts: readonly Draft[], standard: ReadonlyMap<Ref, Element>): Pair {
  const live = settle(sideOf(drafts, 'first'), standard);
  const desired = settle(sideOf(drafts, 'second'), standard);
  const moved = drafts.flatMap(({ kind, key, movedTo }): readonly Move[] => {
    const [from, to] = [refOf(kind, key), refOf(kind, movedTo ?? key)];
    return from === to || !live.elements.has(from) || !desired.elements.has(to) ? [] : [{ from, to }];
  });
  return { live, desired, moved };
}

/** Makes an org of drafts as they are at first, whatever becomes of them, without what would refer to nothing. */
export function makeSnapshot(drafts: readonly Draft[], standard: ReadonlyMap<Ref, Element>): Snapshot {
  const staying = drafts.map((draft): Draft => ({ ...draft, fate: 'stays' }));
  return settle(sideOf(staying, 'first'), standard);
}

function sideOf(drafts: readonly Draft[], side: 'first' | 'second'): ReadonlyMap<Ref, Element> {
  const absent: Fate = side === 'first' ? 'comes' : 'goes';
  const there = drafts.filter((draft) => draft.fate !== absent);
  const keyOf = (draft: Draft): string => (side === 'second' && draft.fate !== 'stays' ? (draft.movedTo ?? draft.key) : draft.key);
  const keys = new Map(drafts.map((draft) => [refOf(draft.kind, draft.key), keyOf(draft)]));
  return new Map(
    there.map((draft) => {
      const attributes = side === 'second' && draft.fate !== 'stays' ? draft.second : draft.first;
      const element: Element = { kind: draft.kind, key: keyOf(draft), attributes: nameKeys(attributes, keys) as JsonObject };
      return [refOf(element.kind, element.key), element];
    }),
  );
}

function nameKeys(value: Json, keys: ReadonlyMap<Ref, string>): Json {
  if (typeof value === 'string') return value.startsWith('@') ? (keys.get(value.slice(1) as Ref) ?? splitRef(value.slice(1) as Ref).key) : value;
  if (isList(value)) return value.map((item) => nameKeys(item, keys));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.startsWith('@') ? String(nameKeys(name, keys)) : name, nameKeys(member, keys)]),
  );
}

/** Elements without loose ends: members of lists that refer to nothing go, and elements that cannot be without. */
function settle(given: ReadonlyMap<Ref, Element>, standard: ReadonlyMap<Ref, Element>): Snapshot {
  let elements = given;
  for (let before: unknown; before !== elements; ) {
    before = elements;
    const whole = [...elements].flatMap(([ref, element]) => {
      const kept = withoutLooseEnds(element, elements, standard);
      return kept === undefined || !isWhole(kept) ? [] : [[ref, kept] as const];
    });
    if (whole.length < elements.size || whole.some(([ref, element]) => elements.get(ref) !== element)) elements = new Map(whole);
  }
  return { elements };
}

function withoutLooseEnds(element: Element, elements: ReadonlyMap<Ref, Element>, standard: ReadonlyMap<Ref, Element>): Element | undefined {
  const kind = kindOf(element.kind);
  const module = kind.scope === 'module' ? moduleOfKey(element.key) : '';
  const isThere = (ref: Ref): boolean => elements.has(ref) || standard.has(ref) || isArriving(ref, elements);
  // Named by the module's own name.
  const home = element.kind === 'data_sharing' ? element.key : module;
  if (home !== '' && !isThere(refOf('module', home))) return undefined;
  const loose = findReferences(schemaOf(kind), element.attributes, module, new Set(kindsByName.keys())).filter(
    ({ ref }) => !isExternal(ref) && !isThere(ref),
  );
  if (loose.length === 0) return element;
  const members = loose.map(({ path }) => path.slice(0, path.findLastIndex((part) => typeof part === 'number') + 1));
  if (members.some((path) => path.length === 0)) return undefined;
  return { ...element, attributes: dropAt(element.attributes, [], new Set(members.map((path) => JSON.stringify(path)))) as JsonObject };
}

function dropAt(value: Json, path: readonly (string | number)[], drop: ReadonlySet<string>): Json {
  if (isList(value))
    return value.flatMap((item, index) => (drop.has(JSON.stringify([...path, index])) ? [] : [dropAt(item, [...path, index], drop)]));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, dropAt(member, [...path, name], drop)]));
}

/** Users and templates are never in files. */
function isExternal(ref: Ref): boolean {
  return !kindsByName.has(splitRef(ref).kind);
}

/** True for what a custom module of these brings along. */
export function isArriving(ref: Ref, elements: ReadonlyMap<Ref, Element>): boolean {
  const { kind, key } = splitRef(ref);
  if (kind === 'layout') return key.endsWith('/Standard') && elements.has(refOf('module', moduleOfKey(key)));
  return kind === 'field' && key.endsWith('.Name') && elements.has(refOf('module', moduleOfKey(key)));
}

/** A condition without an action, a mail to nobody and an assignment to nobody are nothing that the CRM takes. */
function isWhole({ kind, attributes }: Element): boolean {
  if (kind === 'email_notification') return objects(attributes, 'recipients').length > 0;
  const assigned = objects(attributes, 'rule_entries').map((entry) => property(entry, 'assign_to'));
  if (assigned.some((one) => objects(one, 'resources').length === 0 && isList(property(one, 'resources')))) return false;
  return kind !== 'workflow_rule' || objects(attributes, 'conditions').every((one) => objects(one, 'instant_actions').length > 0);
}

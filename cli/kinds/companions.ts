import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, property } from '../model/json.ts';
import type { Kind } from './kind.ts';
import type { SchemaNode, Schemas } from './schema.ts';
import { elementSchema, keyReferenceRule, referenceRule, resolveSchema } from './schema.ts';

/** Kinds that values of free form name: whom something goes to or is shared with, and fields that are compared with or sent along. */
const namedInValues: readonly string[] = ['role', 'profile', 'user_group', 'territory', 'field'];

/** What is read of an org for some of its kinds. */
export interface Reading {
  /** all kinds; of those that are not asked for the lists alone, since those tell names and ids */
  readonly kinds: readonly Kind[];
  /** names of the kinds to read */
  readonly only: readonly string[];
}

/**
 * What has to be read so that elements of some kinds can say what they refer to: those kinds, and those that their schemas refer to (one level). References within a
 * module by api name need no list: the CRM gives that name beside the id.
 */
export function withCompanions(only: readonly string[], kinds: readonly Kind[], schemas: Schemas): Reading {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  const companions = only.flatMap((name) => {
    const kind = byName.get(name);
    return kind === undefined ? [] : [...referredKinds(kind, byName, schemas)];
  });
  return {
    kinds: kinds.map((kind) => (only.includes(kind.name) ? kind : withoutDetail(kind))),
    only: [...new Set([...only, ...companions.filter((name) => byName.has(name))])],
  };
}

function withoutDetail({ detail: _detail, ...kind }: Kind): Kind {
  return kind;
}

function referredKinds(kind: Kind, byName: ReadonlyMap<string, Kind>, schemas: Schemas): ReadonlySet<string> {
  const found = new Set<string>();
  collectKinds(elementSchema(schemas, kind.schema, kind.file.holds), { byName, found, seen: new Set() });
  return found;
}

interface Search {
  readonly byName: ReadonlyMap<string, Kind>;
  readonly found: Set<string>;
  /** nodes that were looked at, since schemas contain themselves */
  readonly seen: Set<JsonObject>;
}

function collectKinds(given: SchemaNode, search: Search): void {
  const schema = resolveSchema(given);
  if (search.seen.has(schema.node)) return;
  search.seen.add(schema.node);
  if (property(schema.node, 'x-value') === true) for (const name of namedInValues) search.found.add(name);
  for (const rule of [referenceRule(schema), keyReferenceRule(schema)]) {
    if (rule === undefined) continue;
    if (!rule.inModule || search.byName.get(rule.kind)?.identity !== 'api_name') search.found.add(rule.kind);
  }
  for (const node of partsOf(schema.node)) collectKinds({ ...schema, node }, search);
}

function partsOf(value: Json): readonly JsonObject[] {
  const members = isList(value) ? value : Object.values(isObject(value) ? value : {});
  return members.flatMap((member) => (isObject(member) ? [member] : isList(member) ? partsOf(member) : []));
}

import type { CrmRequest, IdIndex, Write } from '../model/crm-call.ts';
import type { Ref } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, text } from '../model/json.ts';

/** A write with ids and secrets filled in, ready to be sent; `captures` has one entry an item. */
export interface ReadyWrite {
  readonly request: CrmRequest;
  readonly envelope: string;
  readonly captures: readonly (Ref | undefined)[];
}

/** What a write lacks: the id of an element that is not in the org. */
export interface MissingId {
  readonly missing: Ref;
}

/** Values of secrets by name; undefined when not supplied. */
export type Secrets = (name: string) => string | undefined;

/** Fills in the ids and secrets of a write. A secret that is not supplied leaves its parameter out, so that the target keeps what it has. */
export function resolveWrite(write: Write, ids: IdIndex, secrets: Secrets): ReadyWrite | MissingId {
  const missing: Ref[] = [];
  const idOf = (ref: Ref): string => {
    const id = ids.get(ref);
    if (id === undefined) missing.push(ref);
    return id ?? '';
  };
  const items = write.items.map((item) => fill(item.body, idOf, secrets) ?? {});
  const path = write.target === undefined ? write.path : write.path.replace('{id}', idOf(write.target));
  const query = Object.fromEntries(
    Object.entries(write.query ?? {}).map(([name, value]) => [name, typeof value === 'string' ? value : idOf(value.$id)]),
  );
  const first = missing[0];
  if (first !== undefined) return { missing: first };
  const request: CrmRequest = { method: write.method, path, ...(Object.keys(query).length > 0 ? { query } : {}), body: { [write.envelope]: items } };
  return { request, envelope: write.envelope, captures: write.items.map((item) => item.captures) };
}

function fill(value: Json, idOf: (ref: Ref) => string, secrets: Secrets): Json | undefined {
  if (isList(value)) return value.flatMap((item) => fill(item, idOf, secrets) ?? []);
  if (!isObject(value)) return value;
  const ref = text(value, '$id');
  if (ref !== undefined) return idOf(ref as Ref);
  const secret = text(value, '$secret');
  if (secret !== undefined) return secrets(secret);
  if (isUnsuppliedParameter(value, secrets)) return undefined;
  return fillObject(value, idOf, secrets);
}

function fillObject(value: JsonObject, idOf: (ref: Ref) => string, secrets: Secrets): JsonObject {
  const entries = Object.entries(value).flatMap(([name, member]) => {
    const filled = fill(member, idOf, secrets);
    return filled === undefined ? [] : [[name, filled] as const];
  });
  return Object.fromEntries(entries);
}

function isUnsuppliedParameter(value: JsonObject, secrets: Secrets): boolean {
  const secret = text(value['value'], '$secret');
  return secret !== undefined && secrets(secret) === undefined;
}

/** Joins writes that agree in method, path, query and envelope, up to the most items one call takes. Order within and between is kept. */
export function joinWrites(writes: readonly Write[]): readonly Write[] {
  const joined: Write[] = [];
  for (const write of writes) {
    const at = joined.findIndex((other) => isJoinable(other, write));
    const other = joined[at];
    if (other === undefined) joined.push(write);
    else joined[at] = { ...other, items: [...other.items, ...write.items] };
  }
  return joined;
}

function isJoinable(one: Write, other: Write): boolean {
  return (
    one.items.length + other.items.length <= one.batch &&
    one.method === other.method &&
    one.path === other.path &&
    one.target === other.target &&
    one.envelope === other.envelope &&
    JSON.stringify(one.query) === JSON.stringify(other.query)
  );
}

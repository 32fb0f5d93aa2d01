import type { IdIndex, Write } from '../model/crm-call.ts';
import type { Ref } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, text } from '../model/json.ts';
import { fillSecrets } from '../model/secret-text.ts';
import { demandAddress } from './address.ts';

/** A write with ids and secrets filled in, ready to be sent as one request. */
export interface ReadyWrite {
  readonly method: Write['method'];
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly envelope: string;
  /** see `Write` */
  readonly single?: true;
  /** see `Write` */
  readonly listed?: true;
  /** see `Write` */
  readonly bare?: true;
  readonly items: readonly JsonObject[];
  readonly idempotent?: true;
}

/** What a write lacks: the id of an element that is not in the org. */
export interface MissingId {
  readonly missing: Ref;
}

/** Values of secrets by name; undefined when not supplied. */
export type Secrets = (name: string) => string | undefined;

/**
 * Fills in the ids and secrets of a write. A secret that is not supplied leaves its parameter out; a change leaves out the whole attribute that it stands in (such as
 * all headers), since a PUT replaces attributes as a whole and the target is to keep the secret it has. Failure `crm.address` when an id would make the address another one.
 */
export function resolveWrite(write: Write, ids: IdIndex, secrets: Secrets): ReadyWrite | MissingId {
  const missing: Ref[] = [];
  const idOf = (ref: Ref): string => {
    const id = ids.get(ref);
    if (id === undefined) missing.push(ref);
    return id ?? '';
  };
  const idInPath = (ref: Ref): string => {
    const id = idOf(ref);
    if (ids.has(ref)) demandAddress(`/${id}`, ref);
    return encodeURIComponent(id);
  };
  const bodies = write.items.map(({ body }) => (write.method === 'PUT' ? withoutUnsupplied(body, secrets) : body));
  const items = bodies.map((body) => fillObject(body, idOf, secrets));
  const whole = write.target === undefined ? write.path : write.path.replace('{id}', idInPath(write.target));
  const within = write.layout === undefined ? whole : whole.replace('{layout}', idInPath(write.layout));
  const path = write.part === undefined ? within : within.replace('{part}', idInPath(write.part));
  const query = Object.fromEntries(
    Object.entries(write.query ?? {}).map(([name, value]) => [name, typeof value === 'string' ? value : idOf(value.$id)]),
  );
  const first = missing[0];
  if (first !== undefined) return { missing: first };
  const repeated = write.idempotent === true ? { idempotent: true as const } : {};
  const listed = write.listed === true ? { listed: true as const } : {};
  const form = { ...listed, ...(write.single === true ? { single: true as const } : {}), ...(write.bare === true ? { bare: true as const } : {}) };
  return { method: write.method, path, envelope: write.envelope, items, ...(Object.keys(query).length > 0 ? { query } : {}), ...form, ...repeated };
}

function fill(value: Json, idOf: (ref: Ref) => string, secrets: Secrets): Json | undefined {
  if (typeof value === 'string') return fillSecrets(value, secrets);
  if (isList(value)) return value.map((item) => fill(item, idOf, secrets)).filter((item) => item !== undefined);
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

function withoutUnsupplied(body: JsonObject, secrets: Secrets): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => !holdsUnsupplied(value, secrets)));
}

function holdsUnsupplied(value: Json, secrets: Secrets): boolean {
  if (typeof value === 'string') return fillSecrets(value, secrets) === undefined;
  if (isList(value)) return value.some((item) => holdsUnsupplied(item, secrets));
  if (!isObject(value)) return false;
  const secret = text(value, '$secret');
  return secret === undefined ? Object.values(value).some((member) => holdsUnsupplied(member, secrets)) : secrets(secret) === undefined;
}

function isUnsuppliedParameter(value: JsonObject, secrets: Secrets): boolean {
  const secret = text(value['value'], '$secret');
  return secret !== undefined && secrets(secret) === undefined;
}

/** A write together with the step that each of its items belongs to. */
export interface OwnedWrite {
  readonly write: Write;
  /** id of the step of each item */
  readonly owners: readonly string[];
}

/** Joins writes that agree in method, path, query and envelope, up to the most items one call takes. Order is kept. */
export function joinWrites(writes: readonly OwnedWrite[]): readonly OwnedWrite[] {
  const joined: OwnedWrite[] = [];
  const last = new Map<string, number>();
  for (const one of writes) {
    const { method, path, target, part, layout, envelope, query, idempotent } = one.write;
    const address = JSON.stringify([method, path, target, part, layout, envelope, query, idempotent]);
    const at = last.get(address);
    const other = at === undefined ? undefined : joined[at];
    if (at === undefined || other === undefined || other.write.items.length + one.write.items.length > one.write.batch) {
      last.set(address, joined.push(one) - 1);
    } else {
      joined[at] = { write: { ...other.write, items: [...other.write.items, ...one.write.items] }, owners: [...other.owners, ...one.owners] };
    }
  }
  return joined;
}

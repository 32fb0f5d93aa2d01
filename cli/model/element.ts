import type { JsonObject } from './json.ts';

/**
 * One configured thing of an org, such as one field. `key` is its human-readable address within its kind, never an id of the CRM:
 * `Deals` (module), `Deals.Stage` (field), `Deals/Standard` (layout), `Sales` (profile).
 */
export interface Element {
  readonly kind: string;
  readonly key: string;
  /** what the element's schema allows, with references as keys and secrets as `{secret: NAME}` */
  readonly attributes: JsonObject;
}

/** The address of an element across kinds: `kind:key`, e.g. `field:Deals.Stage`. */
export type Ref = `${string}:${string}`;

/** Makes the address of an element. */
export function refOf(kind: string, key: string): Ref {
  return `${kind}:${key}`;
}

/** Splits an address into kind and key; the key may itself hold colons. */
export function splitRef(ref: Ref): { kind: string; key: string } {
  const colon = ref.indexOf(':');
  return { kind: ref.slice(0, colon), key: ref.slice(colon + 1) };
}

/** The module part of a module-scoped key (`Deals.Stage`, `Deals/Standard` → `Deals`); api names hold neither dot nor slash. */
export function moduleOfKey(key: string): string {
  const end = key.search(/[./]/);
  return end === -1 ? key : key.slice(0, end);
}

/** The part of a module-scoped key after the module; the key itself when there is no module part. */
export function nameOfKey(key: string): string {
  const end = key.search(/[./]/);
  return end === -1 ? key : key.slice(end + 1);
}

import type { Json, JsonObject } from '../../../model/json.ts';
import { objects } from '../../../model/json.ts';
import { collections } from '../metadata/lookups.ts';
import type { Doc, DocStore } from '../store.ts';

/** Collections whose documents list the profiles that may see them, under `profiles`: what a profile may do is spread over four places. */
const granting = [collections.modules, collections.fields, collections.layouts];

/** Gives a new profile (`{id, name}`) the same access to modules, fields and layouts as the one it was cloned from. */
export function copyGrants(store: DocStore, org: string, from: string, profile: JsonObject): void {
  rewriteGrants(store, org, (profiles) => {
    const source = profiles.find((entry) => entry['id'] === from);
    return source === undefined ? profiles : [...profiles, { ...source, ...profile }];
  });
}

/** Takes a deleted profile out of the access lists of modules, fields and layouts. */
export function dropGrants(store: DocStore, org: string, id: string): void {
  rewriteGrants(store, org, (profiles) => profiles.filter((entry) => entry['id'] !== id));
}

function rewriteGrants(store: DocStore, org: string, rewrite: (profiles: readonly JsonObject[]) => readonly JsonObject[]): void {
  for (const collection of granting) for (const doc of store.list(org, collection)) rewriteDoc(store, org, collection, doc, rewrite);
}

function rewriteDoc(
  store: DocStore,
  org: string,
  collection: string,
  doc: Doc,
  rewrite: (profiles: readonly JsonObject[]) => readonly JsonObject[],
): void {
  const before = objects(doc, 'profiles');
  const after: readonly Json[] = rewrite(before);
  if (after.length !== before.length) store.put(org, collection, { ...doc, profiles: [...after] });
}

import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import { collections } from '../metadata/lookups.ts';
import type { DocStore } from '../store.ts';

/*
 * What a profile may do is spread over four places: its permissions, and the modules, layouts and fields that know their profiles.
 * Modules and layouts keep the ids of the profiles that see them in `_profiles` (absent: all do), fields keep deviating access in `_permissions`, by profile id.
 */

/** Gives a new profile the same access to modules, layouts and fields as the one that it was cloned from. */
export function copyGrants(store: DocStore, org: string, from: string, to: string): void {
  rewriteGrants(store, org, {
    profiles: (ids) => (ids.includes(from) ? [...ids, to] : ids),
    permissions: (access) => (access[from] === undefined ? access : { ...access, [to]: access[from] }),
  });
}

/** Takes a deleted profile out of the access lists of modules, layouts and fields. */
export function dropGrants(store: DocStore, org: string, id: string): void {
  rewriteGrants(store, org, {
    profiles: (ids) => ids.filter((profile) => profile !== id),
    permissions: (access) => Object.fromEntries(Object.entries(access).filter(([profile]) => profile !== id)),
  });
}

interface Rewrite {
  profiles(ids: readonly Json[]): readonly Json[];
  permissions(access: JsonObject): JsonObject;
}

function rewriteGrants(store: DocStore, org: string, rewrite: Rewrite): void {
  for (const collection of [collections.modules, collections.layouts, collections.fields])
    for (const doc of store.list(org, collection)) rewriteDoc(store, org, collection, doc, rewrite);
}

function rewriteDoc(store: DocStore, org: string, collection: string, doc: Doc, rewrite: Rewrite): void {
  const ids = doc['_profiles'];
  const access = doc['_permissions'];
  const newIds = isList(ids) ? rewrite.profiles(ids) : undefined;
  const newAccess = isObject(access) ? rewrite.permissions(access) : undefined;
  const same =
    (newIds?.length ?? 0) === (isList(ids) ? ids.length : 0) &&
    (newAccess === undefined || Object.keys(newAccess).length === Object.keys(access ?? {}).length);
  if (same) return;
  store.put(org, collection, {
    ...doc,
    ...(newIds === undefined ? {} : { _profiles: newIds }),
    ...(newAccess === undefined ? {} : { _permissions: newAccess }),
  });
}

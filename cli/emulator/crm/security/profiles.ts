import type { JsonObject } from '../../../model/json.ts';
import { isList, objects, property, text } from '../../../model/json.ts';
import type { MemberRule } from '../checks.ts';
import { bodyItems, checkMembers, duplicateData, invalidData, isReply, mandatoryNotFound, unknownResource } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { deriveApiName } from '../metadata/api-name.ts';
import { collections } from '../metadata/lookups.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, listReply, requestError, success, writeReply } from '../route.ts';
import { stampChange, stampNew } from './author.ts';
import { applyPermissions } from './permission-switch.ts';
import { livePermissions, showPermissions, showSections } from './permissions.ts';
import { deleteProfile } from './profile-delete.ts';
import { copyGrants } from './profile-grants.ts';

/** Most profiles of an org (Zoho's page "create profile": 25). */
const profileLimit = 25;

/** Characters that a profile's name may not have (profiles.json, pattern of `name`). */
const forbidden = /[~`#%^&*()+|,={};[\]"]/;

const members: readonly MemberRule[] = [
  { name: 'name', type: 'string', nullable: true, maxLength: 50 },
  { name: 'description', type: 'string', nullable: true, maxLength: 250 },
  { name: 'permissions_details', type: 'list', maxLength: 1000 },
];

function listProfiles({ store, org }: RouteContext): Reply {
  const profiles = store.list(org.name, 'profiles');
  return listReply('profiles', profiles, { per_page: 200, page: 1, count: profiles.length, more_records: false, license_limit: profileLimit });
}

function readProfile({ store, org, params }: RouteContext): Reply {
  const profile = store.get(org.name, 'profiles', params['id'] ?? '');
  if (profile === undefined) return { status: 204 };
  const modules = store.list(org.name, collections.modules);
  const permissions = livePermissions(store, org.name, modules);
  const shown = {
    ...profile,
    permissions_details: showPermissions(permissions, deniedBy(profile)),
    sections: showSections(permissions, modules),
  };
  return listReply('profiles', [shown]);
}

/** Ids of the permissions that a profile has switched off. */
function deniedBy(profile: Doc): Set<string> {
  const denied = profile['_denied'];
  return new Set(isList(denied) ? denied.map(String) : []);
}

function cloneProfile(context: RouteContext): Reply {
  const { store, org, user, params } = context;
  const items = bodyItems(context.body, 'profiles', 1);
  if (isReply(items)) return items;
  const source = store.get(org.name, 'profiles', params['id'] ?? '');
  if (source === undefined) return unknownResource();
  const item = items[0] ?? {};
  const path = '$.profiles[0]';
  const error = text(item, 'name') === undefined ? mandatoryNotFound(path, 'name') : checkProfile(context, item, path);
  if (error !== undefined) return writeReply('profiles', [error], true);
  const profiles = store.list(org.name, 'profiles');
  if (profiles.length >= profileLimit)
    return writeReply('profiles', [itemError('LICENSE_LIMIT_EXCEEDED', 'profile limit exceeded', { limit: profileLimit })], true);
  const name = text(item, 'name') ?? '';
  const id = store.nextId(org.name);
  const nature = {
    name,
    display_label: name,
    api_name: deriveApiName(name, new Set(profiles.map((profile) => text(profile, 'api_name') ?? ''))),
    description: item['description'] ?? null,
    custom: true,
  };
  store.put(org.name, 'profiles', { ...source, ...nature, ...stampNew(user, context.now()), id, type: 'normal_profile' });
  copyGrants(store, org.name, source.id, id);
  return writeReply('profiles', [success(id, 'Profile cloned successfully')], true);
}

function checkProfile({ store, org }: RouteContext, item: JsonObject, path: string, profile?: Doc): JsonObject | undefined {
  const error = checkMembers(item, members, path);
  if (error !== undefined) return error;
  const name = property(item, 'name');
  if (name === '' || forbidden.test(String(name ?? ''))) return invalidData(path, 'name');
  const other = store.list(org.name, 'profiles').find((candidate) => candidate['name'] === name && candidate.id !== profile?.id);
  return other === undefined ? undefined : duplicateData(path, 'name', profile === undefined ? {} : { id: other.id });
}

function updateProfile(context: RouteContext): Reply {
  const { store, org, user, params } = context;
  const items = bodyItems(context.body, 'profiles', 1);
  if (isReply(items)) return items;
  const profile = store.get(org.name, 'profiles', params['id'] ?? '');
  if (profile === undefined) return unknownResource();
  if (profile['name'] === 'Administrator' && profile['custom'] === false)
    return requestError(400, 'NOT_ALLOWED', 'System profile cannot be updated', { resource_path_index: 0 });
  const item = items[0] ?? {};
  const path = '$.profiles[0]';
  const error = checkProfile(context, item, path, profile);
  if (error !== undefined) return writeReply('profiles', [error], false);
  const denied = applyPermissions(store.list(org.name, 'permissions'), deniedBy(profile), objects(item, 'permissions_details'), path);
  if (!isList(denied)) return writeReply('profiles', [denied], false);
  const name = text(item, 'name') ?? text(profile, 'name') ?? '';
  const description = ('description' in item ? item['description'] : profile['description']) ?? null;
  store.put(org.name, 'profiles', { ...profile, name, display_label: name, description, _denied: denied, ...stampChange(user, context.now()) });
  return writeReply('profiles', [success(profile.id, 'profile updated successfully')], false);
}

const scope = (verb: string) => `ZohoCRM.settings.profiles.${verb}`;
const cost = { minCredits: 1, maxCredits: 1 };

/** `/settings/profiles` (profiles.json). */
export const profileRoutes: readonly Route[] = [
  { method: 'GET', path: '/settings/profiles', scope: scope('READ'), ...cost, handle: listProfiles },
  { method: 'GET', path: '/settings/profiles/{id}', scope: scope('READ'), ...cost, handle: readProfile },
  { method: 'PUT', path: '/settings/profiles/{id}', scope: scope('UPDATE'), ...cost, handle: updateProfile },
  { method: 'DELETE', path: '/settings/profiles/{id}', scope: scope('DELETE'), ...cost, handle: deleteProfile },
  { method: 'POST', path: '/settings/profiles/{id}/actions/clone', scope: scope('CREATE'), ...cost, handle: cloneProfile },
];

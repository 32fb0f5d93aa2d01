import type { JsonObject } from '../../model/json.ts';
import { isList, text } from '../../model/json.ts';
import type { Doc } from './doc.ts';
import { editionLimits } from './metadata/edition-limits.ts';
import type { OrgRecord } from './org-record.ts';
import type { Reply, Route } from './route.ts';
import { requestError } from './route.ts';
import type { DocStore } from './store.ts';

/** Refuses a call that the user's profile may not make: changing settings needs a setup permission. */
export function refusePermission(store: DocStore, org: OrgRecord, user: Doc, route: Route): Reply | undefined {
  const needed = permissionFor(route);
  if (needed === undefined) return undefined;
  const profile = store.get(org.name, 'profiles', text(user['profile'], 'id') ?? '');
  const denied = profile?.['_denied'];
  const permission = store.list(org.name, 'permissions').find((candidate) => candidate['name'] === needed);
  const allowed = profile !== undefined && !(isList(denied) && permission !== undefined && denied.includes(permission.id));
  return allowed ? undefined : requestError(403, 'NO_PERMISSION', 'permission denied', { permissions: [needed] });
}

function permissionFor(route: Route): string | undefined {
  if (route.method === 'GET') return undefined;
  if (/^\/settings\/(roles|profiles)/.test(route.path)) return 'Crm_Implied_Manage_Profiles';
  if (/^\/settings\/(automation|blueprints)/.test(route.path)) return 'Crm_Implied_Manage_Automation';
  return /^\/(settings|org|contacts\/roles)\b/.test(route.path) ? 'Crm_Implied_Customize_Zoho_CRM' : undefined;
}

/** Credits of an org in any 24 hours. */
export function creditLimit(org: OrgRecord): number {
  return org.creditLimit ?? editionLimits[org.edition].credits(org.userLicenses);
}

/** Header that tells what is left, once half of the credits are used. */
export function creditHeaders(org: OrgRecord, spent: number): Record<string, string> {
  const limit = creditLimit(org);
  return spent * 2 < limit ? {} : { 'X-API-CREDITS-REMAINING': String(Math.max(0, limit - spent)) };
}

/** The answer to a call beyond a limit. */
export function tooManyRequests(message: string, details: JsonObject = {}): Reply {
  return requestError(429, 'TOO_MANY_REQUESTS', message, details);
}

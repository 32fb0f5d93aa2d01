import type { JsonObject } from '../../../model/json.ts';
import { property, text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import { itemError } from '../route.ts';
import { parentsOf } from './permissions.ts';

/**
 * Applies `permissions_details[{id, enabled}]` in the order given to the set of switched-off permission ids. A permission that is switched off takes those below it with it;
 * one cannot be switched on while its parent is off (profiles.json). Gives the new set as a list, or the error item of the first entry that is not possible.
 */
export function applyPermissions(
  permissions: readonly Doc[],
  denied: ReadonlySet<string>,
  switches: readonly JsonObject[],
  path: string,
): string[] | JsonObject {
  const byId = new Map(permissions.map((permission) => [permission.id, permission]));
  const off = new Set(denied);
  for (const [index, change] of switches.entries()) {
    const problem = switchOne(byId, off, change);
    if (problem !== undefined) return itemError('INVALID_DATA', problem, { api_name: 'id', json_path: `${path}.permissions_details[${index}].id` });
  }
  return [...off];
}

function switchOne(byId: ReadonlyMap<string, Doc>, off: Set<string>, change: JsonObject): string | undefined {
  const permission = byId.get(text(change, 'id') ?? '');
  const enabled = property(change, 'enabled');
  if (permission === undefined || typeof enabled !== 'boolean') return 'Invalid permission ID';
  if (!permission['customizable'] && enabled === off.has(permission.id)) return 'Permission is not customizable';
  if (!enabled) {
    off.add(permission.id);
    for (const child of byId.values()) if (parentsOf(child).includes(permission.id)) off.add(child.id);
    return undefined;
  }
  if (parentsOf(permission).some((parent) => off.has(parent))) return 'Child permission can not be enabled, since its parent permission is disabled';
  off.delete(permission.id);
  return undefined;
}

import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { usesOfId } from '../automation/usage.ts';
import { requiredParameter, unknownResource } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, RouteContext } from '../route.ts';
import { requestError, success, writeReply } from '../route.ts';
import { nameUser } from './author.ts';
import { childrenOf, lineOf } from './role-tree.ts';
import { moveUsers } from './transfer.ts';

/**
 * DELETE of a role: its users, and the roles below it, go to the role `transfer_to_id`, which must be another one and not below it (roles.json, details.role_status).
 * The top role, and a role that automation names, stay.
 */
export function deleteRole(context: RouteContext): Reply {
  const { store, org, params, query } = context;
  const roles = store.list(org.name, 'roles');
  const role = roles.find((candidate) => candidate.id === params['role']);
  if (role === undefined) return unknownResource();
  const transferTo = requiredParameter(query, 'transfer_to_id');
  if (typeof transferTo !== 'string') return transferTo;
  const target = roles.find((candidate) => candidate.id === transferTo);
  if (target === undefined) return refuseTransfer('invalid');
  if (target.id === role.id) return refuseTransfer('same_role');
  if (lineOf(roles, target.id).includes(role.id)) return refuseTransfer('subordinate');
  const [use] = usesOfId(store, org.name, role.id);
  if (use !== undefined) return requestError(400, 'INVALID_DATA', `the role is used by ${use}`, { resource_path_index: 0 });
  return removeRole(context, role, target, childrenOf(roles, role.id));
}

function removeRole({ store, org, user, now }: RouteContext, role: Doc, target: Doc, children: readonly Doc[]): Reply {
  const reference: JsonObject = { name: text(target, 'name') ?? '', id: target.id };
  for (const child of children)
    store.put(org.name, 'roles', { ...child, reporting_to: reference, modified_by__s: nameUser(user), modified_time__s: now() });
  moveUsers(store, org.name, 'role', role.id, reference);
  store.remove(org.name, 'roles', role.id);
  return writeReply('roles', [success(role.id, 'Role Deleted')], false);
}

function refuseTransfer(status: string): Reply {
  return requestError(400, 'INVALID_DATA', 'the role to transfer to is not possible', { role_status: status, param_name: 'transfer_to_id' });
}

import { text } from '../../../model/json.ts';
import { usesOfId } from '../automation/usage.ts';
import { unknownResource } from '../checks.ts';
import type { Reply, RouteContext } from '../route.ts';
import { requestError, success } from '../route.ts';
import { dropGrants } from './profile-grants.ts';
import { moveUsers } from './transfer.ts';

/** DELETE of a profile: its users get the profile `transfer_to_id`. System profiles and those that automation names stay (profiles.json). The answer has no envelope. */
export function deleteProfile({ store, org, params, query }: RouteContext): Reply {
  const profile = store.get(org.name, 'profiles', params['id'] ?? '');
  if (profile === undefined) return unknownResource();
  const transferTo = query.get('transfer_to_id') ?? '';
  if (transferTo === '') return requestError(400, 'MANDATORY_NOT_FOUND', 'transfer_to_id is missing');
  if (profile['custom'] === false) return requestError(400, 'CANNOT_DELETE', 'System profile cannot be deleted');
  const target = store.get(org.name, 'profiles', transferTo);
  if (target === undefined || target.id === profile.id)
    return requestError(400, 'INVALID_DATA', 'the profile to transfer to is not possible', { id: transferTo });
  const uses = usesOfId(store, org.name, profile.id);
  if (uses.length > 0) return requestError(400, 'NOT_ALLOWED', `the profile is used by ${uses[0]}`, { resource_path_index: 0 });
  moveUsers(store, org.name, 'profile', profile.id, { name: text(target, 'name') ?? '', id: target.id });
  dropGrants(store, org.name, profile.id);
  store.remove(org.name, 'profiles', profile.id);
  return { status: 200, body: success(profile.id, 'Profile deleted successfully') };
}

import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import type { DocStore } from '../store.ts';

/** Gives every user of one role or profile another one. `target` is `{name, id}`. */
export function moveUsers(store: DocStore, org: string, member: 'role' | 'profile', from: string, target: JsonObject): void {
  for (const user of store.list(org, 'users')) if (text(user[member], 'id') === from) store.put(org, 'users', { ...user, [member]: target });
}

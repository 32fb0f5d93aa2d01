import type { JsonObject } from '../../../model/json.ts';
import { demandMembers } from '../automation/refusal.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import type { DocStore } from '../store.ts';
import { findSingle, pickMembers, saved, singleReply, writeSingle } from './single.ts';

/** A setting that is a few yes and no, all of them there from the beginning. */
interface Switches {
  /** envelope, last part of the path and collection */
  readonly name: string;
  readonly members: readonly string[];
  /** true where a change has to say them all */
  readonly needed: boolean;
  readonly message: string;
}

const callPreferences: Switches = {
  name: 'call_preferences',
  members: ['show_from_number', 'show_to_number'],
  needed: false,
  message: 'call preferences updated successfully',
};

const servicePreferences: Switches = {
  name: 'service_preferences',
  members: ['job_sheet_enabled'],
  needed: true,
  message: 'Services preferences updated successfully',
};

/** Gives a new org its preferences, all off. `org` is the org's name. */
export function seedPreferences(store: DocStore, org: string): void {
  for (const { name, members } of [callPreferences, servicePreferences])
    store.put(org, name, { id: store.nextId(org), ...Object.fromEntries(members.map((member) => [member, false])) });
}

function read({ store, org }: RouteContext, { name, members }: Switches): Reply {
  const found = findSingle(store, org.name, name);
  return singleReply(name, found === undefined ? undefined : Object.fromEntries(members.map((member) => [member, found[member] ?? false])));
}

function update(context: RouteContext, { name, members, needed, message }: Switches): Reply {
  return writeSingle(context, name, false, (item): JsonObject => {
    const rules = members.map((member) => ({ name: member, type: 'boolean', required: needed }) as const);
    demandMembers(item, rules, `$.${name}`);
    const { store, org } = context;
    const before = findSingle(store, org.name, name) ?? { id: store.nextId(org.name) };
    store.put(org.name, name, { ...before, ...pickMembers(item, members) });
    return saved(message);
  });
}

function routesOf(switches: Switches): readonly Route[] {
  const shared = { path: `/settings/${switches.name}`, minCredits: 1, maxCredits: 1 };
  return [
    { ...shared, method: 'GET', scope: 'ZohoCRM.settings.modules.READ', handle: (context) => read(context, switches) },
    { ...shared, method: 'PUT', scope: 'ZohoCRM.settings.modules.UPDATE', handle: (context) => update(context, switches) },
  ];
}

/** `/settings/call_preferences` and `/settings/service_preferences` (call_preferences.json, service_preference.json). */
export const preferenceRoutes: readonly Route[] = [callPreferences, servicePreferences].flatMap(routesOf);

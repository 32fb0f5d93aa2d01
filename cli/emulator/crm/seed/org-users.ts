import { createHash } from 'node:crypto';
import { text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import type { OrgRecord } from '../org-record.ts';
import type { DocStore } from '../store.ts';

/** The user of the credentials, with that profile, and a colleague with the Standard profile. */
export function seedUsers(store: DocStore, org: OrgRecord, profileName: string): Doc {
  const current = seedUser(store, org, { first: 'Avery', last: 'Admin', profile: profileName, role: 0 });
  const user = { ...current, _current: true };
  store.put(org.name, 'users', user);
  seedUser(store, org, { first: 'Sam', last: 'Sales', profile: 'Standard', role: 1 });
  return user;
}

/** Gives the user of the credentials another profile. */
export function assignProfile(store: DocStore, org: OrgRecord, profileName: string): void {
  const user = store.list(org.name, 'users').find((one) => one['_current'] === true);
  if (user !== undefined) store.put(org.name, 'users', { ...user, ...profileOfUser(store, org, profileName) });
}

function seedUser(store: DocStore, org: OrgRecord, person: { first: string; last: string; profile: string; role: number }): Doc {
  const role = store.list(org.name, 'roles')[person.role];
  const user = {
    id: store.nextId(org.name),
    zuid: digits(`user ${org.name} ${person.last}`, 9),
    first_name: person.first,
    last_name: person.last,
    full_name: `${person.first} ${person.last}`,
    email: `${person.first.toLowerCase()}@${org.name}.example`,
    status: 'active',
    confirm: true,
    type__s: 'Regular User',
    role: { name: role?.['name'] ?? null, id: role?.id ?? null },
    locale: org.locale,
    language: org.locale,
    country_locale: org.locale,
    time_zone: org.timeZone,
    created_time: org.createdTime,
    Modified_Time: org.createdTime,
    ...profileOfUser(store, org, person.profile),
  };
  store.put(org.name, 'users', user);
  return user;
}

function profileOfUser(store: DocStore, org: OrgRecord, name: string) {
  const profile = store.list(org.name, 'profiles').find((candidate) => candidate['name'] === name) ?? makeProfile(store, org, name);
  return { profile: { name, id: profile.id }, _administrator: profile['custom'] === false && name === 'Administrator' };
}

/** A profile that no org comes with is one that somebody made, with the rights of Standard (profiles.json, `custom`). */
function makeProfile(store: DocStore, org: OrgRecord, name: string): Doc {
  const standard = store.list(org.name, 'profiles').find((profile) => profile['name'] === 'Standard');
  const profile = {
    id: store.nextId(org.name),
    name,
    display_label: name,
    api_name: name.replaceAll(/[^A-Za-z0-9]+/g, '_'),
    description: '',
    created_time: org.createdTime,
    modified_time: org.createdTime,
    created_by: null,
    modified_by: null,
    custom: true,
    type: text(standard, 'type') ?? 'normal_profile',
    _denied: standard?.['_denied'] ?? [],
  };
  store.put(org.name, 'profiles', profile);
  return profile;
}

/** Digits that follow from a text, so that a made org has the same numbers every time; the first is 1 to 8. */
export function digits(of: string, count: number): string {
  const value = BigInt(`0x${createHash('sha256').update(of).digest('hex').slice(0, 24)}`);
  const rest = String(value)
    .slice(-(count - 1))
    .padStart(count - 1, '0');
  return `${(value % 8n) + 1n}${rest}`;
}

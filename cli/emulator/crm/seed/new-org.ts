import { createHash } from 'node:crypto';
import { seedAutomation } from '../automation/seed.ts';
import type { Clock } from '../clock.ts';
import { isoTime } from '../clock.ts';
import type { Doc } from '../doc.ts';
import type { Writing } from '../metadata/writing.ts';
import type { Edition, OrgRecord } from '../org-record.ts';
import { seedSecurity } from '../security/permissions.ts';
import type { DocStore } from '../store.ts';
import { seedStandardModules } from './standard-org.ts';

/** What an org to be made is like; everything but the name has a default. */
export interface OrgPlan {
  readonly name: string;
  readonly edition?: Edition;
  readonly type?: OrgRecord['type'];
  readonly bundle?: string | null;
  readonly integrations?: readonly string[];
  readonly records?: Readonly<Record<string, number>>;
  /** name of the profile of the user whose credentials are handed out; default Administrator */
  readonly userProfile?: string;
  readonly disabledApis?: readonly string[];
  readonly scopes?: readonly string[];
  readonly locale?: string;
  readonly timeZone?: string;
  readonly timeOffset?: string;
  readonly currency?: string;
  readonly userLicenses?: number;
  readonly tokenLimit?: number;
  readonly creditLimit?: number;
}

/** What making orgs needs beside their plan. */
export interface OrgWorkshop {
  readonly store: DocStore;
  readonly clock: Clock;
  /** that many random bytes as hexadecimal digits */
  randomHex(bytes: number): string;
}

/** Scopes of a client that may do everything. */
const allScopes: readonly string[] = [
  'ZohoCRM.settings.ALL',
  'ZohoCRM.modules.ALL',
  'ZohoCRM.users.ALL',
  'ZohoCRM.org.ALL',
  'ZohoCRM.apis.READ',
  'ZohoCRM.features.READ',
  'ZohoCRM.templates.ALL',
];

/** Makes an org with what every real org has. Give it inside a transaction; the name must be free. */
export function makeOrg(workshop: OrgWorkshop, plan: OrgPlan): OrgRecord {
  const { store } = workshop;
  const record = orgRecord(workshop, plan);
  store.createOrg(record);
  seedSecurity(store, record.name);
  const user = seedUsers(store, record, plan.userProfile ?? 'Administrator');
  seedStandardModules(orgWriting(workshop, record, user));
  seedAutomation(store, record.name);
  return record;
}

/** What writing into an org needs when no request is there: its current user and the emulator's time. */
export function orgWriting(workshop: Pick<OrgWorkshop, 'store' | 'clock'>, org: OrgRecord, user: Doc): Writing {
  return { store: workshop.store, org, user, now: () => isoTime(workshop.clock.now(), org.timeOffset) };
}

function orgRecord(workshop: OrgWorkshop, plan: OrgPlan): OrgRecord {
  const timeOffset = plan.timeOffset ?? '+00:00';
  const number = workshop.store.orgs().length;
  return {
    name: plan.name,
    zgid: digits(`zgid ${plan.name}`, 9),
    edition: plan.edition ?? 'enterprise',
    type: plan.type ?? 'production',
    bundle: plan.bundle ?? null,
    integrations: plan.integrations ?? [],
    records: plan.records ?? {},
    credentials: credentials(workshop, plan),
    // Ids have 17, 18 or 19 digits in real orgs, never beyond 9223372036854775807; nine of them count.
    idPrefix: digits(`ids ${plan.name}`, 10 - ((number + 1) % 3)),
    disabledApis: plan.disabledApis ?? [],
    timeOffset,
    timeZone: plan.timeZone ?? 'Etc/UTC',
    locale: plan.locale ?? 'en_US',
    currency: plan.currency ?? 'USD',
    userLicenses: plan.userLicenses ?? 10,
    createdTime: isoTime(workshop.clock.now(), timeOffset),
    ...(plan.tokenLimit === undefined ? {} : { tokenLimit: plan.tokenLimit }),
    ...(plan.creditLimit === undefined ? {} : { creditLimit: plan.creditLimit }),
  };
}

/** Digits that follow from a text, so that a made org has the same numbers every time; the first is 1 to 8. */
function digits(of: string, count: number): string {
  const value = BigInt(`0x${createHash('sha256').update(of).digest('hex').slice(0, 24)}`);
  const rest = String(value)
    .slice(-(count - 1))
    .padStart(count - 1, '0');
  return `${(value % 8n) + 1n}${rest}`;
}

function credentials(workshop: OrgWorkshop, plan: OrgPlan): OrgRecord['credentials'] {
  return {
    clientId: `1000.${workshop.randomHex(15).toUpperCase()}`,
    clientSecret: workshop.randomHex(21),
    refreshToken: `1000.${workshop.randomHex(16)}.${workshop.randomHex(16)}`,
    scopes: plan.scopes ?? allScopes,
  };
}

/** The user of the credentials, and a colleague with the Standard profile. */
function seedUsers(store: DocStore, org: OrgRecord, profileName: string): Doc {
  const current = seedUser(store, org, { first: 'Avery', last: 'Admin', profile: profileName, role: 0 });
  const user = { ...current, _current: true };
  store.put(org.name, 'users', user);
  seedUser(store, org, { first: 'Sam', last: 'Sales', profile: 'Standard', role: 1 });
  return user;
}

function seedUser(store: DocStore, org: OrgRecord, person: { first: string; last: string; profile: string; role: number }): Doc {
  const profiles = store.list(org.name, 'profiles');
  const profile = profiles.find((candidate) => candidate['name'] === person.profile) ?? profiles[0];
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
    profile: { name: profile?.['name'] ?? person.profile, id: profile?.id ?? '0' },
    role: { name: role?.['name'] ?? null, id: role?.id ?? null },
    locale: org.locale,
    language: org.locale,
    country_locale: org.locale,
    time_zone: org.timeZone,
    created_time: org.createdTime,
    Modified_Time: org.createdTime,
    _administrator: profile?.['name'] === 'Administrator',
  };
  store.put(org.name, 'users', user);
  return user;
}

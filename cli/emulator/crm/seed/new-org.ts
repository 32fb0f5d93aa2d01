import { seedAutomation } from '../automation/seed.ts';
import type { Clock } from '../clock.ts';
import { isoTime } from '../clock.ts';
import type { Doc } from '../doc.ts';
import type { Writing } from '../metadata/writing.ts';
import type { Edition, OrgRecord } from '../org-record.ts';
import { seedOrganization } from '../organization/seed.ts';
import { seedSecurity } from '../security/permissions.ts';
import type { DocStore } from '../store.ts';
import { showConnected } from './connected.ts';
import { digits, seedUsers } from './org-users.ts';
import { seedStandardModules } from './standard-org.ts';

/** What an org to be made is like; everything but the name has a default. */
export interface OrgPlan {
  readonly name: string;
  readonly edition?: Edition;
  readonly type?: OrgRecord['type'];
  readonly bundle?: string | null;
  readonly integrations?: readonly string[];
  readonly extensions?: readonly string[];
  /** on trial of its edition: for 15 days, or until that time (ISO 8601) */
  readonly trial?: boolean | string;
  readonly records?: Readonly<Record<string, number>>;
  /** name of the profile of the user whose credentials are handed out; default Administrator. One that no org has is made, as a custom one. */
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
  const writing = orgWriting(workshop, record, user);
  seedStandardModules(writing);
  seedAutomation(store, record.name);
  seedOrganization(store, record.name);
  showConnected(writing);
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
    extensions: plan.extensions ?? [],
    ...trialOf(plan.trial, workshop.clock.now()),
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

/** Days that a trial lasts when nobody says until when. */
const trialDays = 15;

/** A trial as an org's record keeps it; `now` is milliseconds since 1970 UTC. */
export function trialOf(trial: boolean | string | undefined, now: number): Pick<OrgRecord, 'trial'> {
  if (typeof trial === 'string') return { trial };
  return trial === true ? { trial: new Date(now + trialDays * 86_400_000).toISOString() } : {};
}

function credentials(workshop: OrgWorkshop, plan: OrgPlan): OrgRecord['credentials'] {
  return {
    clientId: `1000.${workshop.randomHex(15).toUpperCase()}`,
    clientSecret: workshop.randomHex(21),
    refreshToken: `1000.${workshop.randomHex(16)}.${workshop.randomHex(16)}`,
    scopes: plan.scopes ?? allScopes,
  };
}

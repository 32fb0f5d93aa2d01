import type { JsonObject } from '../model/json.ts';
import { everyOrg } from './crm/clock.ts';
import type { OrgRecord } from './crm/org-record.ts';
import { seedFolder } from './crm/seed/folder.ts';
import type { OrgPlan, OrgWorkshop } from './crm/seed/new-org.ts';
import { makeOrg, orgWriting } from './crm/seed/new-org.ts';
import type { DocStore } from './crm/store.ts';

/** What a client needs to reach an org, as `orgcast emulator --json` prints it. */
export interface OrgAccess {
  readonly name: string;
  readonly zgid: string;
  readonly crmUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

/** Access to an org of the emulator at that origin. */
export function accessOf(org: OrgRecord, url: string): OrgAccess {
  const { clientId, clientSecret, refreshToken } = org.credentials;
  return { name: org.name, zgid: org.zgid, crmUrl: url, clientId, clientSecret, refreshToken };
}

/** An org to be added, and where its content comes from. */
export interface AddedOrg extends OrgPlan {
  /** folder of CRM response documents laid over the standard content */
  readonly seed?: string;
}

/** Makes an org in one transaction, seeded from its folder when it has one; the seed's report is kept with the org. */
export function addOrg(workshop: OrgWorkshop, plan: AddedOrg): OrgRecord {
  const { store } = workshop;
  return store.transaction(() => {
    const org = makeOrg(workshop, plan);
    const user = store.list(org.name, 'users')[0] ?? { id: '0' };
    const report = plan.seed === undefined ? undefined : seedFolder(orgWriting(workshop, org, user), plan.seed);
    if (report !== undefined) store.put(everyOrg, 'seed_reports', { id: org.name, ...report });
    return org;
  });
}

/** Reports of the orgs that were seeded from a folder, by org. */
export function seedReports(store: DocStore): Record<string, JsonObject> {
  return Object.fromEntries(store.list(everyOrg, 'seed_reports').map(({ id, ...report }) => [id, report as JsonObject]));
}

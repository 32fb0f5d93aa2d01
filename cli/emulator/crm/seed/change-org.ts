import type { OrgRecord } from '../org-record.ts';
import { showConnected } from './connected.ts';
import type { OrgPlan, OrgWorkshop } from './new-org.ts';
import { orgWriting, trialOf } from './new-org.ts';
import { assignProfile } from './org-users.ts';

/** What of an org may become something else while it is in use. */
export type OrgChange = Partial<Pick<OrgPlan, 'edition' | 'type' | 'bundle' | 'integrations' | 'extensions' | 'trial' | 'records' | 'userProfile'>>;

/** Members of a change, for whoever reads one. */
export const changeable = [
  'edition',
  'type',
  'bundle',
  'integrations',
  'extensions',
  'trial',
  'records',
  'userProfile',
] as const satisfies readonly (keyof OrgChange)[];

/** Changes an org, in one transaction; what the change does not name stays. `trial: false` ends a trial. */
export function changeOrg(workshop: OrgWorkshop, org: OrgRecord, change: OrgChange): OrgRecord {
  const { store, clock } = workshop;
  const { userProfile, trial, ...facts } = change;
  const { trial: before, ...kept } = org;
  const runs = trial === undefined && before !== undefined ? { trial: before } : trialOf(trial, clock.now());
  const record: OrgRecord = { ...kept, ...facts, ...runs };
  return store.transaction(() => {
    store.createOrg(record);
    if (userProfile !== undefined) assignProfile(store, record, userProfile);
    const user = store.list(record.name, 'users').find((one) => one['_current'] === true) ?? { id: '0' };
    if (change.integrations !== undefined || change.extensions !== undefined) showConnected(orgWriting(workshop, record, user));
    return record;
  });
}

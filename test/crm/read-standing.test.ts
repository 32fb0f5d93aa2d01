import { expect, test } from 'vitest';
import type { StandingDocuments, StandingQuestions } from '../../cli/crm/read-standing.ts';
import { readStanding } from '../../cli/crm/read-standing.ts';
import type { OrgPlan } from '../../cli/emulator/crm/seed/new-org.ts';
import { standingFromDocuments } from '../../cli/live/standing.ts';
import { connectEmbedded, embedCrm } from './embedded-crm.ts';

const everything: StandingQuestions = { modules: true, layouts: () => true, records: true, onNote: () => undefined };
const little: StandingQuestions = { modules: false, layouts: () => false, records: false, onNote: () => undefined };

async function ask(plan: Partial<OrgPlan>, questions: StandingQuestions): Promise<{ read: StandingDocuments; requests: Record<string, number> }> {
  const crm = embedCrm(plan);
  const read = await readStanding(connectEmbedded(crm), questions);
  const endpoints = Object.entries(crm.use().endpoints);
  return { read, requests: Object.fromEntries(endpoints.map(([name, { requests }]) => [name, requests])) };
}

test('three requests tell what an org is and who asks', async () => {
  const { read, requests } = await ask({ edition: 'standard', userProfile: 'Standard' }, little);
  expect(requests).toEqual({ 'GET /org': 1, 'GET /users': 1, 'GET /settings/profiles/{id}': 1 });
  const { type, license, caller, traces } = standingFromDocuments(read);
  expect({ type, edition: license.paidType, caller, traces }).toEqual({
    type: 'production',
    edition: 'standard',
    caller: { profile: { name: 'Standard', apiName: 'Standard', custom: false, type: 'normal_profile' } },
    traces: [],
  });
});

test('modules, layouts and records tell the rest, one request a module that the API serves', async () => {
  const plan = { integrations: ['google', 'Zoho Campaigns'], extensions: ['zohosign'], records: { Leads: 7, Contacts: 5 } };
  const { read, requests } = await ask(plan, everything);
  expect(standingFromDocuments(read).traces).toEqual([
    { what: 'integration', seen: 'Google (gapps_enabled)' },
    { what: 'extension', seen: 'module zohosign__Records' },
    { what: 'integration', seen: 'layout Leads/Zoho_Campaigns' },
  ]);
  const modules = read.records?.asked.length ?? 0;
  expect(modules).toBeGreaterThan(20);
  expect(requests['GET /settings/modules']).toBe(1);
  expect(requests['GET /settings/layouts']).toBe(modules);
  expect(requests['GET /{module}/actions/count']).toBe(modules);
  expect([read.records?.counts.get('Leads'), read.records?.counts.get('Contacts'), read.records?.counts.get('Deals')]).toEqual([7, 5, 0]);
});

test('layouts are asked for by what the org says of itself', async () => {
  const isBundle: StandingQuestions = { ...little, modules: true, layouts: (org) => JSON.stringify(org).includes('crmplus') };
  expect((await ask({}, isBundle)).requests).not.toHaveProperty('GET /settings/layouts');
  expect((await ask({ bundle: 'crmplus' }, isBundle)).requests).toHaveProperty('GET /settings/layouts');
});

test('what the credentials may not ask is unknown, and the rest is read', async () => {
  const { read } = await ask({ scopes: ['ZohoCRM.org.READ', 'ZohoCRM.settings.modules.READ'] }, everything);
  const { caller, type } = standingFromDocuments(read);
  expect(type).toBe('production');
  expect(caller).toEqual({ unknown: expect.stringContaining('GET /users') });
  expect(read.records?.counts.size).toBe(0);
  const noProfile = await ask({ scopes: ['ZohoCRM.org.READ', 'ZohoCRM.users.READ'] }, little);
  expect(standingFromDocuments(noProfile.read).caller).toEqual({ unknown: 'profile Administrator cannot be read' });
});

import { expect, test } from 'vitest';
import { licenseOf, standingFromDocuments } from '../../cli/live/standing.ts';
import { factsFromOrg } from '../../cli/live/to-snapshot.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import type { OrgDocuments } from '../../cli/model/snapshot.ts';

const administrator = { id: '11', name: 'Administrator', api_name: 'Administrator', custom: false, type: 'normal_profile' };
const documents = (kinds: Readonly<Record<string, readonly JsonObject[]>>, module?: string): OrgDocuments['documents'] =>
  new Map(Object.entries(kinds).map(([kind, found]) => [kind, [{ ...(module === undefined ? {} : { module }), documents: found }]]));

test('the caller is who the org says, with the profile of that id', () => {
  const user = { profile: { name: 'Administrator', id: '11' } };
  const read = { org: {}, caller: { user }, documents: documents({ profile: [{ ...administrator, id: '12', custom: true }, administrator] }) };
  expect(standingFromDocuments(read).caller).toEqual({
    profile: { name: 'Administrator', apiName: 'Administrator', custom: false, type: 'normal_profile' },
  });
});

test('who cannot be asked for is unknown, with the reason', () => {
  const none = new Map();
  expect(standingFromDocuments({ org: {}, caller: { reason: 'GET /users: no scope' }, documents: none }).caller).toEqual({
    unknown: 'GET /users: no scope',
  });
  expect(standingFromDocuments({ org: {}, caller: {}, documents: none }).caller).toEqual({ unknown: 'the org names no user or no profile' });
  const user = { profile: { name: 'Administrator', id: '11' } };
  expect(standingFromDocuments({ org: {}, caller: { user }, documents: none }).caller).toEqual({ unknown: 'profile Administrator cannot be read' });
  expect(standingFromDocuments({ org: {}, documents: none })).not.toHaveProperty('caller');
});

test('the licence is told in lower case, and what is no text is not told', () => {
  expect(licenseOf({ license_details: { paid_type: ' Enterprise ', paid: false, trial_type: 'ULTIMATE', trial_expiry: '2026-12-01' } })).toEqual({
    paidType: 'enterprise',
    paid: false,
    trialType: 'ultimate',
    trialExpiry: '2026-12-01',
  });
  const nothing = { paidType: undefined, paid: undefined, trialType: undefined, trialExpiry: undefined };
  for (const license_details of [null, {}, { paid_type: 7, paid: 'yes', trial_type: null, trial_expiry: null }, { paid_type: ' ' }])
    expect(licenseOf({ license_details })).toEqual(nothing);
});

test('during a trial the edition in use is that of the trial', () => {
  const edition = (license_details: JsonObject): string => factsFromOrg({ license_details }).edition;
  expect(edition({ paid: false, paid_type: 'free', trial_type: 'professional' })).toBe('professional');
  expect(edition({ paid: true, paid_type: 'enterprise', trial_type: 'professional' })).toBe('enterprise');
  expect(edition({ paid: false, paid_type: 'free', trial_type: null })).toBe('free');
});

test('integrations and extensions show by the Google switch, by origins and by name spaces, each sign once', () => {
  const lists = documents({
    module: [{ api_name: 'zohosign__Documents' }, { api_name: 'zohosign__Events' }, { api_name: 'Appointments__s' }, { api_name: 'Leads' }],
    global_picklist: [
      { api_name: 'Other', source: 'platform_plugin' },
      { api_name: 'Own', source: 'crm' },
    ],
    custom_view: [{ name: 'Mine', source: 'user' }],
  });
  const read = {
    org: { gapps_enabled: true, type: 'Production' },
    documents: new Map([...lists, ...documents({ layout: [{ name: 'Campaigns', source: 'campaign_integration' }] }, 'Leads')]),
  };
  const standing = standingFromDocuments(read);
  expect(standing.type).toBe('production');
  expect(standing.traces).toEqual([
    { what: 'integration', seen: 'Google (gapps_enabled)' },
    { what: 'extension', seen: 'module zohosign__Documents' },
    { what: 'extension', seen: 'global_picklist Other' },
    { what: 'integration', seen: 'layout Leads/Campaigns' },
  ]);
});

import { describe, expect, test } from 'vitest';
import { changeOrg } from '../../../cli/emulator/crm/seed/change-org.ts';
import type { AddedOrg } from '../../../cli/emulator/org-access.ts';
import { readChange, readPlan } from '../../../cli/emulator/org-plan.ts';
import type { JsonObject } from '../../../cli/model/json.ts';
import { property } from '../../../cli/model/json.ts';
import { openCrm } from './open-crm.ts';

const license = async (plan: Partial<AddedOrg>) => property(await (await openCrm(plan)).first('/org'), 'license_details');

describe('GET /org of an org', () => {
  const cases: readonly (readonly [string, Partial<AddedOrg>, JsonObject])[] = [
    ['that pays', { edition: 'professional' }, { paid: true, paid_type: 'professional', trial_type: null, trial_expiry: null }],
    ['of the free edition', { edition: 'free' }, { paid: false, paid_type: 'free' }],
    [
      'on trial',
      { edition: 'ultimate', trial: true },
      { paid: false, paid_type: 'free', trial_type: 'ultimate', trial_expiry: '2026-03-16T00:00:00.000Z' },
    ],
    ['on trial until a day', { trial: '2026-04-01' }, { paid: false, trial_type: 'enterprise', trial_expiry: '2026-04-01' }],
    ['of Zoho One', { bundle: 'Zoho One' }, { paid: true, paid_type: 'zohooneenterprise' }],
    ['of CRM Plus', { bundle: 'crm-plus' }, { paid: true, paid_type: 'crmplus' }],
    ['on trial of a bundle', { bundle: 'crmplus', trial: true }, { paid: false, paid_type: 'free', trial_type: 'crmplus' }],
    ['for developers', { type: 'developer' }, { paid: false, paid_type: 'enterprise' }],
  ];
  test.each(cases)('%s', async (_name, plan, expected) => {
    expect(await license(plan)).toMatchObject(expected);
  });
});

describe('the user of the credentials', () => {
  const profileOf = async (userProfile?: string) => {
    const crm = await openCrm(userProfile === undefined ? {} : { userProfile });
    const user = await crm.first('/users?type=CurrentUser');
    const id = property(property(user, 'profile'), 'id');
    const admins = (await crm.items('/users?type=AdminUsers')).length;
    return { profile: await crm.first(`/settings/profiles/${String(id)}`), admins };
  };

  test('is an Administrator, unless another profile is asked for', async () => {
    expect(await profileOf()).toMatchObject({ profile: { name: 'Administrator', api_name: 'Administrator', custom: false }, admins: 1 });
    expect(await profileOf('Standard')).toMatchObject({ profile: { name: 'Standard', custom: false }, admins: 0 });
  });

  test('has a profile of somebody’s own where no org has one of that name', async () => {
    expect(await profileOf('Regional Admin')).toMatchObject({
      profile: { name: 'Regional Admin', api_name: 'Regional_Admin', custom: true },
      admins: 0,
    });
  });
});

describe('what is connected', () => {
  test('shows by the Google switch, by layouts of integrations and by modules of extensions', async () => {
    const crm = await openCrm({ integrations: ['google', 'Zoho Campaigns'], extensions: ['zohosign'] });
    expect(await crm.first('/org')).toMatchObject({ gapps_enabled: true });
    const layouts = await crm.items('/settings/layouts?module=Leads');
    expect(layouts.map((one) => [one['name'], one['source']])).toEqual([
      ['Standard', 'crm'],
      ['Zoho Campaigns', 'campaign_integration'],
    ]);
    expect((await crm.items('/settings/modules')).map((one) => one['api_name'])).toContain('zohosign__Records');
    expect(await crm.first('/settings/modules/zohosign__Records')).toMatchObject({ source: 'marketplace_plugin' });
  });

  test('is gone when it is switched off, and nothing else with it', async () => {
    const crm = await openCrm({ integrations: ['google', 'Zoho Campaigns'], extensions: ['zohosign'], records: { Leads: 3 } });
    const own = (await crm.items('/settings/modules')).length - 1;
    changeOrg(crm.workshop, crm.org, { integrations: [], extensions: [] });
    expect(await crm.first('/org')).toMatchObject({ gapps_enabled: false });
    expect((await crm.items('/settings/layouts?module=Leads')).length).toBe(1);
    expect((await crm.items('/settings/modules')).length).toBe(own);
    expect((await crm.call('GET', '/Leads/actions/count')).body).toEqual({ count: 3 });
  });
});

test('an org becomes another sort of org while it is in use', async () => {
  const crm = await openCrm({ trial: true });
  const changed = changeOrg(crm.workshop, crm.org, { type: 'sandbox', edition: 'standard', records: { Leads: 9 }, userProfile: 'Standard' });
  expect(changed.trial).toBe(crm.org.trial);
  expect(await crm.first('/org')).toMatchObject({ type: 'sandbox', zgid: crm.org.zgid, license_details: { trial_type: 'standard' } });
  expect((await crm.call('GET', '/Leads/actions/count')).body).toEqual({ count: 9 });
  expect(await crm.first('/users?type=CurrentUser')).toMatchObject({ profile: { name: 'Standard' } });
  changeOrg(crm.workshop, changed, { trial: false });
  expect(await crm.first('/org')).toMatchObject({ license_details: { paid: true, paid_type: 'standard', trial_type: null } });
});

test('a control request says what it cannot be', () => {
  expect(readPlan({ name: 'a', bundle: 'Zoho One', trial: '2026-12-01', extensions: ['zohosign'] })).toMatchObject({ bundle: 'Zoho One' });
  expect(readPlan({ name: 'a', bundle: 'workplace' })).toContain('`bundle` cannot be');
  expect(readPlan({ name: 'a', trial: 'soon' })).toContain('`trial` cannot be');
  expect(readPlan({ name: 'a', userProfile: ' ' })).toContain('`userProfile` cannot be');
  expect(readPlan({ edition: 'free' })).toContain('needs a `name`');
  expect(readChange({ edition: 'free' })).toEqual({ edition: 'free' });
  expect(readChange({ name: 'b' })).toContain('no member `name`');
  expect(readChange({ constructor: 1 })).toContain('no member `constructor`');
  expect(readChange([])).toContain('object');
});

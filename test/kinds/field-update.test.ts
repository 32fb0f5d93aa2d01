import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../cli/model/json.ts';
import { openContract } from '../contract/openapi.ts';
import { contractPresent } from '../contract/published.ts';
import type { Short } from '../plan/world.ts';
import { snapshotOf } from '../plan/world.ts';
import { attributesOf } from '../traps/answers.ts';
import { openOrg } from './embedded-org.ts';

const owner: JsonObject = { name: 'Hand over', field: 'Owner', value: { user: 'sam@osaka.example' } };
const told: Short = [
  'field_update',
  'Leads/Hand over',
  { ...owner, notify: true, apply_assignment_threshold: true, related_records: ['Calls', 'Tasks'] },
];
const patient: Short = ['field', 'Leads.Diagnosis', { field_label: 'Diagnosis', data_type: 'text', length: 50, hipaa_compliance_enabled: true }];

describe('what the documented samples have and examples do not', () => {
  test('comes into an org, stays the same, and goes again', async () => {
    const org = openOrg();
    const { left } = await org.apply(snapshotOf(told, patient));
    expect(left.steps).toEqual([]);
    const live = await org.read();
    expect(attributesOf(live, 'field_update:Leads/Hand over')).toEqual(told[2]);
    expect(attributesOf(live, 'field:Leads.Diagnosis')).toMatchObject({ hipaa_compliance_enabled: true });
    const less = await org.apply(snapshotOf(['field_update', 'Leads/Hand over', { ...owner, related_records: ['Tasks'] }], patient));
    expect(less.left.steps).toEqual([]);
    // What files leave out of a list stays in an org that they do not rule alone.
    expect(attributesOf(await org.read(), 'field_update:Leads/Hand over')).toEqual({ ...owner, related_records: ['Calls', 'Tasks'] });
    if (!contractPresent) return;
    const contract = openContract();
    expect(org.exchanges.flatMap((exchange) => contract.breaches(exchange))).toEqual([]);
  });

  test('marks data of patients once, when the field is made', async () => {
    const org = openOrg();
    await org.apply(snapshotOf(patient));
    const { steps } = await org.plan(snapshotOf(['field', 'Leads.Diagnosis', { ...patient[2], hipaa_compliance_enabled: false }]));
    expect(steps).toMatchObject([{ mode: 'manual', reason: expect.stringContaining('hipaa_compliance_enabled cannot be changed') }]);
  });
});

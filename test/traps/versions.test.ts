import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../cli/model/json.ts';
import { text } from '../../cli/model/json.ts';
import { makePlan } from '../../cli/plan/make-plan.ts';
import { openOrg } from '../kinds/embedded-org.ts';
import { inputOf, planOf } from '../plan/world.ts';
import { attributesOf, fieldAnswer, moduleAnswer, readAnswers, throughFiles } from './answers.ts';

/** Fields that only the newer of two versions tells. */
const newer = ['Record_Status__s', 'Converted__s', 'Converted_Account', 'Converted_Contact', 'Converted_Deal'].map((name) =>
  fieldAnswer(name, { custom_field: false }),
);

test('fact 20: one version is asked, and fields that another one did not tell are no drift and no loss', async () => {
  const org = openOrg();
  await org.read();
  // The recorder keeps what is asked below /crm/v8, the org counts whatever it is asked.
  expect(org.exchanges.length).toBe(org.crm.use().requests);

  const note = fieldAnswer('Note');
  const [older, now] = [readAnswers({ field: { Deals: [note] } }), readAnswers({ field: { Deals: [note, ...newer] } })];
  expect(planOf(now, older).steps).toEqual([]);
  expect(makePlan(inputOf(now, older, { base: older })).steps).toEqual([]);
  const exact = { rules: { ...inputOf(now, older).rules, prune: new Set(['field']) } };
  expect(makePlan(inputOf(now, older, { ...exact, base: older })).steps).toEqual([]);
});

/** A custom view as one person's call tells it (facts: favorite, last access and category are the caller's). */
const view = (caller: JsonObject): JsonObject => ({
  id: '10000000000000777',
  name: 'All Open Leads',
  display_value: 'All Leads',
  system_name: 'ALLVIEWS',
  system_defined: true,
  created_by: null,
  default: true,
  criteria: null,
  fields: [{ api_name: 'Full_Name', id: '10000000000000778' }],
  ...caller,
});

describe('fact 35: what a view tells of the one who asks is no configuration', () => {
  const mine = { favorite: 1, last_accessed_time: '2024-05-05T11:00:00+05:30', category: 'created_by_me', modified_by: { id: '1', name: 'Avery' } };
  const theirs = { favorite: null, last_accessed_time: '2024-06-05T11:00:00-07:00', category: 'shared_with_me' };

  test('fact 35: views inside modules and layouts, which differ by caller, leave no trace', () => {
    const read = (caller: JsonObject) =>
      readAnswers({
        module: [
          moduleAnswer('Leads', { custom_view: view(caller), default_view: view(caller), favorite: caller['favorite'] ?? null }),
          moduleAnswer('Deals'),
        ],
        field: { Leads: [fieldAnswer('Full_Name', { custom_field: false })] },
        layout: {
          Leads: [
            {
              id: '10000000000000700',
              name: 'Standard',
              api_name: 'Standard',
              status: 'active',
              sections: [],
              profiles: [{ id: '10000000000000005', name: 'Standard', _default_view: view(caller), _default_assignment_view: view(caller) }],
            },
          ],
        },
        profile: [{ id: '10000000000000005', name: 'Standard', custom: false }],
      });
    const [one, other] = [read(mine), read(theirs)];
    expect([...one.elements]).toEqual([...other.elements]);
    expect(JSON.stringify([...one.elements])).not.toMatch(/All Open Leads|ALLVIEWS|created_by_me|Avery/);
  });

  test('fact 35: two people export the same view', () => {
    const read = (caller: JsonObject) => {
      const field = { Leads: [fieldAnswer('Full_Name', { custom_field: false })] };
      return readAnswers({
        field,
        custom_view: {
          Leads: [view({ ...caller, system_defined: false, system_name: null, access_type: 'public', name: 'Hot', display_value: 'Hot' })],
        },
      });
    };
    const [one, other] = [read(mine), read(theirs)];
    expect([...one.elements]).toEqual([...other.elements]);
    expect([...throughFiles(one).elements.values()].filter(({ kind }) => kind === 'custom_view')).toHaveLength(1);
    expect(JSON.stringify([...one.elements])).not.toMatch(/2024|created_by_me|Avery/);
  });
});

test('fact 40: an org without a list of blueprints has unknown ones, not none: nothing is made twice, nothing is taken away', async () => {
  const org = openOrg({ disabledApis: ['GET /settings/blueprints'] });
  const live = await org.read();
  expect(live.unreadable).toEqual([{ kind: 'blueprint', reason: expect.stringContaining('GET /settings/blueprints') }]);
  expect(org.exchanges.filter(({ path }) => path.includes('/actions/blueprint'))).toEqual([]);
  const care = ['blueprint', 'Leads/Care', { name: 'Care', layout: 'Leads/Standard', field: 'Lead_Status', states: ['Contacted'] }] as const;
  const desired = { elements: new Map([...live.elements, ['blueprint:Leads/Care', { kind: care[0], key: care[1], attributes: care[2] }] as const]) };
  expect(planOf(live, desired).steps).toMatchObject([
    { id: 'create blueprint:Leads/Care', mode: 'manual', reason: expect.stringContaining('not known whether') },
  ]);
  const rules = { ...inputOf(live, live).rules, prune: new Set(['blueprint']) };
  expect(makePlan(inputOf(live, live, { base: desired, rules })).steps).toEqual([]);
  expect(text(attributesOf(live, 'module:Leads'), 'plural_label')).toBe('Leads');
});

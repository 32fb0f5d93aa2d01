import { expect, test } from 'vitest';
import { recordsConsent } from '../../../cli/plan/guards/records-consent.ts';
import { change, judge, step } from './world.ts';

const field = step('delete', 'field', 'Deals.Old', { before: { data_type: 'text' } });
const update = step('update', 'field', 'Deals.Stage', {
  changes: [change('pick_list_values/Lost', 'Lost', undefined), change('pick_list_values/Won/display_value', 'Won', '受注')],
});

test('deleting a field waits for the consent, with the line that gives it and the records that hang on it', () => {
  const [verdict] = judge(recordsConsent, { steps: [field], input: { records: new Map([['Deals', 1204]]) } });
  expect(verdict).toMatchObject({ severity: 'warning', element: 'field:Deals.Old', blocks: ['delete field:Deals.Old'] });
  expect(verdict?.message).toContain('1,204 records');
  expect(verdict?.fix).toContain('"orgcast: delete field:Deals.Old"');
});

test('an uncounted number of records are said to be that, and block as well', () => {
  const [verdict] = judge(recordsConsent, { steps: [field] });
  expect(verdict?.message).toContain('an uncounted number of records');
  expect(verdict?.blocks).toEqual([field.id]);
});

test('a value that goes from a picklist waits too, one that is shown differently does not', () => {
  const [verdict] = judge(recordsConsent, { steps: [update], input: { records: new Map([['Deals', 1]]) } });
  expect(verdict).toMatchObject({ path: 'pick_list_values', blocks: [update.id], message: expect.stringContaining('"Lost"') });
  expect(verdict?.message).toContain('up to 1 record.');
  const shown = step('update', 'field', 'Deals.Stage', { changes: update.changes.slice(1) });
  expect(judge(recordsConsent, { steps: [shown] })).toEqual([]);
});

test('a whole list that goes names its values, the first few', () => {
  const values = ['a', 'b', 'c', 'd', 'e', { actual_value: 'f', display_value: 'F' }, 'g'];
  const [verdict] = judge(recordsConsent, {
    steps: [step('update', 'field', 'Deals.Stage', { changes: [change('pick_list_values', values, undefined)] })],
  });
  expect(verdict?.message).toContain('"a", "b", "c", "d", "e" and 2 more');
});

test('a value of a global picklist concerns the records of every module that uses it', () => {
  const steps = [step('update', 'global_picklist', 'Industry', { changes: [change('pick_list_values/Retail', 'Retail', undefined)] })];
  const live = [
    ['field', 'Deals.Industry', { data_type: 'picklist', global_picklist: 'Industry' }],
    ['field', 'Leads.Industry', { data_type: 'picklist', global_picklist: 'Industry' }],
    ['field', 'Cases.Other', { data_type: 'picklist', global_picklist: 'Other' }],
  ] as const;
  const counted = new Map([
    ['Deals', 10],
    ['Leads', 5],
    ['Cases', 100],
  ]);
  expect(judge(recordsConsent, { live, steps, input: { records: counted } })[0]?.message).toContain('up to 15 records');
  counted.delete('Leads');
  expect(judge(recordsConsent, { live, steps, input: { records: counted } })[0]?.message).toContain('uncounted number');
});

test('a consent, a step by hand, and kinds without records pass', () => {
  const consents = new Set(['delete field:Deals.Old', 'delete field:Deals.Stage'] as const);
  expect(judge(recordsConsent, { steps: [field, update], input: { consents } })).toEqual([]);
  expect(judge(recordsConsent, { steps: [{ ...field, mode: 'manual' }, step('delete', 'role', 'CEO')] })).toEqual([]);
});

test('up to five values are all named, and a kind that nobody knows is nobody’s business', () => {
  const values = ['a', 'b', 'c', 'd', 'e'];
  const steps = [step('update', 'field', 'Deals.Stage', { changes: [change('pick_list_values', values, undefined)] })];
  expect(judge(recordsConsent, { steps })[0]?.message).toContain('"d", "e" away');
  expect(judge(recordsConsent, { steps, input: { kinds: new Map() } })).toEqual([]);
});

test('records that a step counted itself outrank those of its module', () => {
  const [verdict] = judge(recordsConsent, { steps: [{ ...field, records: 7 }], input: { records: new Map([['Deals', 1204]]) } });
  expect(verdict?.message).toContain('of 7 records');
});

test('a global picklist that no field uses concerns no records, whatever else bears its name', () => {
  const steps = [step('delete', 'global_picklist', 'Industry')];
  const live = [['layout', 'Deals/A', { global_picklist: 'Industry' }]] as const;
  expect(judge(recordsConsent, { live, steps, input: { records: new Map([['Deals', 5]]) } })[0]?.message).toContain('of 0 records');
});

import { expect, test } from 'vitest';
import { formatIdentities, keySources } from '../../cli/commands/identities.ts';
import { objects } from '../../cli/model/json.ts';
import { writesBetween } from '../kinds/writes.ts';
import { liveOf, planOf, snapshotOf } from '../plan/world.ts';
import { attributesOf, fieldAnswer, moduleAnswer, readAnswers, throughFiles } from './answers.ts';

// Numbers are those of the list of facts about real orgs ("Facts a naive emulator, exporter or diff gets wrong").

test('fact 1: ids of 17 to 19 digits, beyond exact numbers, come through as texts and in order of creation', () => {
  const ids = ['99999999999999999', '999999999999999998', '9223372036854775807'];
  const rules = [...ids].reverse().map((id) => ({ id, name: 'Same', module: { api_name: 'Deals' }, execute_when: { type: 'create' } }));
  const live = readAnswers({ workflow_rule: rules });
  expect(['Deals/Same', 'Deals/Same (2)', 'Deals/Same (3)'].map((key) => live.ids.get(`workflow_rule:${key}`))).toEqual(ids);
  const kept = keySources(formatIdentities(live), []).known.get('workflow_rule');
  expect(ids.map((id) => kept?.get(id))).toEqual(['Deals/Same', 'Deals/Same (2)', 'Deals/Same (3)']);
});

test('fact 2: of the four names of a module the api name is the key, for its elements, its permissions and its actions', () => {
  const live = readAnswers({
    module: [moduleAnswer('Deals', { module_name: 'Potentials', plural_label: 'Opportunités', actual_plural_label: 'Deals' })],
    field: { Deals: [fieldAnswer('Note')] },
    profile: [
      {
        id: '1',
        name: 'Sales',
        permissions_details: [{ id: '2', name: 'Crm_Implied_View_Potentials', module: 'Deals', enabled: true, customizable: true }],
      },
    ],
    field_update: [{ id: '3', name: 'Set', module: { api_name: 'Deals', moduleName: 'Potentials' }, field: { api_name: 'Note' } }],
  });
  expect([...live.elements.keys()].sort()).toEqual(['field:Deals.Note', 'field_update:Deals/Set', 'module:Deals', 'profile:Sales']);
  expect(attributesOf(live, 'profile:Sales')['permissions']).toEqual({ Deals: { Crm_Implied_View_Potentials: true } });
  expect(JSON.stringify([...live.elements.values()].map((element) => element.key))).not.toContain('Potentials');
});

test('fact 3: two modules with one label are two modules, and the label is the one people see', () => {
  const live = readAnswers({
    module: [
      moduleAnswer('Invoices', { plural_label: 'Invoices', actual_plural_label: 'Invoices' }),
      moduleAnswer('CustomModule5001', { plural_label: 'Invoices', actual_plural_label: 'Books invoices' }),
    ],
  });
  expect(attributesOf(throughFiles(live), 'module:Invoices')['plural_label']).toBe('Invoices');
  expect(attributesOf(throughFiles(live), 'module:CustomModule5001')['plural_label']).toBe('Invoices');
  expect(JSON.stringify([...live.elements])).not.toContain('Books invoices');
});

test('fact 4: the renamed label is kept, not the label that the system gives', () => {
  const live = readAnswers({
    field: { Leads: [fieldAnswer('Owner', { field_label: 'Candidate Owner', display_label: 'Lead Owner', custom_field: false })] },
  });
  expect(attributesOf(live, 'field:Leads.Owner')['field_label']).toBe('Candidate Owner');
  expect(JSON.stringify(attributesOf(live, 'field:Leads.Owner'))).not.toContain('Lead Owner');
});

test('fact 5: an api name does not follow from the label: such fields are made under a label that gives the name, and renamed', () => {
  const names = { field: '備考', field1: '通貨', R_servations: 'Réservations', Gestionnaire_BO: 'TYPE FIMO/FCO', NB_PASSAGE: 'TYPE DE SIGNATURE' };
  for (const [name, field_label] of Object.entries(names)) {
    const desired = snapshotOf(['field', `Deals.${name}`, { data_type: 'text', field_label }]);
    const [write] = writesBetween(liveOf([['module', 'Deals', {}]]), desired);
    const label = String(write?.items[0]?.body['field_label']);
    expect(label.replaceAll(/[^A-Za-z0-9]+/g, '_')).toBe(name);
    const made = liveOf([
      ['module', 'Deals', {}],
      ['field', `Deals.${name}`, { data_type: 'text', field_label: label }],
    ]);
    expect(planOf(made, desired).steps.flatMap((step) => step.changes.map((change) => change.after))).toEqual(
      label === field_label ? [] : [field_label],
    );
  }
});

test('fact 6: labels repeat inside a module, and neither labels nor names are cut', () => {
  const long = `prefix0__${'a'.repeat(62)}`;
  const live = readAnswers({
    field: {
      Deals: [
        fieldAnswer('Tag1', { field_label: 'タグ' }),
        fieldAnswer('Tag2', { field_label: 'タグ' }),
        fieldAnswer('x'.repeat(71), { field_label: 'y'.repeat(50) }),
      ],
    },
  });
  expect(attributesOf(throughFiles(live), 'field:Deals.Tag1')['field_label']).toBe('タグ');
  expect(attributesOf(throughFiles(live), 'field:Deals.Tag2')['field_label']).toBe('タグ');
  expect(attributesOf(throughFiles(live), `field:Deals.${'x'.repeat(71)}`)['field_label']).toBe('y'.repeat(50));
  const plan = planOf(liveOf([['module', 'Deals', {}]]), snapshotOf(['field', `Deals.${long}`, { data_type: 'text', field_label: 'a' }]));
  expect(plan.steps[0]).toMatchObject({ mode: 'manual', reason: expect.stringContaining('no label') });
});

test('fact 7: what an extension brought is left out with the reason, what the system brought is not', () => {
  const live = readAnswers({
    module: [moduleAnswer('Deals'), moduleAnswer('smsmagic4__Messages', { generated_type: 'custom' }), moduleAnswer('Leads_Insights__s')],
    field: {
      Deals: ['Locked__s', 'Notes__r', 'Record_Image__s', 'My_Field', 'twiliosmsextension0__Status', 'Native__Campaigns__Extn__Name'].map((name) =>
        fieldAnswer(name),
      ),
      smsmagic4__Messages: [fieldAnswer('Name')],
    },
    workflow_rule: [{ id: '1', name: 'On SMS', source: 'marketplace_plugin', module: { api_name: 'Deals' }, execute_when: { type: 'create' } }],
  });
  expect([...live.elements.keys()].filter((ref) => ref.startsWith('field:')).sort()).toEqual([
    'field:Deals.Locked__s',
    'field:Deals.My_Field',
    'field:Deals.Notes__r',
    'field:Deals.Record_Image__s',
  ]);
  expect(live.elements.has('module:Leads_Insights__s')).toBe(true);
  expect(new Map(live.leftOut.map((one) => [`${one.kind}:${one.key}`, one.reason]))).toEqual(
    new Map([
      ['module:smsmagic4__Messages', 'extension'],
      ['field:Deals.twiliosmsextension0__Status', 'extension'],
      ['field:Deals.Native__Campaigns__Extn__Name', 'extension'],
      ['field:smsmagic4__Messages.Name', 'module-left-out'],
      ['workflow_rule:Deals/On SMS', 'extension'],
    ]),
  );
});

test('fact 8: rules of one name are all kept, a TAB at the end too, and the second export gives the same keys', () => {
  const rule = (id: string, name: string) => ({ id, name, module: { api_name: 'Deals' }, execute_when: { type: 'create' }, conditions: [{}] });
  const answers = { workflow_rule: [rule('10000000000000002', 'Sync'), rule('10000000000000001', 'Sync'), rule('10000000000000003', 'Tab\t')] };
  const first = readAnswers(answers);
  expect([...throughFiles(first).elements.keys()].filter((ref) => ref.startsWith('workflow_rule')).sort()).toEqual([
    'workflow_rule:Deals/Sync',
    'workflow_rule:Deals/Sync (2)',
    'workflow_rule:Deals/Tab\t',
  ]);
  expect(attributesOf(throughFiles(first), 'workflow_rule:Deals/Tab\t')['name']).toBe('Tab\t');
  const again = readAnswers({ workflow_rule: answers.workflow_rule.slice(0, 1) }, keySources(formatIdentities(first), []));
  expect([...again.elements.keys()].filter((ref) => ref.startsWith('workflow_rule'))).toEqual(['workflow_rule:Deals/Sync (2)']);
});

test('fact 9: sections go by their names, whatever their api names say', () => {
  const section = (name: string, api_name: string) => ({ id: '5', name, display_label: name, api_name, sequence_number: 1, fields: [] });
  const layout = (api_name: string) =>
    readAnswers({ layout: { Leads: [{ id: '1', name: 'Standard', status: 'active', sections: [section('Lead Image', api_name)] }] } });
  const one = layout('Lead Image');
  expect(objects(attributesOf(one, 'layout:Leads/Standard'), 'sections').map((found) => found['name'])).toEqual(['Lead Image']);
  expect(planOf(one, layout('Record_Image__s')).steps).toEqual([]);
  expect(one.ids.get('section:Leads/Standard#Lead Image')).toBe('5');
});

test('fact 36: names that look like junk are configuration like others', () => {
  const names = ['Sales - Delete', 'Copy of Sales', 'TEST SMS'];
  const live = readAnswers({ profile: names.map((name, index) => ({ id: String(index), name, permissions_details: [] })) });
  expect([...throughFiles(live).elements.keys()].filter((ref) => ref.startsWith('profile')).sort()).toEqual(
    names.map((name) => `profile:${name}`).sort(),
  );
});

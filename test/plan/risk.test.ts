import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { riskRules } from '../../cli/kinds/risk-rules.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { isList, isObject } from '../../cli/model/json.ts';
import type { GraveRisk } from '../../cli/model/plan.ts';
import { risksOf } from '../../cli/model/plan.ts';
import { makePlan } from '../../cli/plan/make-plan.ts';
import type { PlanInput } from '../../cli/plan/proposal.ts';
import type { Short } from './world.ts';
import { inputOf, liveOf, snapshotOf } from './world.ts';

const permissions = { partIds: ['permission:Deals/View' as const, 'permission:Deals/Export' as const, 'permission:org/Manage_Users' as const] };
const deals: Short = ['module', 'Deals', { plural_label: 'Deals', generated_type: 'default' }];
const standard: Short = ['profile', 'Standard', { name: 'Standard', permissions: { Deals: { View: true, Export: false } } }];
const sales: Short = ['profile', 'Sales', { name: 'Sales', permissions: { Deals: { View: true, Export: false } } }];

/** Risks of every step, by its id. */
function judge(live: readonly Short[], desired: readonly Short[], parts: Partial<PlanInput> = {}): Record<string, readonly GraveRisk[]> {
  const plan = makePlan(inputOf(liveOf(live, permissions), snapshotOf(...desired), parts));
  return Object.fromEntries(plan.steps.map((step) => [step.id, risksOf(step)]));
}

type Case = readonly [what: string, risks: readonly GraveRisk[], before: JsonObject | undefined, after: JsonObject];

/** Judges one element that is made or changed in an org with those others. */
function each(kind: string, key: string, others: readonly Short[], cases: readonly Case[]): void {
  describe(kind, () => {
    test.each(cases)('%s', (_what, risks, before, after) => {
      const live = before === undefined ? others : [...others, [kind, key, before] as const];
      const judged = judge(live, [...others, [kind, key, after]]);
      expect(Object.keys(judged).map((id) => id.replace(' (by hand)', ''))).toEqual([`${before === undefined ? 'create' : 'update'} ${kind}:${key}`]);
      expect(Object.values(judged)).toEqual([risks]);
    });
  });
}

const profile = (view: boolean, exports: boolean): JsonObject => ({ name: 'Clerk', permissions: { Deals: { View: view, Export: exports } } });
each(
  'profile',
  'Clerk',
  [standard],
  [
    ['a permission is switched on', ['rights'], profile(true, false), profile(true, true)],
    ['a permission is switched off', [], profile(true, true), profile(true, false)],
    ['a new one may what everybody may', [], undefined, profile(true, false)],
    ['a new one may more than that', ['rights'], undefined, profile(true, true)],
  ],
);

each(
  'role',
  'A',
  [
    ['role', 'B', {}],
    ['role', 'C', { reporting_to: 'B' }],
  ],
  [
    ['it moves', ['rights'], { reporting_to: 'C' }, { reporting_to: 'B' }],
    ['it goes to the top', ['rights'], { reporting_to: 'C', share_with_peers: false }, { reporting_to: 'B', share_with_peers: true }],
    ['it sees its peers', ['rights'], { reporting_to: 'B' }, { reporting_to: 'B', share_with_peers: true }],
    ['it is described', [], { reporting_to: 'B' }, { reporting_to: 'B', description: 'x' }],
    ['a new one has nobody yet', [], undefined, { reporting_to: 'B' }],
  ],
);

const secret = (level: string, more: JsonObject = {}): JsonObject => ({
  data_type: 'text',
  field_label: 'N',
  private: { type: level, restricted: true, export: false, ...more },
});
const seen = (access: JsonObject): JsonObject => ({ data_type: 'text', field_label: 'N', profiles: access });
each(
  'field',
  'Deals.N',
  [deals, standard, sales],
  [
    ['hidden becomes read only', ['rights'], seen({ Sales: 'hidden' }), seen({ Sales: 'read_only' })],
    ['read only becomes editable', ['rights'], seen({ Sales: 'read_only' }), seen({ Sales: 'read_write' })],
    ['editable becomes hidden', [], seen({ Sales: 'read_write' }), seen({ Sales: 'hidden' })],
    ['one more profile is kept from it', [], seen({ Sales: 'hidden' }), seen({ Sales: 'hidden', Standard: 'read_only' })],
    ['a new one is seen by those who see the module', [], undefined, seen({ Sales: 'read_only' })],
    ['less private', ['rights'], secret('High'), secret('Low')],
    ['more private', [], secret('Low'), secret('High')],
    ['no longer restricted', ['rights'], secret('High'), secret('High', { restricted: false })],
    ['may be exported', ['rights'], secret('High'), secret('High', { export: true })],
    ['becomes private', [], { data_type: 'text', field_label: 'N' }, secret('High', { export: true })],
    [
      'can be edited',
      ['rights'],
      { data_type: 'text', field_label: 'N', read_only: true },
      { data_type: 'text', field_label: 'N', read_only: false },
    ],
    ['another label', [], seen({ Sales: 'hidden' }), { ...seen({ Sales: 'hidden' }), field_label: 'M' }],
  ],
);

const hook = (more: JsonObject): JsonObject => ({ name: 'H', url: 'https://x.example', http_method: 'POST', ...more });
each(
  'webhook',
  'Deals/H',
  [deals],
  [
    ['a new one', ['data-leaves'], undefined, hook({})],
    ['another address', ['data-leaves'], hook({}), hook({ url: 'https://y.example' })],
    ['more in the body', ['data-leaves'], hook({}), hook({ body: { type: 'raw', raw_data_content: '${Deals.Amount}' } })],
    ['another connection', ['data-leaves'], hook({}), hook({ authentication: { type: 'general', connection_name: 'c' } })],
    ['another description', [], hook({}), hook({ description: 'x' })],
  ],
);

const mail = (recipients: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({ name: 'M', recipients: recipients as Json[], ...more });
const colleague: JsonObject = { type: 'role', value: { role: 'B' } };
const stranger: JsonObject = { type: 'email', value: 'a@b.example' };
each(
  'email_notification',
  'Deals/M',
  [deals, ['role', 'B', {}]],
  [
    ['to colleagues', [], undefined, mail([colleague, { type: 'owner' }])],
    ['to an outside address', ['data-leaves'], undefined, mail([colleague, stranger])],
    ['to the address in a record', ['data-leaves'], undefined, mail([{ type: 'field', value: 'Email' }])],
    ['one more outside', ['data-leaves'], mail([stranger]), mail([stranger, { type: 'email', value: 'c@d.example' }])],
    ['one outside less', [], mail([colleague, stranger]), mail([colleague])],
    ['answers go elsewhere', ['data-leaves'], mail([colleague]), mail([colleague], { reply_to: 'c@d.example' })],
    ['a type nobody knows counts', ['data-leaves'], mail([colleague]), mail([colleague, { type: 'portal_user' }])],
  ],
);

const form = (more: JsonObject): JsonObject => ({ name: 'F', layout: 'Deals/Standard', active: false, ...more });
const redirect = (address: string): JsonObject => form({ action_on_submit: 'redirect_url', action_value: address });
each(
  'webform',
  'Deals/F',
  [deals, ['layout', 'Deals/Standard', { name: 'Standard' }]],
  [
    ['it leads elsewhere afterwards', ['data-leaves'], form({ action_on_submit: 'splash_message' }), form({ action_on_submit: 'redirect_url' })],
    ['it leads to another address', ['data-leaves'], redirect('https://x.example'), redirect('https://y.example')],
    ['it makes a contact', [], redirect('https://x.example'), { ...redirect('https://x.example'), create_contact: true }],
  ],
);

const template = (more: JsonObject): JsonObject => ({ name: 'T', content: '<p>a</p>', attachments: ['a.pdf'], ...more });
each(
  'email_template',
  'T',
  [],
  [
    ['it says something else', ['data-leaves'], template({}), template({ content: '<p>b</p>' })],
    ['more is attached', ['data-leaves'], template({}), template({ attachments: ['a.pdf', 'b.pdf'] })],
    ['it is described', [], template({}), template({ description: 'x' })],
  ],
);

each(
  'field_update',
  'Deals/U',
  [deals, ['field', 'Deals.Owner', { data_type: 'ownerlookup', field_label: 'Owner', custom_field: false }]],
  [
    ['of the owner', ['owners'], undefined, { name: 'U', field: 'Owner', value: 'x' }],
    ['to another owner', ['owners'], { name: 'U', field: 'Owner', value: 'x' }, { name: 'U', field: 'Owner', value: 'y' }],
    ['told or not', [], { name: 'U', field: 'Owner', value: 'x' }, { name: 'U', field: 'Owner', value: 'x', notify: true }],
  ],
);

const actions: readonly Short[] = [
  deals,
  ['role', 'B', {}],
  ['field', 'Deals.Owner', { data_type: 'ownerlookup', field_label: 'Owner', custom_field: false }],
  ['field', 'Deals.Note', { data_type: 'text', field_label: 'Note' }],
  ['webhook', 'Deals/H', hook({})],
  ['email_notification', 'Deals/Inside', mail([colleague])],
  ['email_notification', 'Deals/Outside', mail([stranger])],
  ['field_update', 'Deals/Give', { name: 'Give', field: 'Owner', value: 'x' }],
  ['field_update', 'Deals/Note', { name: 'Note', field: 'Note', value: 'x' }],
];
const when = (value: string): JsonObject => ({ field: 'Note', comparator: 'equal', value });
const rule = (conditions: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  name: 'R',
  execute_when: { type: 'create' },
  conditions: conditions as Json[],
  ...more,
});
const does = (action: JsonObject, criteria?: JsonObject, others: readonly JsonObject[] = []): JsonObject => ({
  ...(criteria === undefined ? {} : { criteria }),
  instant_actions: [action, ...others],
});
const calls = { webhook: 'Deals/H' };
const notes = { field_update: 'Deals/Note' };
each('workflow_rule', 'Deals/R', actions, [
  ['a new one that calls a webhook', ['data-leaves'], undefined, rule([does(calls)])],
  ['a new one that writes a field', [], undefined, rule([does(notes)])],
  ['a new one that writes to colleagues', [], undefined, rule([does({ email_notification: 'Deals/Inside' })])],
  ['it newly calls a webhook', ['data-leaves'], rule([does(notes)]), rule([does(notes, undefined, [calls])])],
  [
    'it newly calls one later',
    ['data-leaves'],
    rule([does(notes)]),
    rule([{ ...does(notes), scheduled_actions: [{ execute_after: { period: 'days', unit: 1 }, actions: [calls] }] }]),
  ],
  ['it newly writes to strangers', ['data-leaves'], rule([does(notes)]), rule([does({ email_notification: 'Deals/Outside' })])],
  ['it newly runs a function', ['data-leaves'], rule([does(notes)]), rule([does({ type: 'functions', name: 'f' })])],
  ['it newly gives records away', ['owners'], rule([does(notes)]), rule([does({ field_update: 'Deals/Give' })])],
  [
    'it gives records to others',
    ['owners'],
    rule([does({ type: 'assign_owner', details: 'a' })]),
    rule([does({ type: 'assign_owner', details: 'b' })]),
  ],
  ['both at once', ['data-leaves', 'owners'], rule([does(notes)]), rule([does(calls, undefined, [{ field_update: 'Deals/Give' }])])],
  ['more beside a webhook', [], rule([does(calls)]), rule([does(calls, undefined, [notes])])],
  ['a webhook under another condition', ['data-leaves'], rule([does(calls, when('a'))]), rule([does(calls, when('b'))])],
  [
    'two conditions swap what they do',
    ['data-leaves'],
    rule([does(calls, when('never')), does(notes, when('always'))]),
    rule([does(notes, when('never')), does(calls, when('always'))]),
  ],
  ['another occasion for a webhook', ['data-leaves'], rule([does(calls)]), rule([does(calls)], { execute_when: { type: 'create_or_edit' } })],
  ['another occasion for a field', [], rule([does(notes)]), rule([does(notes)], { execute_when: { type: 'create_or_edit' } })],
  ['one that calls is switched on', ['data-leaves'], rule([does(calls)], { active: false }), rule([does(calls)], { active: true })],
  ['one that calls is switched off', [], rule([does(calls)], { active: true }), rule([does(calls)], { active: false })],
]);

describe('what a new or a going profile means elsewhere', () => {
  const access = (profiles: readonly string[]): Short => [
    'module',
    'Deals',
    { plural_label: 'Deals', generated_type: 'default', profiles: [...profiles] },
  ];
  const clerk: Short = ['profile', 'Clerk', { name: 'Clerk', permissions: { Deals: { View: true, Export: false } } }];

  test('one that was there gets to a module: rights', () => {
    expect(judge([standard, clerk, access(['Standard'])], [access(['Standard', 'Clerk'])])).toEqual({ 'update module:Deals': ['rights'] });
  });

  test('a new one gets where everybody gets: nothing raised; where not everybody gets: rights', () => {
    const made = (before: readonly string[]) =>
      judge([standard, sales, access(before)], [clerk, access([...before, 'Clerk'])])['update module:Deals'];
    expect(made(['Standard'])).toEqual([]);
    expect(made(['Sales'])).toEqual(['rights']);
  });

  test('whoever had one that goes gets what everybody may: rights where that is more', () => {
    const rules = {
      ...inputOf(liveOf([]), snapshotOf()).rules,
      authority: { usual: 'authoritative' as const, kinds: new Map() },
      prune: new Set(['profile']),
      deleteLimit: { count: 9, percent: 100 },
    };
    const weak: Short = ['profile', 'Clerk', { name: 'Clerk', permissions: { Deals: { View: false } } }];
    expect(judge([standard, weak], [standard], { rules })).toEqual({ 'delete profile:Clerk': ['deletes', 'rights'] });
    expect(judge([standard, clerk], [standard], { rules })).toEqual({ 'delete profile:Clerk': ['deletes'] });
  });
});

test('what is narrowed while records hold it counts as deleted', () => {
  const list = (...values: readonly string[]): Short => [
    'field',
    'Deals.L',
    { data_type: 'picklist', field_label: 'L', pick_list_values: [...values] },
  ];
  const exact = new Set(['field:Deals.L' as const]);
  expect(judge([deals, list('a', 'b')], [deals, list('a')], { exact })).toEqual({ 'update field:Deals.L': ['deletes'] });
});

test('every rule in every schema is one, and every kind that sends data out, gives rights or moves records has some', () => {
  const found: string[] = [];
  const walk = (value: Json, schema: string): void => {
    if (isList(value)) for (const member of value) walk(member, schema);
    if (!isObject(value)) return;
    const rules = riskRules({ node: value, document: value, schemas });
    if (rules.length > 0) found.push(schema);
    for (const member of Object.values(value)) walk(member, schema);
  };
  for (const [name, schema] of Object.entries(schemas)) walk(schema, name);
  expect([...new Set(found)].sort()).toEqual(
    expect.arrayContaining([
      'defs',
      'email-notification',
      'field',
      'field-update',
      'layout',
      'module',
      'profile',
      'role',
      'webhook',
      'workflow-rule',
    ]),
  );
  expect(() => riskRules({ node: { 'x-risk': { risk: 'rights', when: 'sometimes' } }, document: {}, schemas })).toThrow(TypeError);
  expect(kinds.filter((kind) => kind.usual !== undefined).map((kind) => kind.name)).toEqual(['profile']);
});

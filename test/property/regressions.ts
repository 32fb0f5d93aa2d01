import type { Edition } from '../../cli/emulator/crm/org-record.ts';
import type { Snapshot } from '../../cli/model/snapshot.ts';
import type { Short } from '../plan/world.ts';
import { snapshotOf } from '../plan/world.ts';
import type { Pair } from './draft.ts';

const visits: Short = ['module', 'Site_visits', { singular_label: 'Visit', plural_label: 'Visits', profiles: ['Administrator'] }];

function field(attributes: Short[2]): Short {
  return ['field', 'Site_visits.Channel', { field_label: 'Channel', ...attributes }];
}

function process(status?: string): Short {
  const transitions = { Move: { from: ['Partner'], to: 'Web', owners: [{ type: 'record_owner' }] } };
  const attributes = { name: 'Process', layout: 'Leads/Standard', field: 'Lead_Source', states: ['Partner', 'Web'], transitions };
  return ['blueprint', 'Leads/Process', { ...attributes, ...(status === undefined ? {} : { status }) }];
}

function rule(tag: string): Short {
  const action = { type: 'add_tags', name: 'Tags', details: { module: { module: 'Leads' }, over_write: false, tags: [{ name: tag }] } };
  return ['workflow_rule', 'Leads/Won', { name: 'Won', execute_when: { type: 'create' }, conditions: [{ instant_actions: [action] }] }];
}

function named(file: string): Short {
  const action = { type: 'add_tags', name: 'Tags', details: { module: { module: 'Leads' }, over_write: false, tags: [{ name: file }] } };
  return ['workflow_rule', `Leads/${file}`, { name: 'One name', execute_when: { type: 'create' }, conditions: [{ instant_actions: [action] }] }];
}

const sum = (dynamic: boolean) => ({ data_type: 'formula', formula: { expression: '1+1', return_type: 'double', ...(dynamic ? { dynamic } : {}) } });
const link = (display_label: string) => ({ data_type: 'lookup', lookup: { module: 'Leads', display_label } });
const many = { connected_module: 'Leads', connected_label: 'Many here', linking_label: 'Link Leads' };

function points(...values: readonly string[]): Short {
  const field_rules = values.map((value) => ({ criteria: { field: 'City', comparator: 'equal', value }, score: 5 }));
  return ['scoring_rule', 'Leads/Hot', { name: 'Hot', field_rules }];
}

function view(...fields: readonly string[]): Short {
  return ['custom_view', 'Leads/Big ones', { name: 'Big ones', fields }];
}

function form(...pages: readonly string[]): Short {
  return ['webform', 'Leads/Order', { name: 'Order', layout: 'Leads/Standard', fields: [{ field: 'Email' }], location_url: pages }];
}

const territory = { reporting_to: 'Organization', permission_type: 'read_only' };

function pair(live: readonly Short[], desired: readonly Short[], moved: Pair['moved'] = []): Pair {
  return { live: snapshotOf(...live), desired: snapshotOf(...desired), moved };
}

const courses: Short = ['module', 'Courses', { singular_label: 'Course', plural_label: 'Courses', profiles: ['Administrator'] }];
const coursesLink: Short = ['field', 'Courses.Channel', { field_label: 'Channel', data_type: 'multiselectlookup', multiselectlookup: many }];

/** Pairs that once failed, in their smallest form. */
export const regressions: readonly (readonly [string, Pair])[] = [
  ['a new module with a lookup to many', pair([], [visits, field({ data_type: 'multiselectlookup', multiselectlookup: many })])],
  ['a module with a lookup to many that goes', pair([visits, field({ data_type: 'multiselectlookup', multiselectlookup: many })], [])],
  ['a module with the first side of a lookup to many that goes', pair([courses, coursesLink], [])],
  ['a new module with a lookup to many users', pair([], [visits, field({ data_type: 'multiuserlookup' })])],
  ['a formula, whose expression nobody tells', pair([visits, field(sum(false))], [visits, field(sum(true))])],
  ['a lookup whose label cannot change', pair([visits, field(link('Here'))], [visits, field(link('There'))])],
  ['a blueprint that is out of use from the start', pair([], [process('inactive')])],
  ['a draft that is taken out of use', pair([process('draft')], [process('inactive')])],
  ['a process that is to be a draft again', pair([process()], [process('draft')])],
  ['two rules of one name, in files of other names', pair([], [named('Won'), named('Lost')])],
  ['a page that may hold a form no longer', pair([form('https://a.example', 'https://b.example')], [form('https://b.example')])],
  ['a column that a view has no longer', pair([view('City', 'Company')], [view('Company')])],
  ['points for something else altogether', pair([points('Osaka', 'Kobe')], [points('Nara', 'Osaka')])],
  ['tags by name', pair([rule('hot')], [rule('cold')])],
  [
    'a role that is renamed',
    pair([['role', 'Osaka', { reporting_to: 'CEO' }]], [['role', '神戸', { reporting_to: 'CEO' }]], [{ from: 'role:Osaka', to: 'role:神戸' }]),
  ],
  [
    'a territory that is renamed',
    pair([['territory', 'Asia', territory]], [['territory', '極東', territory]], [{ from: 'territory:Asia', to: 'territory:極東' }]),
  ],
];

const seats: Short = ['field', 'Deals.Seats', { field_label: 'Seats', data_type: 'text', length: 40 }];
const many7 = Array.from(
  { length: 7 },
  (_each, index): Short => ['field', `Deals.Extra_${index}`, { field_label: `Extra ${index}`, data_type: 'date' }],
);

const manyCourses: Short = [
  'field',
  'Leads.Notes',
  { field_label: 'Notes', data_type: 'multiselectlookup', multiselectlookup: { ...many, connected_module: 'Courses' } },
];

function standardLayout(...fields: readonly string[]): Short {
  return ['layout', 'Deals/Standard', { name: 'Standard', sections: [{ name: 'More', column_count: 1, fields }] }];
}

/** Orgs that once did not come back from their files as they were, in their smallest form. */
export const orgsThatFailed: readonly (readonly [string, Edition, Snapshot])[] = [
  ['nothing but what every org has', 'standard', snapshotOf()],
  ['a new section of two fields, one of them new', 'enterprise', snapshotOf(seats, standardLayout('Description', 'Seats'))],
  ['a new section of more fields than one call takes', 'professional', snapshotOf(...many7, standardLayout(...many7.map(([, key]) => key.slice(6))))],
  ['a lookup to many of a new module, whose layout does not have the other side', 'standard', snapshotOf(courses, manyCourses)],
  ['a lookup to many of the module itself', 'enterprise', snapshotOf(courses, ['field', 'Courses.Notes', { ...manyCourses[2] }])],
  ['a formula, which a person types in', 'ultimate', snapshotOf(courses, ['field', 'Courses.Channel', { field_label: 'Sum', ...sum(true) }])],
];

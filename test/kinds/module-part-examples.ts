import type { JsonObject } from '../../cli/model/json.ts';
import type { Short } from '../plan/world.ts';
import type { Example } from './examples.ts';

const unique = (key: string, label: string): Short => [
  'field',
  key,
  { field_label: label, data_type: 'text', length: 40, unique: { case_sensitive: false } },
];

function duplicateCheck(pairs: Readonly<Record<string, string>>): Short {
  const field_mappings = Object.entries(pairs).map(([current_field, mapped_field]) => ({ current_field, mapped_field }));
  return ['duplicate_check_preference', 'Leads/duplicate_check', { type: 'mapped_module_records', mapped_module: 'Contacts', field_mappings }];
}

function dependency(values: JsonObject): Short {
  return ['field_dependency', 'Deals/Standard: Type > Lead_Source', { layout: 'Deals/Standard', parent: 'Type', child: 'Lead_Source', values }];
}

function pipeline(name: string, stages: readonly string[], more: JsonObject = {}): Short {
  return ['pipeline', `Deals/${name}`, { layout: 'Deals/Standard', stages: stages.map((stage) => ({ stage })), ...more }];
}

/** Examples of the kinds that hang on modules and layouts. */
export const modulePartExamples: Readonly<Record<string, Example>> = {
  tag: {
    limits: [1, 1],
    create: ['tag', 'Deals/VIP', { color_code: '#57B1FD' }],
    update: ['tag', 'Deals/VIP', { color_code: '#B88562' }],
  },
  field_dependency: {
    limits: [1, 1],
    create: dependency({ 'New Business': ['Advertisement', 'Cold Call'], 'Existing Business': ['Cold Call'] }),
    update: dependency({ 'New Business': ['Cold Call', 'Trade Show'], '-None-': ['-None-'] }),
    dangling: ['field_dependency', 'Deals/Standard: Type > Nowhere', { layout: 'Deals/Standard', parent: 'Type', child: 'Nowhere' }],
    frozen: [
      'field_dependency',
      'Deals/Standard: Type > Lead_Source',
      { layout: 'Deals/Standard', parent: 'Reason_For_Loss__s', child: 'Lead_Source', values: {} },
    ],
  },
  duplicate_check_preference: {
    with: [unique('Leads.Passport', 'Passport'), unique('Leads.Licence', 'Licence'), unique('Contacts.Passport', 'Passport')],
    withoutId: true,
    limits: [1, 1],
    create: duplicateCheck({ Passport: 'Contacts.Passport' }),
    update: duplicateCheck({ Passport: 'Contacts.Passport', Licence: 'Contacts.Passport' }),
    dangling: duplicateCheck({ Nowhere: 'Contacts.Passport' }),
  },
  pipeline: {
    limits: [1, 1],
    create: pipeline('Renewals', ['Qualification', 'Closed Won', 'Closed Lost'], { display_value: '更新', default: true }),
    update: pipeline('Renewals', ['Needs Analysis', 'Qualification', 'Closed Lost', 'Closed Won'], { display_value: 'Again', default: true }),
    dangling: ['pipeline', 'Deals/Elsewhere', { layout: 'Deals/Nowhere', stages: [{ stage: 'Qualification' }] }],
    frozen: [
      'pipeline',
      'Deals/Renewals',
      {
        layout: 'Leads/Standard',
        display_value: '更新',
        default: true,
        stages: ['Qualification', 'Closed Won', 'Closed Lost'].map((stage) => ({ stage })),
      },
    ],
  },
};

/** The same, each with all that can be taken away from it. */
export const modulePartWhole: readonly Short[] = [
  ['tag', 'Leads/展示会 2026', { color_code: '#F17574' }],
  dependency({ 'New Business': ['Advertisement', 'Cold Call'], 'Existing Business': ['Cold Call'] }),
  unique('Leads.Passport', 'Passport'),
  unique('Leads.Licence', 'Licence'),
  unique('Contacts.Passport', 'Passport'),
  duplicateCheck({ Passport: 'Contacts.Passport', Licence: 'Contacts.Passport' }),
  pipeline('Renewals', ['Qualification', 'Closed Won', 'Closed Lost'], { display_value: '更新' }),
];

/** What becomes of them. */
export const modulePartLess: Readonly<Record<string, (attributes: JsonObject) => JsonObject>> = {
  'tag:Leads/展示会 2026': () => ({}),
  'duplicate_check_preference:Leads/duplicate_check': () => ({ type: 'converted_records' }),
  'field_dependency:Deals/Standard: Type > Lead_Source': (attributes) => ({ ...attributes, values: { 'New Business': ['Cold Call'] } }),
  'pipeline:Deals/Renewals': (attributes) => ({
    ...attributes,
    stages: [{ stage: 'Closed Won', forecast_type: 'Closed Won', forecast_category: 'Closed' }],
  }),
};

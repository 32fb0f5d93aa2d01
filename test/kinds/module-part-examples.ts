import type { JsonObject } from '../../cli/model/json.ts';
import type { Short } from '../plan/world.ts';
import type { Example } from './examples.ts';

function dependency(values: JsonObject): Short {
  return ['field_dependency', 'Deals/Standard: Type > Lead_Source', { layout: 'Deals/Standard', parent: 'Type', child: 'Lead_Source', values }];
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
};

/** The same, each with all that can be taken away from it. */
export const modulePartWhole: readonly Short[] = [
  ['tag', 'Leads/展示会 2026', { color_code: '#F17574' }],
  dependency({ 'New Business': ['Advertisement', 'Cold Call'], 'Existing Business': ['Cold Call'] }),
];

/** What becomes of them. */
export const modulePartLess: Readonly<Record<string, (attributes: JsonObject) => JsonObject>> = {
  'tag:Leads/展示会 2026': () => ({}),
  'field_dependency:Deals/Standard: Type > Lead_Source': (attributes) => ({ ...attributes, values: { 'New Business': ['Cold Call'] } }),
};

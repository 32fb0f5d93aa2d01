import type { JsonObject } from '../../cli/model/json.ts';
import type { Short } from '../plan/world.ts';
import type { Example } from './examples.ts';

/** Examples of the kinds that hang on modules and layouts. */
export const modulePartExamples: Readonly<Record<string, Example>> = {
  tag: {
    limits: [1, 1],
    create: ['tag', 'Deals/VIP', { color_code: '#57B1FD' }],
    update: ['tag', 'Deals/VIP', { color_code: '#B88562' }],
  },
};

/** The same, each with all that can be taken away from it. */
export const modulePartWhole: readonly Short[] = [['tag', 'Leads/展示会 2026', { color_code: '#F17574' }]];

/** What becomes of them. */
export const modulePartLess: Readonly<Record<string, (attributes: JsonObject) => JsonObject>> = {
  'tag:Leads/展示会 2026': () => ({}),
};

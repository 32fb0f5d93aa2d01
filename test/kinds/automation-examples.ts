import type { JsonObject } from '../../cli/model/json.ts';
import type { Short } from '../plan/world.ts';
import type { Example } from './examples.ts';

const size = (value: string): JsonObject => ({ field: 'Annual_Revenue', comparator: 'greater_than', value });
const hot: Short = [
  'scoring_rule',
  'Leads/Hot',
  {
    name: 'Hot',
    description: 'Who wants something',
    layout: 'Leads/Standard',
    field_rules: [
      { criteria: size('1000'), score: 10 },
      {
        criteria: {
          group_operator: 'AND',
          group: [
            { field: 'City', comparator: 'equal', value: 'Osaka' },
            { field: 'Lead_Source', comparator: 'not_equal', value: '${EMPTY}' },
          ],
        },
        score: 5,
      },
      { criteria: { field: 'Company', comparator: 'contains', value: 'Test' }, score: -20 },
    ],
    signal_rules: [
      { signal: 'zoho.emailinsight.open', score: 10 },
      { signal: 'zoho.emailinsight.bounce', score: -99 },
    ],
  },
];

/** Examples of the kinds that give, assign and follow up. */
export const automationExamples: Readonly<Record<string, Example>> = {
  scoring_rule: {
    limits: [20, 1],
    create: hot,
    update: [
      'scoring_rule',
      'Leads/Hot',
      {
        name: 'Hot ones',
        layout: 'Leads/Standard',
        active: false,
        field_rules: [
          { criteria: size('1000'), score: 20 },
          { criteria: { field: 'Company', comparator: 'contains', value: 'Test' }, score: -20 },
          { criteria: size('5000'), score: 30 },
        ],
        signal_rules: [
          { signal: 'zoho.emailinsight.open', score: 11 },
          { signal: 'zoho.emailinsight.bounce', score: -99 },
          { signal: 'zoho.emailinsight.click', score: 100 },
        ],
      },
    ],
    dangling: ['scoring_rule', 'Leads/Cold', { name: 'Cold', layout: 'Leads/Nowhere', field_rules: [{ criteria: size('1'), score: 1 }] }],
    frozen: ['scoring_rule', 'Leads/Hot', { ...hot[2], layout: 'Contacts/Standard' }],
  },
};

/** One element of each of these kinds with all that can be taken away from it. */
export const automationWhole: readonly Short[] = [hot];

/** What becomes of them: with less in it. */
export const automationLess: Readonly<Record<string, (attributes: JsonObject) => JsonObject>> = {
  'scoring_rule:Leads/Hot': ({ description: _d, signal_rules: _s, ...rest }) => ({ ...rest, field_rules: [{ criteria: size('1000'), score: 10 }] }),
};

import type { JsonObject } from '../../cli/model/json.ts';
import { isList } from '../../cli/model/json.ts';
import type { Relaxation } from './relaxation.ts';
import { addProperties, has } from './relaxation.ts';

/** What is wrong in the published files about automation, beside workflow rules and actions. */
export const automationRelaxations: readonly Relaxation[] = [
  {
    name: 'where a scoring rule has its points',
    reason:
      'Zoho’s pages "Create Scoring Rules" and "Update Scoring Rules", the official SDK and the editions of the file before and after this one: `field_rules` and `signal_rules` at the top, no `manual_scoring_rule`',
    files: ['scoring_rules'],
    relax: (object) => {
      if (has(object, 'manual_scoring_rule')) return addProperties(withoutNeed(object, 'manual_scoring_rule'), points);
      return has(object, 'zia_scoring_rule') ? object : undefined;
    },
  },
];

const points = ['field_rules', 'signal_rules', 'has_signal_rules'];

function withoutNeed(object: JsonObject, name: string): JsonObject {
  const required = object['required'];
  return isList(required) ? { ...object, required: required.filter((one) => one !== name) } : object;
}

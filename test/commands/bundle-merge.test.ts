import { describe, expect, test } from 'vitest';
import { mergeElement } from '../../cli/commands/bundle-merge.ts';
import type { Element } from '../../cli/model/element.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { usualRules } from '../../cli/model/org.ts';

const own = { rules: usualRules, created: new Map() };

function merge(kind: string, there: JsonObject | undefined, sent: JsonObject): JsonObject {
  const element = (attributes: JsonObject): Element => ({ kind, key: 'Deals/X', attributes });
  return mergeElement(there === undefined ? undefined : element(there), element(sent), own).attributes;
}

describe('what is sent is laid over what the target has', () => {
  test('where absence means nothing, what only the target says stays', () => {
    expect(merge('role', { description: 'theirs' }, { reporting_to: 'CEO' })).toEqual({ description: 'theirs', reporting_to: 'CEO' });
    expect(merge('role', undefined, { reporting_to: 'CEO' })).toEqual({ reporting_to: 'CEO' });
  });

  test('of what only people set, the file that is sent says all', () => {
    const sent = { purpose: 'new', settings: { Limit: 5 } };
    expect(merge('validation_rule', { purpose: 'old', settings: { Limit: 7, Alert: 'no' }, steps: ['Save'] }, sent)).toEqual(sent);
  });
});

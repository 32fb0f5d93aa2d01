import { canonicalText } from '../model/canonical.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, objects, text } from '../model/json.ts';

/**
 * One spelling for criteria that mean the same (facts: samples 37): a group of one is its member, a group within a group of the same operator is
 * its members, a member that stands twice stands once. Nothing at all is undefined.
 */
export function canonicalCriteria(criteria: JsonObject): JsonObject | undefined {
  const operator = text(criteria, 'group_operator');
  if (operator === undefined) return Object.keys(criteria).length === 0 ? undefined : criteria;
  const members = objects(criteria, 'group').flatMap((member) => flatten(canonicalCriteria(member), operator));
  const unique = [...new Map(members.map((member) => [canonicalText(member), member])).values()];
  if (unique.length <= 1) return unique[0];
  return { group_operator: operator, group: unique as Json[] };
}

function flatten(member: JsonObject | undefined, operator: string): readonly JsonObject[] {
  if (!isObject(member)) return [];
  return text(member, 'group_operator') === operator ? objects(member, 'group') : [member];
}

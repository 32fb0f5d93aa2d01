import type { Json } from '../../../model/json.ts';
import { isObject, objects, text } from '../../../model/json.ts';
import { refuse } from '../automation/refusal.ts';
import { invalidData } from '../checks.ts';

/** Comparators of filter criteria (createCustomView and custom_views.json). */
const comparators: readonly string[] =
  `equal not_equal like not_like starts_with ends_with contains not_contains include_all include_any exclude_all exclude_any
  greater_than greater_equal less_equal less_than in not_in between not_between`.split(/\s+/);

/** Refuses criteria whose groups have fewer than two members, or whose comparators are none. */
export function demandCriteria(value: Json | undefined, path: string, name = 'criteria'): undefined {
  if (!isObject(value)) return undefined;
  const at = `${path}.${name}`;
  if ('group' in value) {
    const members = objects(value, 'group');
    if (members.length < 2) refuse(invalidData(at, 'group', { minimum_length: 2 }));
    for (const [index, member] of members.entries()) demandCriteria(member, at, `group[${index}]`);
    return undefined;
  }
  const comparator = text(value, 'comparator');
  if (comparator !== undefined && !comparators.includes(comparator)) refuse(invalidData(at, 'comparator', { supported_values: [...comparators] }));
  return undefined;
}

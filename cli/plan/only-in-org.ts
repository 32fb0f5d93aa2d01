import type { SchemaNode } from '../kinds/schema.ts';
import { itemSchema, listRule, objectAlternative, propertySchema } from '../kinds/schema.ts';
import type { Ref } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, property } from '../model/json.ts';
import { memberName } from './member-name.ts';

/** Most names that one finding lists. */
const mostNames = 10;

/**
 * Members of lists that only the org has, such as picklist values: an additive apply leaves them, so the org will not be exactly what the files say. One
 * note for each list of each element.
 */
export function findOnlyInOrg(schema: SchemaNode, ref: Ref, live: JsonObject, desired: JsonObject): readonly Finding[] {
  return collect(schema, live, desired, []).map(({ path, names }): Finding => {
    const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
    return {
      code: 'plan.only-in-org',
      severity: 'note',
      element: ref,
      path: path.join('.'),
      message: `${ref} ${path.join('.')}: only the org has ${names
        .slice(0, mostNames)
        .map((name) => JSON.stringify(name))
        .join(', ')}${more}; they stay.`,
    };
  });
}

interface Extra {
  readonly path: readonly string[];
  readonly names: readonly string[];
}

function collect(schema: SchemaNode, live: JsonObject, desired: JsonObject, path: readonly string[]): readonly Extra[] {
  const own = objectAlternative(schema);
  return Object.entries(live).flatMap(([name, value]) => {
    const member = propertySchema(own, name);
    const wanted = property(desired, name);
    return member === undefined || wanted === undefined ? [] : compare(member, value, wanted, [...path, name]);
  });
}

function compare(schema: SchemaNode, live: Json, desired: Json, path: readonly string[]): readonly Extra[] {
  if (isObject(live) && isObject(desired)) return property(schema.node, 'x-value') === true ? [] : collect(schema, live, desired, path);
  const rule = listRule(schema);
  if (!isList(live) || !isList(desired) || rule === undefined) return [];
  const by = rule === 'set' ? '' : rule.by;
  const wanted = new Map(desired.map((member) => [memberName(member, by), member]));
  const names = live.map((member) => memberName(member, by)).filter((name) => !wanted.has(name));
  const inside = live.flatMap((member) => {
    const name = memberName(member, by);
    const other = wanted.get(name);
    return isObject(member) && isObject(other) ? collect(itemSchema(schema), member, other, [...path, name]) : [];
  });
  return names.length === 0 ? inside : [{ path, names }, ...inside];
}

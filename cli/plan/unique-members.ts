import type { SchemaNode } from '../kinds/schema.ts';
import { itemSchema, listRule, propertyOrder, propertySchema } from '../kinds/schema.ts';
import type { Json } from '../model/json.ts';
import { isList, isObject, property } from '../model/json.ts';
import { memberName } from './member-name.ts';

/**
 * Takes out of each member of a joined list what another member is wanted to hold, where the schema says that a thing stands in only one of them (`x-unique`: a
 * field stands in one section of a layout). So a field that is wanted in another section leaves the one the org has it in.
 */
export function keepUnique(schema: SchemaNode, joined: readonly Json[], wanted: readonly Json[], by: string): readonly Json[] {
  const items = itemSchema(schema);
  const lists = propertyOrder(items).filter((name) => property(propertySchema(items, name)?.node, 'x-unique') === true);
  return lists.reduce((members, list) => dropElsewhere(propertySchema(items, list), members, wanted, { by, list }), joined);
}

function dropElsewhere(
  schema: SchemaNode | undefined,
  joined: readonly Json[],
  wanted: readonly Json[],
  at: { readonly by: string; readonly list: string },
): readonly Json[] {
  const rule = schema === undefined ? undefined : listRule(schema);
  if (rule === undefined || rule === 'set') return joined;
  const namesOf = (member: Json): readonly Json[] => {
    const held = property(member, at.list);
    return isList(held) ? held : [];
  };
  const places = new Map<string, Set<string>>();
  for (const member of wanted) {
    for (const one of namesOf(member)) {
      const name = memberName(one, rule.by);
      places.set(name, (places.get(name) ?? new Set()).add(memberName(member, at.by)));
    }
  }
  return joined.map((member) => {
    if (!isObject(member) || namesOf(member).length === 0) return member;
    const own = memberName(member, at.by);
    const kept = namesOf(member).filter((one) => places.get(memberName(one, rule.by))?.has(own) !== false);
    if (kept.length === namesOf(member).length) return member;
    const { [at.list]: _held, ...rest } = member;
    return kept.length === 0 ? rest : { ...rest, [at.list]: kept };
  });
}

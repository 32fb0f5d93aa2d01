import type { SchemaNode } from '../kinds/schema.ts';
import { itemSchema, listRule, objectAlternative, propertySchema } from '../kinds/schema.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, property } from '../model/json.ts';
import { orderName } from './diff.ts';
import { memberName } from './member-name.ts';
import type { PathTest } from './selectors.ts';

/** Wanted attributes with everything that is left to the org as the org has it, so that no difference is left there. Both are in the form of `withDefaults`. */
export function leaveIgnored(schema: SchemaNode, wanted: JsonObject, live: JsonObject, isIgnored: PathTest): JsonObject {
  return leaveMembers(schema, wanted, live, { isIgnored, path: [] });
}

interface Place {
  readonly isIgnored: PathTest;
  readonly path: readonly string[];
}

function leaveMembers(schema: SchemaNode, wanted: JsonObject, live: JsonObject, at: Place): JsonObject {
  const own = objectAlternative(schema);
  const names = [...new Set([...Object.keys(live), ...Object.keys(wanted)])];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = leaveAt(propertySchema(own, name), property(wanted, name), property(live, name), { ...at, path: [...at.path, name] });
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

function leaveAt(schema: SchemaNode | undefined, wanted: Json | undefined, live: Json | undefined, at: Place): Json | undefined {
  if (at.isIgnored(at.path)) return live;
  if (schema === undefined || property(schema.node, 'x-value') === true) return wanted;
  if (isObject(wanted)) return leaveMembers(schema, wanted, isObject(live) ? live : {}, at);
  return isList(wanted) && isList(live) ? leaveInList(schema, wanted, live, at) : wanted;
}

function leaveInList(schema: SchemaNode, wanted: readonly Json[], live: readonly Json[], at: Place): Json {
  const rule = listRule(schema);
  if (rule === undefined) return wanted;
  const by = rule === 'set' ? '' : rule.by;
  const items = itemSchema(schema);
  const index = (list: readonly Json[]) => new Map(list.map((member) => [memberName(member, by), member]));
  const [mine, theirs] = [index(wanted), index(live)];
  const inOrder = at.isIgnored([...at.path, orderName]) ? [...theirs.keys(), ...mine.keys()] : [...mine.keys(), ...theirs.keys()];
  return [...new Set(inOrder)].flatMap((name) => leaveAt(items, mine.get(name), theirs.get(name), { ...at, path: [...at.path, name] }) ?? []);
}

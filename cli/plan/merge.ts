import { canonicalCriteria } from '../kinds/criteria.ts';
import type { SchemaNode } from '../kinds/schema.ts';
import { itemSchema, listRule, objectAlternative, propertyOrder, propertySchema } from '../kinds/schema.ts';
import { inWeekOrder } from '../kinds/week.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, property, text } from '../model/json.ts';
import type { Authority } from '../model/org.ts';
import { memberName } from './member-name.ts';
import { isSameValue } from './same-value.ts';
import { keepUnique } from './unique-members.ts';
import { withoutDefaults } from './without-defaults.ts';

/** What becomes of what only the org has. */
export interface MergeRule {
  /** additive: it stays · authoritative: it goes · managed: it goes where it is still as we applied it */
  readonly authority: Authority;
  /** what was applied last, for `managed` */
  readonly base?: Json | undefined;
  /** names of attributes in which nothing goes, whatever the authority, and that do not go themselves unless `exact` */
  readonly kept?: ReadonlySet<string>;
  readonly exact?: boolean;
  /** names of lists that stay when they are left out as a whole */
  readonly whole?: ReadonlySet<string>;
}

const additive: MergeRule = { authority: 'additive' };

/**
 * What an apply leaves in the org: desired over live. Without a rule an attribute that desired does not name stays as it is, unless the schema gives it a default,
 * which then is what absence means. Sets and maps are joined; keyed lists keep what only the org has, in its place; other lists are replaced.
 */
export function mergeAttributes(schema: SchemaNode, live: JsonObject, desired: JsonObject, rule: MergeRule = additive): JsonObject {
  const names = [...new Set([...Object.keys(live), ...Object.keys(desired)])];
  // From entries, since assigning to a name such as `__proto__` would lose it.
  return Object.fromEntries(
    names.flatMap((name) => {
      const before = property(live, name);
      const after = property(desired, name);
      const own = propertySchema(schema, name);
      if (after === undefined) return before === undefined || leaves(rule, name, before) ? [] : [[name, before] as const];
      return [[name, own === undefined || before === undefined ? after : mergeValue(own, before, after, ruleWithin(rule, name))] as const];
    }),
  );
}

/** True when an attribute that only the org has goes. */
function leaves(rule: MergeRule, name: string, value: Json): boolean {
  if (rule.whole?.has(name) === true || (rule.kept?.has(name) === true && rule.exact !== true)) return false;
  return goes({ authority: rule.authority, base: property(rule.base, name) }, value);
}

function ruleWithin(rule: MergeRule, name: string): MergeRule {
  return rule.kept?.has(name) === true ? additive : { authority: rule.authority, base: property(rule.base, name) };
}

/** True when a value that only the org has goes. */
function goes({ authority, base }: MergeRule, value: Json): boolean {
  if (authority !== 'managed') return authority === 'authoritative';
  return base !== undefined && isSameValue(base, value);
}

function mergeValue(schema: SchemaNode, live: Json, desired: Json, rule: MergeRule): Json {
  if (isList(live) && isList(desired)) return mergeLists(schema, live, desired, rule);
  if (isObject(live) && isObject(desired) && property(schema.node, 'x-value') !== true) {
    if (property(schema.node, 'x-canonical') !== undefined) return desired;
    return mergeAttributes(objectAlternative(schema), live, desired, rule);
  }
  return desired;
}

function mergeLists(schema: SchemaNode, live: readonly Json[], desired: readonly Json[], rule: MergeRule): readonly Json[] {
  const compares = listRule(schema);
  if (compares === undefined) return desired;
  const by = compares === 'set' ? '' : compares.by;
  const base = new Map((isList(rule.base) ? rule.base : []).map((member) => [memberName(member, by), member]));
  const ruleOf = (name: string): MergeRule => ({ authority: rule.authority, base: base.get(name) });
  const names = new Set(desired.map((member) => memberName(member, by)));
  const staying = live.filter((member) => names.has(memberName(member, by)) || !goes(ruleOf(memberName(member, by)), member));
  if (compares === 'set') return [...new Set([...staying, ...desired].map(String))].sort();
  const items = itemSchema(schema);
  const replaced = property(items.node, 'oneOf') !== undefined;
  const there = new Map(live.map((member) => [memberName(member, by), member]));
  const wanted = desired.map((member) => {
    const name = memberName(member, by);
    const before = there.get(name);
    return replaced || before === undefined || !isObject(before) || !isObject(member) ? member : mergeAttributes(items, before, member, ruleOf(name));
  });
  return keepUnique(schema, interleave(staying, wanted, by), desired, by);
}

/**
 * Members that only the org has keep their place when the others stand in the wanted order already; otherwise the wanted order comes first and
 * the org's own follow, so that merging again changes nothing.
 */
function interleave(live: readonly Json[], wanted: readonly Json[], by: string): readonly Json[] {
  const names = wanted.map((member) => memberName(member, by));
  const rank = new Map(names.map((name, index) => [name, index]));
  const known = live.filter((member) => rank.has(memberName(member, by)));
  const extra = live.filter((member) => !rank.has(memberName(member, by)));
  const inOrder = known.every(
    (member, index) => index === 0 || (rank.get(memberName(known[index - 1] ?? null, by)) ?? 0) < (rank.get(memberName(member, by)) ?? 0),
  );
  if (!inOrder) return [...wanted, ...extra];
  const there = new Set(live.map((member) => memberName(member, by)));
  const followers = followersOf(wanted, names, there);
  const takeFollowers = (name: string | undefined): readonly Json[] => {
    const following = followers.get(name) ?? [];
    followers.delete(name); // a name that the org has twice is followed once
    return following;
  };
  const first = takeFollowers(undefined);
  const kept = live.flatMap((member) => {
    const name = memberName(member, by);
    return [wanted[rank.get(name) ?? -1] ?? member, ...takeFollowers(name)];
  });
  return [...first, ...kept];
}

/** Members that are not there yet, by the name of the one that is and that they follow; undefined for those in front of all. */
function followersOf(wanted: readonly Json[], names: readonly string[], there: ReadonlySet<string>): Map<string | undefined, Json[]> {
  const followers = new Map<string | undefined, Json[]>();
  let last: string | undefined;
  wanted.forEach((member, index) => {
    const name = names[index] ?? '';
    const following = followers.get(last);
    if (there.has(name)) last = name;
    else if (following === undefined) followers.set(last, [member]);
    else following.push(member);
  });
  return followers;
}

/**
 * Attributes in one form, so that what means the same compares equal: the schema's defaults spelled out at every declared object, what says nothing (null, an
 * empty list or object) left out, criteria in one spelling, and members of lists that may be a text or an object as short as they can be. An empty text stays: it
 * clears what is there.
 */
export function withDefaults(schema: SchemaNode, attributes: JsonObject): JsonObject {
  const own = objectAlternative(schema);
  const filled = new Map<string, Json>();
  for (const name of propertyOrder(own)) {
    const fallback = property(propertySchema(own, name)?.node, 'default');
    if (fallback !== undefined) filled.set(name, fallback);
  }
  for (const [name, value] of Object.entries(attributes)) {
    const member = propertySchema(own, name);
    const said = member === undefined ? value : saysNothing(member, value) ? undefined : fillValue(member, value);
    if (said !== undefined) filled.set(name, said);
  }
  return Object.fromEntries(filled);
}

function saysNothing(schema: SchemaNode, value: Json): boolean {
  if (isList(value)) return value.length === 0;
  return value === null || (isObject(value) && Object.keys(value).length === 0 && property(schema.node, 'x-keep-empty') !== true);
}

function fillValue(schema: SchemaNode, value: Json): Json | undefined {
  if (property(schema.node, 'x-value') === true) return value;
  const form = property(schema.node, 'x-canonical');
  if (form === 'criteria') return isObject(value) ? canonicalCriteria(withoutDefaults(schema, value)) : value;
  if (isList(value) && form === 'week') return inWeekOrder(value);
  if (isList(value)) {
    const items = itemSchema(schema);
    const rule = listRule(schema);
    const by = rule === undefined || rule === 'set' ? '' : rule.by;
    const isChoice = property(items.node, 'oneOf') !== undefined;
    return value.map((item) => (!isObject(item) ? item : isChoice ? shortenMember(objectAlternative(items), item, by) : withDefaults(items, item)));
  }
  return isObject(value) ? withDefaults(schema, value) : value;
}

/** A member of a list without what goes without saying; its name alone when that is all it says. */
function shortenMember(schema: SchemaNode, member: JsonObject, by: string): Json {
  const said = Object.entries(member).filter(([name, value]) => name === by || value !== impliedValue(schema, member, name));
  const [only] = said;
  return said.length === 1 && only?.[0] === by ? only[1] : Object.fromEntries(said);
}

/** What an attribute is when it is left out: the default, or the value of the attribute that it follows (`x-same-as`). */
function impliedValue(schema: SchemaNode, member: JsonObject, name: string): Json | undefined {
  const node = propertySchema(schema, name)?.node;
  const other = text(node, 'x-same-as');
  return other === undefined ? property(node, 'default') : (property(member, other) ?? impliedValue(schema, member, other));
}

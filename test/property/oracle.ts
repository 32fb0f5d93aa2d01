import type { SchemaNode } from '../../cli/kinds/schema.ts';
import { itemSchema, listRule, objectAlternative, propertySchema } from '../../cli/kinds/schema.ts';
import { canonicalText } from '../../cli/model/canonical.ts';
import type { Element, Ref } from '../../cli/model/element.ts';
import { moduleOfKey, splitRef } from '../../cli/model/element.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { isList, isObject, property, text } from '../../cli/model/json.ts';
import type { Plan } from '../../cli/model/plan.ts';
import type { Snapshot } from '../../cli/model/snapshot.ts';
import { withDefaults } from '../../cli/plan/merge.ts';
import { kindOf, schemaOf } from '../plan/world.ts';

/** Elements that a plan leaves to people or keeps back. */
export function namedRefs(...plans: readonly Plan[]): ReadonlySet<Ref> {
  return new Set(plans.flatMap((plan) => plan.steps.filter((step) => step.mode !== 'api').map((step) => step.ref)));
}

/** True when a place is in one of those elements. */
export function isNamed(place: string, refs: ReadonlySet<Ref>): boolean {
  return [...refs].some((ref) => place === ref || [' ', '.'].some((end) => place.startsWith(`${ref}${end}`)));
}

/** What an org lacks of what is wanted: elements, and places of attributes. Said without the planner: what a file says has to be there, whatever else is. */
export function findLacking(actual: Snapshot, wanted: Snapshot): readonly string[] {
  return [...wanted.elements].flatMap(([ref, element]) => {
    const schema = schemaOf(kindOf(element.kind));
    const found = actual.elements.get(ref);
    if (found === undefined) return [`${ref} is not there`];
    return lackingIn(schema, withDefaults(schema, found.attributes), withDefaults(schema, element.attributes), ref);
  });
}

function lackingIn(schema: SchemaNode, actual: Json, wanted: Json, at: string): readonly string[] {
  if (property(schema.node, 'x-value') === true || property(schema.node, 'x-canonical') !== undefined) return unequal(actual, wanted, at);
  if (isList(wanted) && isList(actual)) return lackingMembers(schema, actual, wanted, at);
  if (!isObject(wanted) || !isObject(actual)) return unequal(actual, wanted, at);
  const own = objectAlternative(schema);
  return Object.entries(wanted).flatMap(([name, value]) => {
    const member = propertySchema(own, name);
    const there = property(actual, name);
    if (there === undefined && property(member?.node, 'x-untold') !== undefined) return [];
    if (there === undefined) return [`${at}.${name} is not there`];
    return member === undefined ? unequal(there, value, `${at}.${name}`) : lackingIn(member, there, value, `${at}.${name}`);
  });
}

function lackingMembers(schema: SchemaNode, actual: readonly Json[], wanted: readonly Json[], at: string): readonly string[] {
  const rule = listRule(schema);
  if (rule === undefined) return unequal(actual, wanted, at);
  if (rule === 'set') return wanted.filter((one) => !actual.includes(one)).map((one) => `${at} has no ${String(one)}`);
  const nameOf = (member: Json): string => (typeof member === 'string' ? member : (text(member, rule.by) ?? ''));
  return wanted.flatMap((member) => {
    const there = actual.find((other) => nameOf(other) === nameOf(member));
    if (there === undefined) return [`${at} has no ${nameOf(member)}`];
    return lackingIn(itemSchema(schema), there, member, `${at}[${nameOf(member)}]`);
  });
}

function unequal(actual: Json, wanted: Json, at: string): readonly string[] {
  return canonicalText(actual) === canonicalText(wanted) ? [] : [`${at} is ${canonicalText(actual)}, not ${canonicalText(wanted)}`];
}

/** Modules that only the first has for its lookups to many: they stay with the module whose lookup they serve. */
function linkingModules(actual: Snapshot, wanted: Snapshot): readonly string[] {
  const only = [...actual.elements.values()].filter(({ kind, key }) => kind === 'module' && !wanted.elements.has(`module:${key}`));
  return only.filter(({ attributes }) => attributes['generated_type'] === 'linking').map(({ key }) => key);
}

/**
 * Where two orgs differ, elements and first attributes, but for what was `named`: nothing when they are the same. A module that stays because it was named keeps what is
 * its own: fields, layouts, and a place among the permissions of profiles.
 */
export function findUnnamed(actual: Snapshot, wanted: Snapshot, named: ReadonlySet<Ref>): readonly string[] {
  const kept = [...named].filter((ref) => ref.startsWith('module:') && !wanted.elements.has(ref)).map((ref) => ref.slice('module:'.length));
  const staying = kept.length === 0 ? [] : [...kept, ...linkingModules(actual, wanted)];
  const refs = [...new Set([...actual.elements.keys(), ...wanted.elements.keys()])].sort();
  return refs.flatMap((ref) => {
    const [one, other] = [actual.elements.get(ref), wanted.elements.get(ref)];
    if (named.has(ref) || isOwnOf(staying, one ?? other)) return [];
    // What comes with a lookup is called as the CRM likes: it counts where both have it.
    if ((one === undefined || other === undefined) && kindOf(splitRef(ref).kind).follows === true) return [];
    if (one === undefined) return [`${ref} is not there`];
    if (other === undefined) return [`${ref} is there`];
    return differentAttributes(withoutModules(one, staying), withoutModules(other, staying)).map((what) => `${ref}: ${what}`);
  });
}

function isOwnOf(modules: readonly string[], element: Element | undefined): boolean {
  if (element === undefined) return false;
  // The other side of a lookup to many.
  const other = text(element.attributes['multiselectlookup'], 'connected_module');
  if (other !== undefined && modules.includes(other)) return true;
  return kindOf(element.kind).scope === 'module'
    ? modules.includes(moduleOfKey(element.key))
    : ['module', 'data_sharing'].includes(element.kind) && modules.includes(element.key);
}

function withoutModules(element: Element, modules: readonly string[]): Element {
  const permissions = element.attributes['permissions'];
  if (!isObject(permissions) || modules.length === 0) return element;
  const kept = Object.fromEntries(Object.entries(permissions).filter(([scope]) => !modules.includes(scope)));
  return { ...element, attributes: { ...element.attributes, permissions: kept } };
}

function differentAttributes(one: Element, other: Element): readonly string[] {
  const schema = schemaOf(kindOf(one.kind));
  const [actual, wanted]: readonly JsonObject[] = [withDefaults(schema, one.attributes), withDefaults(schema, other.attributes)];
  const names = [...new Set([...Object.keys(actual ?? {}), ...Object.keys(wanted ?? {})])].sort();
  return names.flatMap((name) => {
    const textOf = (side: JsonObject | undefined): string => canonicalText(inAnyOrder(propertySchema(schema, name), side?.[name] ?? null));
    const [is, should] = [textOf(actual), textOf(wanted)];
    return is === should ? [] : [`${name} is ${is}, not ${should}`];
  });
}

/** A list by the names of its members, where their order says nothing. */
function inAnyOrder(schema: SchemaNode | undefined, value: Json): Json {
  const rule = schema === undefined ? undefined : listRule(schema);
  if (rule === undefined || rule === 'set' || rule.ordered || !isList(value)) return value;
  return value.toSorted((one, other) => canonicalText(property(one, rule.by) ?? one).localeCompare(canonicalText(property(other, rule.by) ?? other)));
}

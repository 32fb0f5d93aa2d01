import type { RiskRule } from '../kinds/risk-rules.ts';
import { riskRules } from '../kinds/risk-rules.ts';
import type { SchemaNode } from '../kinds/schema.ts';
import { itemSchema, keyReferenceRule, listRule, objectAlternative, propertySchema, referenceRule } from '../kinds/schema.ts';
import { canonicalText } from '../model/canonical.ts';
import type { Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Json } from '../model/json.ts';
import { isList, isObject, property } from '../model/json.ts';
import type { Action, GraveRisk } from '../model/plan.ts';
import { memberName } from './member-name.ts';
import { isSameValue } from './same-value.ts';

/** A risk and the attribute that it comes from, by the names in paths of changes. */
export interface FoundRisk {
  readonly risk: GraveRisk;
  readonly path: readonly string[];
}

/** What judging attributes asks about the rest of the org, as it is once the plan is done. */
export interface RiskScope {
  /** what the step does; decides which rules count */
  readonly deed: Action;
  /** module of the element */
  readonly module: string;
  /** true when the element itself has the risk afterwards */
  carries(risk: GraveRisk): boolean;
  /** true when that other element has the risk afterwards; undefined when there is none such */
  leadsTo(ref: Ref, risk: GraveRisk): boolean | undefined;
  /** true when the element is no longer there afterwards */
  isGone(ref: Ref): boolean;
  /** the key of the element that a new one of this kind starts as, when that element is new; undefined when it was there before */
  startsAs(ref: Ref): string | undefined;
}

/** Risks by the rules of the schema: what is so after and was not so before. */
export function findRisks(at: SchemaNode, before: Json | undefined, after: Json | undefined, scope: RiskScope): readonly FoundRisk[] {
  return walk(at, before, after, [], scope);
}

function walk(given: SchemaNode, before: Json | undefined, after: Json | undefined, path: readonly string[], scope: RiskScope): readonly FoundRisk[] {
  if (before === undefined && after === undefined) return [];
  const at = isObject(after ?? before) ? objectAlternative(given) : given;
  const own = riskRules(at)
    .filter((rule) => rule.in.includes(scope.deed))
    .flatMap((rule) =>
      occasions[rule.when]({ rule, at, before, after, scope }).map((end): FoundRisk => ({ risk: rule.risk, path: [...path, ...end] })),
    );
  if (isList(after)) return [...own, ...walkList(at, isList(before) ? before : [], after, path, scope)];
  return isObject(after) || isObject(before) ? [...own, ...walkObject(at, before, after, path, scope)] : own;
}

function walkObject(at: SchemaNode, before: Json | undefined, after: Json | undefined, path: readonly string[], scope: RiskScope) {
  const names = new Set([...Object.keys(isObject(before) ? before : {}), ...Object.keys(isObject(after) ? after : {})]);
  const keys = keyReferenceRule(at);
  return [...names].flatMap((name) => {
    const member = propertySchema(at, name);
    if (member === undefined || (keys !== undefined && scope.isGone(refOf(keys.kind, name)))) return [];
    return walk(member, property(before, name), property(after, name), [...path, name], scope);
  });
}

/**
 * Members that are matched by name are judged one by one. Of a list that is compared as a whole, a member counts that says anything dangerous, or under which
 * circumstances, otherwise than every member before: so that two members which only swap what they do are seen.
 */
function walkList(at: SchemaNode, before: readonly Json[], after: readonly Json[], path: readonly string[], scope: RiskScope): readonly FoundRisk[] {
  const items = itemSchema(at);
  const rule = listRule(at);
  if (rule === 'set') return [];
  if (rule !== undefined) {
    const old = new Map(before.map((member) => [memberName(member, rule.by), member]));
    return after.flatMap((member) => walk(items, old.get(memberName(member, rule.by)), member, [...path, memberName(member, rule.by)], scope));
  }
  const said = new Set(before.map((member) => canonicalText(whatItSays(items, member, scope))));
  return after.flatMap((member) => {
    const found = walk(items, undefined, member, path, scope);
    return found.length === 0 || said.has(canonicalText(whatItSays(items, member, scope))) ? [] : found;
  });
}

/** What is dangerous below, and under which circumstances: equal for members that do the same harm. */
function whatItSays(given: SchemaNode, value: Json, scope: RiskScope): readonly Json[] {
  const at = isObject(value) ? objectAlternative(given) : given;
  const counts = (rule: RiskRule): boolean =>
    rule.when === 'beside' || occasions[rule.when]({ rule, at, before: undefined, after: value, scope }).length > 0;
  const own = riskRules(at).some(counts) ? [value] : [];
  if (isList(value)) return [...own, ...value.map((member) => whatItSays(itemSchema(at), member, scope)).filter((said) => said.length > 0)];
  if (!isObject(value)) return own;
  const below = Object.keys(value)
    .sort()
    .map((name): readonly [string, readonly Json[]] => {
      const member = propertySchema(at, name);
      return [name, member === undefined ? [] : whatItSays(member, value[name] ?? null, scope)];
    });
  return [...own, ...below.filter(([, said]) => said.length > 0)];
}

interface Occasion {
  readonly rule: RiskRule;
  readonly at: SchemaNode;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly scope: RiskScope;
}

const here: readonly (readonly string[])[] = [[]];

/** Whether a rule of that occasion holds: the ends of the paths of what makes it so, none when it does not. */
const occasions: Readonly<Record<RiskRule['when'], (occasion: Occasion) => readonly (readonly string[])[]>> = {
  on: ({ before, after }) => (after === true && before !== true ? here : []),
  off: ({ before, after }) => (after === false && before !== false ? here : []),
  differs: (occasion) => (isOther(occasion) ? here : []),
  goes: ({ before, after }) => (before !== undefined && after === undefined ? here : []),
  is: (occasion) => (isOther(occasion) && isAmong(occasion.rule.values, occasion.after) ? here : []),
  wider: ({ rule, before, after }) => (rankOf(rule, after) > rankOf(rule, before) ? here : []),
  members: (occasion) => findMembers(occasion).map((member) => [memberName(member, 'name')]),
  loses: (occasion) => findLost(occasion).map((member) => [memberName(member, 'name')]),
  through: (occasion) => (isOther(occasion) && leads(occasion) ? here : []),
  beside: (occasion) => {
    const { rule, before, after, scope } = occasion;
    if (isSameValue(before, after) || (rule.values.length > 0 && !isAmong(rule.values, after))) return [];
    return scope.carries(rule.risk) ? here : [];
  },
};

function isOther({ before, after }: Occasion): boolean {
  return after !== undefined && !isSameValue(before, after);
}

function isAmong(values: readonly Json[], value: Json | undefined): boolean {
  return values.some((one) => isSameValue(one, value));
}

function rankOf({ values }: RiskRule, value: Json | undefined): number {
  const index = values.findIndex((one) => isSameValue(one, value));
  return index === -1 ? values.length - 1 : index;
}

function leads({ rule, at, after, scope }: Occasion): boolean {
  const reference = referenceRule(at);
  if (reference === undefined || typeof after !== 'string') return false;
  return scope.leadsTo(refOf(reference.kind, reference.inModule ? `${scope.module}.${after}` : after), rule.risk) ?? true;
}

/** Members that come, without harmless ones, and without a new element where the one it starts as is a member too. */
function findMembers({ rule, at, before, after, scope }: Occasion): readonly Json[] {
  if (!isList(after)) return [];
  const old = isList(before) ? before : [];
  const kind = referenceRule(itemSchema(at))?.kind;
  return after.filter((member) => {
    if (isAmong(old, member) || isHarmless(rule, member)) return false;
    const usual = kind === undefined || typeof member !== 'string' ? undefined : scope.startsAs(refOf(kind, member));
    return usual === undefined || !after.includes(usual);
  });
}

/** Members that are not there as they were; a new element has lost none. */
function findLost({ before, after }: Occasion): readonly Json[] {
  const left = isList(after) ? after : [];
  return isList(before) ? before.filter((member) => !isAmong(left, member)) : [];
}

function isHarmless({ but }: RiskRule, member: Json): boolean {
  return Object.entries(but).some(([name, values]) => values.some((value) => isSameValue(property(member, name), value)));
}

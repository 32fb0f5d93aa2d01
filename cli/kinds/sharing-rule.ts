import type { Write } from '../model/crm-call.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, objects, property, text } from '../model/json.ts';
import type { Kind, SideFacts, StepFacts } from './kind.ts';

const [path, one] = ['/settings/data_sharing/rules', '/settings/data_sharing/rules/{id}'];
const query = { module: '{module}' };

/**
 * Shares records of a module beyond the default (OpenAPI of 2025, sharing_rules.json; not in that of 2026). The list leaves criteria out. A rule is made switched on;
 * whether it is on is said by a call of its own. The CRM reckons anew who sees what once a rule is changed [?].
 */
export const sharingRuleKind: Kind = {
  name: 'sharing_rule',
  title: { en: 'Data sharing rule', ja: 'データ共有ルール' },
  schema: 'sharing-rule',
  scope: 'module',
  separator: '/',
  file: { pattern: 'security/sharing-rules/{module}/{name}.yaml', holds: 'one' },
  identity: 'name',
  envelope: 'sharing_rules',
  list: {
    method: 'GET',
    path,
    per: 'module',
    paged: true,
    // Only records with an owner can be shared beyond it.
    among: (_module, fields) => fields.some((field) => field.type === 'ownerlookup'),
  },
  detail: { method: 'GET', path: one },
  create: { method: 'POST', path, query, batch: 1, credits: 1 },
  update: { method: 'PUT', path: one, query, batch: 1, credits: 1 },
  remove: { method: 'DELETE', path: one, query, batch: 1, credits: 1 },
  besides: [
    { method: 'PUT', path: `${one}/actions/activate`, sets: (step) => (isTurned(step, true) ? ['status'] : []) },
    // Without it a rule that is to be off would be in force for good.
    { method: 'DELETE', path: `${one}/actions/activate`, sets: (step) => (isTurned(step, false) ? ['status'] : []) },
  ],
  frozen: ['type'],
  given: ['shared_to', 'permission_type', 'type'],
  deferred: [],
  holdsRecords: false,
  setupPage: '/settings/data-sharing',
  manualCreate: (_key, attributes) => whyUnsayable(attributes),
  manualUpdate: (_key, before, path, after) => whyUnsayableChange(before, path, after),
  sideEffect: (_key, attributes) =>
    attributes['status'] === 'inactive'
      ? 'a rule is made switched on, so it is in force for a moment, until the next call switches it off'
      : undefined,
  removeEffect: () => 'records that only it shares are shared no longer',
  reshape: (document) => ({ ...document, shared_from: reshapeParty(document['shared_from']), shared_to: reshapeParty(document['shared_to']) }),
  writes: writeRule,
};

/** The two sides of a rule: whose records, and with whom they are shared. */
const sides: readonly string[] = ['shared_from', 'shared_to'];

/** Types of the CRM, by the kind that files name. */
const types: Readonly<Record<string, string>> = { role: 'roles', user_group: 'groups' };

/** `{who: {role: …}}`, `{who: {user_group: …}}` or `{who: all_users}`: a value as a whole, so that never two of them meet. */
function reshapeParty(party: Json | undefined): Json {
  if (!isObject(party)) return null;
  return { who: text(party, 'type') === 'all_users' ? 'all_users' : (party['resource'] ?? null), subordinates: party['subordinates'] === true };
}

/** The kind of the people whom `who` names, or `all_users`; undefined for what is none of them, which must never be taken for everybody. */
function partyKind(who: Json | undefined): string | undefined {
  if (who === 'all_users') return who;
  const [kind = '', ...more] = isObject(who) ? Object.keys(who) : [];
  return Object.hasOwn(types, kind) && more.length === 0 && text(who, kind) !== undefined ? kind : undefined;
}

/** Why a side of a rule cannot be said to the API; undefined when it can, or is not there. */
function whyUnsayable(attributes: JsonObject): string | undefined {
  const side = sides.find((name) => attributes[name] !== undefined && partyKind(property(attributes[name], 'who')) === undefined);
  return side === undefined ? undefined : `${side}.who is no role, no group and not all_users, so nobody can tell whom it means`;
}

/** Why a change of a side cannot be made: of who it is, or of the rest while nobody knows who it is. */
function whyUnsayableChange(before: JsonObject, [side = '', member]: readonly string[], after: Json | undefined): string | undefined {
  if (!sides.includes(side)) return undefined;
  if (member === undefined) return after === undefined ? undefined : whyUnsayable({ [side]: after });
  return whyUnsayable({ [side]: member === 'who' ? { who: after ?? null } : (before[side] ?? null) });
}

function sayParty(wire: Json | undefined, file: Json | undefined): JsonObject {
  const kind = partyKind(property(file, 'who'));
  if (kind === 'all_users') return { type: kind, subordinates: false };
  return { type: types[kind ?? ''] ?? '', resource: property(wire, 'who') ?? null, subordinates: property(wire, 'subordinates') === true };
}

/** A rule that is to be off is switched off before anything else of it changes, and one that is to be on is switched on last: it is never in force half done. */
function writeRule(step: StepFacts): readonly Write[] {
  if (step.before === undefined && whyUnsayable(step.after) !== undefined) return [];
  const turns = switchRule(step);
  const says = step.before === undefined || [...step.changed].some((name) => name !== 'status') ? [sayRule(step)] : [];
  const isFirst = step.before !== undefined && step.after['status'] === 'inactive';
  return isFirst ? [...turns, ...says] : [...says, ...turns];
}

/** Criteria with what each comparison compares with spelled out, which the file of 2025 asks for. */
function sayCriteria(wire: Json): Json {
  if (!isObject(wire)) return wire;
  return 'group' in wire ? { ...wire, group: objects(wire, 'group').map(sayCriteria) } : { type: 'value', ...wire };
}

/** The call that makes a rule, or says what differs. */
function sayRule(step: StepFacts): Write {
  const isNew = step.before === undefined;
  const { shared_from: _from, shared_to: _to, status: _status, ...wire } = step.wire;
  const own = Object.fromEntries(Object.entries(wire).filter(([name]) => isNew || step.changed.has(name) || name === 'name'));
  const gone = isNew || 'criteria' in step.after || !step.changed.has('criteria') ? {} : { criteria: null };
  const told = sides.filter((side) => (isNew || step.changed.has(side)) && partyKind(property(step.after[side], 'who')) !== undefined);
  const parties = Object.fromEntries(told.map((side) => [side, sayParty(step.wire[side], step.after[side])]));
  const shared = { query: { module: step.module }, envelope: 'sharing_rules', batch: 1 };
  const body: JsonObject = { ...own, ...gone, ...parties, ...('criteria' in own ? { criteria: sayCriteria(own['criteria'] ?? null) } : {}) };
  return isNew
    ? { ...shared, method: 'POST', path, items: [{ body, captures: step.ref }] }
    : { ...shared, method: 'PUT', path: one, target: step.ref, items: [{ body }], idempotent: true };
}

function isOn(attributes: JsonObject): boolean {
  return attributes['status'] !== 'inactive';
}

/** True for a step that leaves a rule on, or off, which was otherwise; a new one is on. */
function isTurned({ before, after }: Pick<SideFacts, 'before' | 'after'>, on: boolean): boolean {
  return after !== undefined && isOn(after) === on && (before === undefined || isOn(before)) !== on;
}

/** The call that switches a rule on or off, where it is otherwise. */
function switchRule(step: StepFacts): readonly Write[] {
  const on = isOn(step.after);
  if (!isTurned(step, on)) return [];
  const method = on ? 'PUT' : 'DELETE';
  const shared = { target: step.ref, query: { module: step.module }, envelope: 'sharing_rules', batch: 1 };
  return [{ ...shared, method, path: `${one}/actions/activate`, bare: true, items: [{ body: {} }] }];
}

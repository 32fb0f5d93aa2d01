import type { Write } from '../model/crm-call.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, property, text } from '../model/json.ts';
import type { Kind, StepFacts } from './kind.ts';

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
  frozen: ['type'],
  given: ['shared_to', 'permission_type', 'type'],
  deferred: [],
  holdsRecords: false,
  setupPage: '/settings/data-sharing',
  removeEffect: () => 'records that only it shares are shared no longer',
  reshape: (document) => ({ ...document, shared_from: reshapeParty(document['shared_from']), shared_to: reshapeParty(document['shared_to']) }),
  writes: writeRule,
};

/** Types of the CRM, by the kind that files name. */
const types: Readonly<Record<string, string>> = { role: 'roles', user_group: 'groups' };

/** `{who: {role: …}}`, `{who: {user_group: …}}` or `{who: all_users}`: a value as a whole, so that never two of them meet. */
function reshapeParty(party: Json | undefined): Json {
  if (!isObject(party)) return null;
  return { who: text(party, 'type') === 'all_users' ? 'all_users' : (party['resource'] ?? null), subordinates: party['subordinates'] === true };
}

function sayParty(wire: Json, file: Json | undefined): JsonObject {
  const who = property(file, 'who');
  const kind = Object.keys(types).find((one) => property(who, one) !== undefined);
  const subordinates = property(wire, 'subordinates') === true;
  return kind === undefined
    ? { type: 'all_users', subordinates: false }
    : { type: types[kind] ?? '', resource: property(wire, 'who') ?? null, subordinates };
}

function writeRule(step: StepFacts): readonly Write[] {
  const isNew = step.before === undefined;
  const { shared_from, shared_to, status: _status, ...wire } = step.wire;
  const own = Object.fromEntries(Object.entries(wire).filter(([name]) => isNew || step.changed.has(name) || name === 'name'));
  const gone = isNew || 'criteria' in step.after || !step.changed.has('criteria') ? {} : { criteria: null };
  const parties: JsonObject = {
    ...(shared_from !== undefined && (isNew || step.changed.has('shared_from'))
      ? { shared_from: sayParty(shared_from, step.after['shared_from']) }
      : {}),
    ...(shared_to !== undefined && (isNew || step.changed.has('shared_to')) ? { shared_to: sayParty(shared_to, step.after['shared_to']) } : {}),
  };
  const shared = { query: { module: step.module }, envelope: 'sharing_rules', batch: 1 };
  const body: JsonObject = { ...own, ...gone, ...parties };
  const said: Write = isNew
    ? { ...shared, method: 'POST', path, items: [{ body, captures: step.ref }] }
    : { ...shared, method: 'PUT', path: one, target: step.ref, items: [{ body }], idempotent: true };
  const others = [...step.changed].some((name) => name !== 'status');
  return [...(isNew || others ? [said] : []), ...switchRule(step)];
}

/** The call that switches a rule on or off, where it is otherwise. */
function switchRule(step: StepFacts): readonly Write[] {
  const on = step.after['status'] !== 'inactive';
  const wasOn = step.before === undefined || step.before['status'] !== 'inactive';
  if (on === wasOn) return [];
  const method = on ? 'PUT' : 'DELETE';
  return [
    {
      method,
      path: `${one}/actions/activate`,
      target: step.ref,
      query: { module: step.module },
      envelope: 'sharing_rules',
      batch: 1,
      items: [{ body: {} }],
    },
  ];
}

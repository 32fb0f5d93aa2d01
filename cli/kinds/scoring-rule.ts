import type { Write } from '../model/crm-call.ts';
import type { Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { objects, property, text } from '../model/json.ts';
import type { LeftOutReason } from '../model/snapshot.ts';
import type { Kind, PartIds, SideFacts, StepFacts } from './kind.ts';
import { listOf } from './options.ts';
import { changeParts } from './scored-parts.ts';

const path = '/settings/automation/scoring_rules';
const envelope = 'scoring_rules';

/**
 * Points that records get (OpenAPI scoring_rules.json). Zoho's pages, the official SDK and the editions of the file before and after have `field_rules` and `signal_rules` at
 * the top, the edition of 2026-08 `field_rules` and `touch_point_rules` within `manual_scoring_rule`: the former is written, of the latter only `field_rules` are read, so that
 * a rule with touch points is left out. Made inactive and switched on last. Fields that a rule made for its
 * scores are told without what they hold, and predictive rules without what they learn from, so a person makes those. That a signal's namespace is enough without its id is
 * our reading.
 */
export const scoringRuleKind: Kind = {
  name: 'scoring_rule',
  title: { en: 'Scoring rule', ja: 'スコアリングルール' },
  schema: 'scoring-rule',
  scope: 'module',
  separator: '/',
  file: { pattern: 'automation/scoring-rules/{module}/{name}.yaml', holds: 'one' },
  identity: 'name',
  envelope,
  list: { method: 'GET', path, per: 'org', paged: true },
  detail: { method: 'GET', path: `${path}/{id}` },
  create: { method: 'POST', path, batch: 20, credits: 1 },
  update: { method: 'PUT', path: `${path}/{id}`, batch: 1, credits: 1 },
  remove: { method: 'DELETE', path: `${path}/{id}`, batch: 1, credits: 1 },
  frozen: ['layout', 'scoring_type'],
  besides: [
    { method: 'PUT', path: `${path}/{id}/actions/activate`, sets: (step) => (isTurned(step, true) ? ['active'] : []), instead: { active: false } },
    { method: 'DELETE', path: `${path}/{id}/actions/activate`, sets: (step) => (isTurned(step, false) ? ['active'] : []) },
  ],
  unsettable: ['score_fields'],
  given: ['name'],
  deferred: ['active'],
  holdsRecords: false,
  editions: ['standard', 'professional', 'enterprise', 'ultimate'],
  setupPage: '/settings/scoring-rules',
  manualCreate: (_key, attributes) =>
    attributes['scoring_type'] === 'zia_scoring' ? 'what a predictive rule learns from is told to nobody; make it in the setup' : undefined,
  removeEffect: () => 'the points that records have by it go with it',
  leaveOut: whyRuleIsLeftOut,
  reshape: reshapeRule,
  partIds: rulePartIds,
  writes: writeRule,
};

/** Touch points without signals at the top would be read as a rule that has neither, and a copy of it in another org would lack them. */
function whyRuleIsLeftOut(document: JsonObject): LeftOutReason | undefined {
  const inner = document['manual_scoring_rule'];
  const touches = objects(inner, 'touch_point_rules').length > 0 || property(inner, 'has_signal_rules') === true;
  return touches && objects(document, 'signal_rules').length === 0 ? 'untold-signals' : undefined;
}

/** The rules of a document, wherever its edition of the API has them. */
function rulesOf(document: JsonObject, name: string): readonly JsonObject[] {
  const own = objects(document, name);
  return own.length > 0 ? own : objects(document['manual_scoring_rule'], name);
}

function reshapeRule(document: JsonObject): JsonObject {
  return {
    ...document,
    field_rules: rulesOf(document, 'field_rules').map(({ score, criteria }): JsonObject => ({ score: score ?? 0, criteria: criteria ?? null })),
    signal_rules: objects(document, 'signal_rules').map((rule) => ({
      signal: text(rule['signal'], 'namespace') ?? null,
      score: rule['score'] ?? 0,
    })),
    score_fields: objects(document, 'custom_fields').flatMap((field) => text(field, 'api_name') ?? []),
  };
}

/** Field rules are known by their places, which is how a plan sees them too. */
function fieldRuleRef(key: string, index: number): Ref {
  return refOf('score', `${key}#${index}`);
}

function signalRef(key: string, signal: string): Ref {
  return refOf('signal_score', `${key}#${signal}`);
}

function rulePartIds(document: JsonObject, key: string): PartIds {
  const fields = rulesOf(document, 'field_rules').map((rule, index) => [fieldRuleRef(key, index), text(rule, 'id') ?? ''] as const);
  const signals = objects(document, 'signal_rules').map(
    (rule) => [signalRef(key, text(rule['signal'], 'namespace') ?? ''), text(rule, 'id') ?? ''] as const,
  );
  return [...fields, ...signals];
}

function writeRule(step: StepFacts): readonly Write[] {
  const runs = isActive(step.after);
  const turns = isTurned(step, runs) ? [switching(step, runs)] : [];
  if (step.before !== undefined) return [...changes(step), ...turns];
  return [{ method: 'POST', path, envelope, batch: 20, items: [{ body: newRule(step), captures: step.ref }] }, ...turns];
}

function isActive(attributes: JsonObject): boolean {
  return attributes['active'] !== false;
}

/** True for a step that leaves a rule on, or off, which was otherwise; a new one is off. */
function isTurned({ before, after }: Pick<SideFacts, 'before' | 'after'>, on: boolean): boolean {
  return after !== undefined && isActive(after) === on && (before !== undefined && isActive(before)) !== on;
}

function newRule(step: StepFacts): JsonObject {
  return {
    name: step.after['name'] ?? step.key,
    description: step.after['description'] ?? null,
    module: { api_name: step.module },
    layout: property(step.wire, 'layout') ?? null,
    active: false,
    field_rules: listOf(step.wire, 'field_rules'),
    ...(step.after['signal_rules'] === undefined ? {} : { signal_rules: listOf(step.wire, 'signal_rules').map(sayScore) }),
  };
}

/** A change says which parts go, which get another score and which are new. What goes is gone before the same can come again further down. */
function changes(step: StepFacts): readonly Write[] {
  const own = ['name', 'description'].filter((name) => step.changed.has(name)).map((name) => [name, step.after[name] ?? null] as const);
  const fields = step.changed.has('field_rules') ? changeFields(step) : { first: [], added: [] };
  const signals = step.changed.has('signal_rules') ? changeSignals(step) : [];
  const first = {
    ...Object.fromEntries(own),
    ...(fields.first.length === 0 ? {} : { field_rules: fields.first }),
    ...(signals.length === 0 ? {} : { signal_rules: signals }),
  };
  const bodies = [first, fields.added.length === 0 ? {} : { field_rules: fields.added }].filter((body) => Object.keys(body).length > 0);
  return bodies.map((body): Write => ({ method: 'PUT', path: `${path}/{id}`, target: step.ref, envelope, batch: 1, items: [{ body }] }));
}

function changeFields(step: StepFacts): { readonly first: readonly Json[]; readonly added: readonly Json[] } {
  const wire = listOf(step.wire, 'field_rules');
  const { kept, gone, added } = changeParts(objects(step.before, 'field_rules'), objects(step.after, 'field_rules'), 'criteria');
  const idOf = (index: number): JsonObject => ({ id: { $id: fieldRuleRef(step.key, index) } });
  const scores = kept.filter(({ differs }) => differs).map(({ from, to }) => ({ ...idOf(from), score: property(wire[to], 'score') ?? 0 }));
  const fresh = added.map((index) => wire[index] ?? {});
  // Where nothing stays, the first of the new ones is unlike all that go: it comes with them, since a rule is never without any.
  const together = kept.length === 0 ? 1 : 0;
  return {
    first: [...scores, ...gone.map((index) => ({ ...idOf(index), _delete: null })), ...fresh.slice(0, together)],
    added: fresh.slice(together),
  };
}

function changeSignals(step: StepFacts): readonly Json[] {
  const [before, after] = [objects(step.before, 'signal_rules'), objects(step.after, 'signal_rules')];
  const idOf = (rule: JsonObject): JsonObject => ({ id: { $id: signalRef(step.key, text(rule, 'signal') ?? '') } });
  const gone = before.filter((rule) => !after.some((other) => other['signal'] === rule['signal']));
  const said = after.flatMap((rule): readonly Json[] => {
    const known = before.find((other) => other['signal'] === rule['signal']);
    if (known === undefined) return [sayScore(rule)];
    return known['score'] === rule['score'] ? [] : [{ ...idOf(rule), score: rule['score'] ?? 0 }];
  });
  return [...gone.map((rule) => ({ ...idOf(rule), _delete: null })), ...said];
}

function sayScore(rule: Json): JsonObject {
  return { signal: { namespace: text(rule, 'signal') ?? '' }, score: property(rule, 'score') ?? 0 };
}

function switching(step: StepFacts, on: boolean): Write {
  const call = { path: `${path}/{id}/actions/activate`, target: step.ref, envelope, batch: 1, items: [{ body: {} }] };
  return on ? { ...call, method: 'PUT', last: true } : { ...call, method: 'DELETE' };
}

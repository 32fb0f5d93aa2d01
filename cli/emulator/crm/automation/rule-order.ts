import type { JsonObject } from '../../../model/json.ts';
import { objects, property, text } from '../../../model/json.ts';
import { invalidData, limitExceeded, locate, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { findModule } from '../metadata/lookups.ts';
import type { Reply, RouteContext } from '../route.ts';
import { requestError, success, writeReply } from '../route.ts';
import type { DocStore } from '../store.ts';
import { attempt, demandMembers, refuse } from './refusal.ts';

const collection = 'workflow_rules';

/** Most rules in one reorder call (workflow_rules.json). */
const reorderBatch = 10;

/** The place of a new rule: after the others of its module. */
export function nextSequence(store: DocStore, org: string, module: string): number {
  return store.list(org, collection, module).reduce((last, rule) => Math.max(last, Number(rule['_sequence'] ?? 0)), 0) + 1;
}

/** Rules by module, modules in the order of their first rule, each module's rules in the order in which they run. */
export function orderRules(rules: readonly Doc[]): Doc[] {
  const groups = Map.groupBy(rules, (rule) => text(rule['module'], 'id') ?? '');
  return [...groups.values()].flatMap((group) => group.toSorted((one, other) => place(one) - place(other)));
}

function place(rule: Doc): number {
  return Number(rule['_sequence'] ?? 0);
}

/** PUT `actions/reorder`: moves rules to the places that `module_specific_sequence` names, counted from 1 within their module; the others close up around them. */
export function reorderRules(context: RouteContext): Reply {
  const { store, org, query } = context;
  const module = query.get('module');
  if (module !== null && findModule(store, org.name, module) === undefined)
    return requestError(400, 'INVALID_MODULE', 'the module name given seems to be invalid', { param_name: 'module' });
  const moves = objects(property(context.body, 'reorder'), 'workflow_rules');
  if (moves.length === 0) return { status: 400, body: mandatoryNotFound('$.reorder', 'workflow_rules') };
  if (moves.length > reorderBatch) return { status: 400, body: limitExceeded(reorderBatch, 'limit exceeded', locate('$.reorder', 'workflow_rules')) };
  const checked = moves.map((move, index) => attempt(() => checkMove(context, move, `$.reorder.workflow_rules[${index}]`)));
  const good = moves.filter((_, index) => checked[index]?.['status'] === 'success');
  const modules = new Set(good.map((move) => text(store.get(org.name, collection, text(move, 'id') ?? '')?.['module'], 'api_name') ?? ''));
  for (const name of modules) reorderModule(store, org.name, name, good);
  return writeReply('reorder', checked, false);
}

function checkMove({ store, org }: RouteContext, move: JsonObject, path: string): JsonObject {
  const rules = [
    { name: 'id', type: 'id', required: true },
    { name: 'module_specific_sequence', type: 'integer', required: true },
  ] as const;
  demandMembers(move, rules, path);
  const rule = store.get(org.name, collection, text(move, 'id') ?? '');
  if (rule === undefined) return refuse(invalidData(path, 'id'));
  const count = store.count(org.name, collection, text(rule['module'], 'api_name') ?? '');
  const wanted = Number(move['module_specific_sequence']);
  if (wanted < 1 || wanted > count) refuse(invalidData(path, 'module_specific_sequence', { range: { from: 1, to: count } }));
  return success(rule.id, 'rules reordered successfully');
}

function reorderModule(store: DocStore, org: string, module: string, moves: readonly JsonObject[]): void {
  const rules = orderRules(store.list(org, collection, module));
  const wanted = new Map(moves.map((move) => [text(move, 'id') ?? '', Number(move['module_specific_sequence'])]));
  const order = rules.filter((rule) => !wanted.has(rule.id));
  const moved = rules.filter((rule) => wanted.has(rule.id)).toSorted((one, other) => (wanted.get(one.id) ?? 0) - (wanted.get(other.id) ?? 0));
  for (const rule of moved) order.splice((wanted.get(rule.id) ?? 1) - 1, 0, rule);
  for (const [index, rule] of order.entries()) store.put(org, collection, { ...rule, _sequence: index + 1 });
}

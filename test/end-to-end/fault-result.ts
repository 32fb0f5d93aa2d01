import { canonicalText } from '../../cli/model/canonical.ts';
import type { Json } from '../../cli/model/json.ts';
import type { RecordedPlan } from '../../cli/model/plan.ts';
import type { Receipt } from '../../cli/model/receipt.ts';
import type { State } from './fault-scene.ts';

/** What an apply led to, comparable between rounds. */
export interface Result {
  /** exit codes of the runs of the job until it was done */
  readonly codes: readonly number[];
  /** what the org holds, a line each, without ids, people, times and the order in which it came */
  readonly state: readonly string[];
  /** what the receipts say was created, by name, as often as they say it */
  readonly created: readonly string[];
  /** steps that some receipt calls done */
  readonly done: readonly string[];
  /** what is wrong with the receipts by themselves */
  readonly wrong: readonly string[];
}

/** How a result differs from that of the undisturbed apply; empty when it does not. */
export interface Judgement {
  readonly state: readonly string[];
  readonly created: readonly string[];
  readonly receipts: readonly string[];
}

/** The result of the runs of a job. */
export function describeResult(plan: RecordedPlan, codes: readonly number[], receipts: readonly Receipt[], state: State): Result {
  const nameOf = namesOf(state);
  const steps = receipts.flatMap((receipt) => receipt.steps);
  const created = steps.flatMap(({ id, created: made }) => (typeof made === 'string' ? [`${id} is ${nameOf(made)}`] : []));
  const done = new Set(steps.filter((step) => step.status === 'done').map((step) => step.id));
  return { codes, state: describeState(state, nameOf), created: created.sort(), done: [...done].sort(), wrong: findWrong(plan, codes, receipts) };
}

/** Compares a result with the undisturbed one. */
export function judge(result: Result, undisturbed: Result): Judgement {
  const done = differ(undisturbed.done, result.done).map((line) => `done: ${line}`);
  return {
    state: differ(undisturbed.state, result.state),
    created: differ(undisturbed.created, result.created),
    receipts: [...result.wrong, ...done],
  };
}

/** Lines that only one of two lists has, or has more often. */
function differ(expected: readonly string[], actual: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of expected) counts.set(line, (counts.get(line) ?? 0) - 1);
  for (const line of actual) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].filter(([, count]) => count !== 0).map(([line, count]) => `${count > 0 ? '+' : '-'} ${line}`);
}

function findWrong(plan: RecordedPlan, codes: readonly number[], receipts: readonly Receipt[]): readonly string[] {
  const expected = plan.steps.map((step) => step.id).join('\n');
  return receipts.flatMap(({ steps, summary, status, planDigest }, index) => {
    const open = summary.failed + summary.skipped;
    const counted = Object.values(summary).reduce((sum, count) => sum + count, 0);
    const checks: readonly (readonly [boolean, string])[] = [
      [planDigest === plan.digest && steps.map((step) => step.id).join('\n') === expected, 'does not tell of the approved steps'],
      [counted === steps.length, `counts ${counted} of ${steps.length} steps`],
      [
        (open + summary.manual === 0) === (status === 'done') && (open === 0) === (codes[index] === 0),
        `is ${status} with ${open} open steps and exit code ${codes[index]}`,
      ],
      [index < receipts.length - 1 || summary.done === steps.length, 'is the last and leaves something open'],
      [steps.every((step) => step.status === 'done' || (step.error ?? '') !== ''), 'does not say why a step was not done'],
    ];
    return checks.filter(([holds]) => !holds).map(([, what]) => `receipt ${index + 1} ${what}`);
  });
}

/** Names for the ids of everything in an org. */
function namesOf(state: State): (id: string) => string {
  const names = new Map<string, string>();
  for (const [collection, documents] of Object.entries(state)) {
    for (const one of documents) {
      const module = JSON.stringify(one['module'] ?? '').replaceAll(/\d{16,}/g, '');
      names.set(String(one['id']), `${collection}:${module}:${String(one['api_name'] ?? one['name'] ?? '')}`);
    }
  }
  return (id) => names.get(id) ?? 'nobody';
}

/** Who touched something last, and when, is not what an apply leads to. */
const untold = /^(created|modified)_(by|time)(__s)?$/;

/** What the CRM numbers modules by as they come, and nobody can set; those that depend on nothing are made at the same time. */
const numbered: readonly string[] = ['module_name', 'sequence_number'];

function describeState(state: State, nameOf: (id: string) => string): readonly string[] {
  const isTold = (collection: string, name: string): boolean => !untold.test(name) && !(collection === 'modules' && numbered.includes(name));
  const tell = (collection: string, one: Readonly<Record<string, unknown>>): Json =>
    Object.fromEntries(Object.entries(one).filter(([name]) => isTold(collection, name))) as Json;
  return Object.entries(state)
    .flatMap(([collection, documents]) => documents.map((one) => `${collection} ${canonicalText(tell(collection, one))}`))
    .map((line) => line.replaceAll(/\d{16,}/g, nameOf))
    .sort();
}

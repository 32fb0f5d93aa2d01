import type { Ref } from '../model/element.ts';
import { Failure } from '../model/failure.ts';
import type { HistoryStore } from '../model/history.ts';
import type { Consent, Move } from '../model/identity.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { DesiredEnvironment } from './environment.ts';
import type { PlanBasis } from './plan-environment.ts';
import type { RequestReading } from './request-reading.ts';
import { findTouched, moveCreated } from './touched.ts';

/** What the history says to a plan: what was applied last, and what is ours, under the names that `moved` gives it. */
export async function readPast(history: HistoryStore, org: string, moved: readonly Move[]): Promise<Pick<PlanBasis, 'base' | 'created'>> {
  const past = await history.newest(org);
  return { created: moveCreated(past?.created ?? new Map(), moved), ...(past?.base === undefined ? {} : { base: past.base }) };
}

/**
 * What the plan of a request rests on: the same for the check and the apply, but for the consents, which the check takes from the description and the apply from the
 * plan that was approved. Failures `rollback.…` for a way back that the ledger does not know.
 */
export async function readRequestBasis(
  history: HistoryStore,
  { target, policy, facts }: RequestReading,
  desired: DesiredEnvironment,
  consents: ReadonlySet<Consent>,
): Promise<PlanBasis> {
  const back = facts.request?.claim.rollback;
  const past = await readPast(history, target, desired.moved);
  const exact = back === undefined ? new Set<Ref>() : await findExact(history, target, back, desired);
  return { name: target, rules: policy.rules, desired, ...past, consents, exact };
}

/** The org as receipt `number` left it (0: as it was before the first). Failures `rollback.unknown` and `rollback.no-snapshot`. */
export async function readStateAfter(history: HistoryStore, org: string, number: number): Promise<Snapshot> {
  const numbers = (await history.list(org)).map((entry) => entry.number);
  if (numbers.length === 0 || (number !== 0 && !numbers.includes(number)))
    throw new Failure(numbers.length === 0 ? `Nothing was ever applied to "${org}"` : `"${org}" has no receipt ${number}`, {
      code: 'rollback.unknown',
      kind: 'invalid',
      place: org,
      fix: `Run "orgcast history ${org}" to see its receipts.`,
    });
  const state = number === 0 ? (await history.read(org, numbers[0] ?? 1))?.before : (await history.read(org, number))?.after;
  if (state !== undefined) return state;
  throw new Failure(`Receipt ${number === 0 ? (numbers[0] ?? 1) : number} of "${org}" is from before snapshots were kept`, {
    code: 'rollback.no-snapshot',
    kind: 'refused',
    place: org,
    fix: `Choose a later receipt; "orgcast history ${org}" says which ones lead back.`,
  });
}

/**
 * The elements for which a rollback to `number` is exact: those that later receipts touched, as the ledger says. An element that was there then and is not in
 * `desired` does not count, so that nobody deletes by a rollback what it would have restored.
 */
export async function findExact(history: HistoryStore, org: string, number: number, desired: Snapshot): Promise<ReadonlySet<Ref>> {
  const state = await readStateAfter(history, org, number);
  const touched = findTouched(await history.list(org, number));
  return new Set([...touched].filter((ref) => state.elements.has(ref) === desired.elements.has(ref)));
}

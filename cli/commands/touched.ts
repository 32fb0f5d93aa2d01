import type { Ref } from '../model/element.ts';
import type { HistoryEntry, Past } from '../model/history.ts';
import type { Move } from '../model/identity.ts';
import type { Action } from '../model/plan.ts';
import type { Receipt, StepReceipt } from '../model/receipt.ts';

/** Elements that applies created. */
export type Created = Past['created'];

interface Touched {
  readonly action: Action;
  readonly refs: readonly Ref[];
}

/** Elements that applies wrote, or tried to: those of all steps that were done or failed. */
export function findTouched(entries: readonly HistoryEntry[]): ReadonlySet<Ref> {
  return new Set(entries.flatMap(({ receipt }) => receipt.steps.filter(isWritten).flatMap((step) => readStepId(step.id)?.refs ?? [])));
}

/** Elements that applies created and none deleted since, with their ids where these were told, after one more receipt. */
export function addCreated(created: Created, receipt: Receipt): Created {
  const next = new Map(created);
  for (const step of receipt.steps) {
    const found = readStepId(step.id);
    const [ref] = found?.refs ?? [];
    if (found === undefined || ref === undefined) continue;
    if (found.action === 'create' && (step.status === 'done' || step.created !== undefined)) next.set(ref, step.created ?? next.get(ref) ?? null);
    if (found.action === 'delete' && step.status === 'done') next.delete(ref);
  }
  return next;
}

/** What applies created, under the names that declared renames gave it since as well. */
export function moveCreated(created: Created, moved: readonly Move[]): Created {
  const next = new Map(created);
  for (let size = -1; size !== next.size; ) {
    size = next.size;
    for (const { from, to } of moved) if (next.has(from) && !next.has(to)) next.set(to, next.get(from) ?? null);
  }
  return next;
}

function isWritten(step: StepReceipt): boolean {
  return step.status === 'done' || step.status === 'failed';
}

/** The parts of a step's id. What stands in brackets at an update's end may tell one of two steps or be part of the name, so both readings count. */
function readStepId(id: string): Touched | undefined {
  const [, action, ref] = /^(create|update|delete) ([a-z][a-z0-9_]*:.+)$/s.exec(id) ?? [];
  if (action === undefined || ref === undefined) return undefined;
  const bare = ref.replace(/ \((?:by hand|finish)\)$/, '');
  return { action: action as Action, refs: (bare === ref || action === 'delete' ? [ref] : [ref, bare]) as Ref[] };
}

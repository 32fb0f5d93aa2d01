import type { Outcome, Perform, Watch } from '../apply/run-pass.ts';
import type { CrmClient } from '../crm/client.ts';
import { readArrivals } from '../crm/read-arrivals.ts';
import { kinds } from '../kinds/catalog.gen.ts';
import { schemas } from '../kinds/schemas.gen.ts';
import type { OwnedWrite } from '../live/resolve-write.ts';
import { joinWrites } from '../live/resolve-write.ts';
import { writesOfStep } from '../live/step-writes.ts';
import { idsFromDocuments } from '../live/to-snapshot.ts';
import type { IdIndex } from '../model/crm-call.ts';
import type { Element, Ref } from '../model/element.ts';
import { Failure } from '../model/failure.ts';
import type { Step } from '../model/plan.ts';
import { kindsByName } from './context.ts';
import type { StepProgress } from './step-progress.ts';
import { isSettled, noteResult, outcomeOf, startStep, tellOnce, writesOfTurn } from './step-progress.ts';
import type { WriteDesk } from './write-desk.ts';

/** What carrying out steps needs. */
export interface Performer {
  readonly perform: Perform;
  /** takes over the ids of a fresh reading */
  renew(ids: IdIndex): void;
  /** id of an element, as read last or as answered since */
  idOf(ref: Ref): string | undefined;
}

/** Writes handed to the client at once: more than any edition permits, so that its slots are never empty, and few enough that stopping stops. */
const lanes = 50;

/**
 * Carries out steps through the CRM: writes of steps that agree share requests, ids of what was created are remembered for what follows, and what came with a
 * new module is looked up at once. One performer serves one apply.
 */
export function makePerformer(client: CrmClient, desired: ReadonlyMap<Ref, Element>, desk: WriteDesk): Performer {
  let ids = new Map<Ref, string>();
  const waiting = new Map<string, StepProgress>();
  const performNow = async (steps: readonly Step[], tell: Watch): Promise<string | undefined> => {
    const all = steps.map((step) => startStep(step, writesOfStep(step, { kinds: kindsByName, schemas, ids, desired })));
    await sendTurns(all, desk, ids, tell);
    const ended = desk.ended();
    if (ended === undefined) await learnArrivals(client, all, ids);
    for (const one of all) {
      const outcome = one.writes.length + one.last.length === 0 ? judgeArrival(one.step, ids) : outcomeOf(one);
      if (one.last.length > 0 && one.failure === undefined) waiting.set(one.step.id, one);
      if (ended === undefined) tellOnce(one, outcome, tell);
      else if (one.answered > 0) tellOnce(one, interruptedOutcome(one, ended), tell);
      if (outcome.status === 'done' && one.step.action === 'delete' && isSettled(one)) ids.delete(one.step.ref);
    }
    return ended;
  };
  const last = async (order: readonly Step[], tell: Watch): Promise<string | undefined> => {
    const left = order.flatMap((step) => waiting.get(step.id) ?? []);
    waiting.clear();
    for (const one of left) {
      const settled = await sendLast(one, desk, ids);
      if (settled) tell(one.step, outcomeOf(one));
    }
    return desk.ended();
  };
  return {
    perform: Object.assign(performNow, { last }),
    idOf: (ref) => ids.get(ref),
    renew: (fresh) => {
      ids = new Map(fresh);
    },
  };
}

/** Sends the first write of every step, then the second of those that have one, and so on; tells each step as soon as nothing of it is left. */
async function sendTurns(all: readonly StepProgress[], desk: WriteDesk, ids: Map<Ref, string>, tell: Watch): Promise<void> {
  const byId = new Map(all.map((one) => [one.step.id, one]));
  const steps = new Map(all.map(({ step }) => [step.id, step]));
  const send = async (owned: OwnedWrite): Promise<void> => {
    if (desk.ended() !== undefined) return;
    const results = (await desk.send(owned, ids, steps)) ?? [];
    const touched = new Set<StepProgress>();
    results.forEach((result, index) => {
      const one = byId.get(owned.owners[index] ?? '');
      if (one === undefined) return;
      noteResult(one, result, owned.write.items[index]?.captures);
      touched.add(one);
    });
    for (const one of touched) if (isSettled(one)) tellOnce(one, outcomeOf(one), tell);
  };
  const turns = Math.max(0, ...all.map(({ writes }) => writes.length));
  for (let turn = 0; turn < turns && desk.ended() === undefined; turn += 1) await runLanes(joinWrites(writesOfTurn(all, turn)), send);
}

/** Sends what a step left for last, up to a failure; false when the run ended before it was through. */
async function sendLast(one: StepProgress, desk: WriteDesk, ids: Map<Ref, string>): Promise<boolean> {
  const steps = new Map([[one.step.id, one.step]]);
  for (const write of one.last) {
    if (one.failure !== undefined) return true;
    const results = desk.ended() === undefined ? await desk.send({ write, owners: write.items.map(() => one.step.id) }, ids, steps) : undefined;
    if (results === undefined) return false;
    results.forEach((result, index) => {
      noteResult(one, result, write.items[index]?.captures);
    });
  }
  return true;
}

/** Works through a list in lanes. After a failure nothing more is begun, what is under way ends, and the failure is thrown. */
async function runLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const failures: unknown[] = [];
  const runLane = async (): Promise<void> => {
    for (const item of queue) {
      if (failures.length > 0) return;
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, runLane));
  if (failures.length > 0) throw failures[0];
}

/** A step that was begun and not ended keeps what it created. */
function interruptedOutcome(one: StepProgress, ended: string): Outcome {
  return isSettled(one) ? outcomeOf(one) : { status: 'failed', error: ended, ...(one.created === undefined ? {} : { created: one.created }) };
}

/** Reads what Zoho made together with new modules, whose ids the next steps need. */
async function learnArrivals(client: CrmClient, all: readonly StepProgress[], ids: Map<Ref, string>): Promise<void> {
  const modules = all.filter((one) => one.step.kind === 'module' && one.step.action === 'create' && outcomeOf(one).status === 'done');
  await Promise.all(
    modules.map(async ({ step }) => {
      const arrived = await readArrivals(client, kinds, step.key).catch(ignoreFailure);
      for (const [name, lists] of arrived ?? []) {
        const kind = kindsByName.get(name);
        if (kind !== undefined) for (const [ref, id] of idsFromDocuments(kind, lists)) ids.set(ref, id);
      }
    }),
  );
}

/** What cannot be read now is read with everything else after the pass. */
function ignoreFailure(error: unknown): undefined {
  if (error instanceof Failure) return undefined;
  throw error;
}

function judgeArrival(step: Step, ids: IdIndex): Outcome {
  if (step.action !== 'create') return { status: 'done' }; // nothing the API takes differs; reading back tells
  const arrives = kindsByName.get(step.kind)?.arrives?.(step.key, step.after ?? {}) === true;
  if (arrives && !ids.has(step.ref)) return { status: 'failed', error: 'Zoho did not make it together with its module' };
  return { status: 'done' }; // what comes with another element is found by reading back
}

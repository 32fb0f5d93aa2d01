import type { Outcome, Perform } from '../apply/run-pass.ts';
import type { CrmClient } from '../crm/client.ts';
import { readArrivals } from '../crm/read-arrivals.ts';
import type { WriteResult } from '../crm/write.ts';
import { sendWrite } from '../crm/write.ts';
import { kinds } from '../kinds/catalog.gen.ts';
import { schemas } from '../kinds/schemas.gen.ts';
import type { OwnedWrite, Secrets } from '../live/resolve-write.ts';
import { joinWrites, resolveWrite } from '../live/resolve-write.ts';
import { writesOfStep } from '../live/step-writes.ts';
import { idsFromDocuments } from '../live/to-snapshot.ts';
import type { IdIndex } from '../model/crm-call.ts';
import type { Element, Ref } from '../model/element.ts';
import { Failure } from '../model/failure.ts';
import type { Step } from '../model/plan.ts';
import { kindsByName } from './context.ts';

/** What carrying out steps needs. */
export interface Performer {
  readonly perform: Perform;
  /** takes over the ids of a fresh reading */
  renew(ids: IdIndex): void;
}

/**
 * Carries out steps through the CRM: writes of steps that agree share requests, ids of what was created are remembered for what follows, and what came with a
 * new module is looked up at once. One performer serves one apply.
 */
export function makePerformer(client: CrmClient, desired: ReadonlyMap<Ref, Element>, secrets: Secrets): Performer {
  let ids = new Map<Ref, string>();
  const perform: Perform = async (steps) => {
    const outcomes = new Map<string, Outcome>();
    const writes = new Map(steps.map((step) => [step.id, writesOfStep(step, { kinds: kindsByName, schemas, ids, desired })]));
    const longest = Math.max(...[...writes.values()].map((list) => list.length));
    for (let turn = 0; turn < longest; turn += 1) {
      const owned = steps.flatMap((step): readonly OwnedWrite[] => {
        const write = outcomes.get(step.id)?.status === 'failed' ? undefined : writes.get(step.id)?.[turn];
        return write === undefined ? [] : [{ write, owners: write.items.map(() => step.id) }];
      });
      await Promise.all(joinWrites(owned).map((one) => performWrite(client, one, ids, secrets, outcomes)));
    }
    await learnArrivals(client, steps, outcomes, ids);
    for (const step of steps) if (!outcomes.has(step.id)) outcomes.set(step.id, judgeArrival(step, ids));
    return outcomes;
  };
  return {
    perform,
    renew: (fresh) => {
      ids = new Map(fresh);
    },
  };
}

async function performWrite(
  client: CrmClient,
  owned: OwnedWrite,
  ids: Map<Ref, string>,
  secrets: Secrets,
  outcomes: Map<string, Outcome>,
): Promise<void> {
  const ready = resolveWrite(owned.write, ids, secrets);
  const results: readonly WriteResult[] = 'missing' in ready ? owned.owners.map(() => missingResult(ready.missing)) : await sendWrite(client, ready);
  results.forEach((result, index) => {
    const id = owned.owners[index];
    const captures = owned.write.items[index]?.captures;
    if (result.status === 'done' && result.id !== undefined && captures !== undefined) ids.set(captures, result.id);
    if (id !== undefined) outcomes.set(id, foldOutcome(outcomes.get(id), result));
  });
}

function missingResult(ref: Ref): WriteResult {
  return { status: 'failed', code: 'id.missing', message: `${ref} has no id in this org yet`, details: {} };
}

/** A step is done when all its writes are; the first id is that of the element itself. */
function foldOutcome(earlier: Outcome | undefined, result: WriteResult): Outcome {
  if (earlier?.status === 'failed') return earlier;
  if (result.status === 'done') {
    const created = earlier?.status === 'done' ? (earlier.created ?? result.id) : result.id;
    return { status: 'done', ...(created === undefined ? {} : { created }) };
  }
  const place = result.status === 'failed' ? describeDetails(result.details) : '';
  return {
    status: 'failed',
    error: result.status === 'failed' ? `${result.code}: ${result.message}${place}` : `unclear whether it was done: ${result.message}`,
  };
}

function describeDetails(details: Readonly<Record<string, unknown>>): string {
  const named = ['api_name', 'json_path', 'limit', 'expected_data_type', 'maximum_length', 'dependee'].flatMap((name) =>
    details[name] === undefined ? [] : [`${name} ${JSON.stringify(details[name])}`],
  );
  return named.length === 0 ? '' : ` (${named.join(', ')})`;
}

/** Reads what Zoho made together with new modules, whose ids the next steps need. */
async function learnArrivals(
  client: CrmClient,
  steps: readonly Step[],
  outcomes: ReadonlyMap<string, Outcome>,
  ids: Map<Ref, string>,
): Promise<void> {
  const modules = steps.filter((step) => step.kind === 'module' && step.action === 'create' && outcomes.get(step.id)?.status === 'done');
  await Promise.all(
    modules.map(async (step) => {
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
  const id = ids.get(step.ref);
  if (step.action === 'update') return { status: 'done' }; // nothing the API takes differs; reading back tells
  const arrives = kindsByName.get(step.kind)?.arrives?.(step.key, step.after ?? {}) === true;
  if (id === undefined && arrives) return { status: 'failed', error: 'Zoho did not make it together with its module' };
  return { status: 'done' }; // what comes with another element is found by reading back
}

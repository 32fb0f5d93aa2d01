import { readFileSync } from 'node:fs';
import type { Ref } from '../model/element.ts';
import { Failure } from '../model/failure.ts';
import type { HistoryStore } from '../model/history.ts';
import type { Json } from '../model/json.ts';
import type { Plan, RecordedPlan } from '../model/plan.ts';
import type { Receipt } from '../model/receipt.ts';
import type { LiveSnapshot, Snapshot } from '../model/snapshot.ts';
import { findUncovered } from '../plan/cover.ts';
import { writeReceiptComment } from '../report/markdown/receipt.ts';
import { recallCreated } from './apply-journal.ts';
import { applyJob } from './apply-plan.ts';
import { deriveConsents } from './consents.ts';
import type { CommandContext } from './context.ts';
import type { Environment } from './environment.ts';
import { loadEnvironment } from './environment.ts';
import { findForge, historyOf } from './history-store.ts';
import { identitiesFile, keySources } from './identities.ts';
import { planInverse } from './inverse.ts';
import { connectOrg, readLive } from './live-org.ts';
import { lockOrg } from './org-lock.ts';
import { requireValid } from './plan.ts';
import { readPast } from './plan-basis.ts';
import type { PlanBasis } from './plan-environment.ts';
import { completeReading, planCounted, planEnvironment } from './plan-environment.ts';
import { parseRecordedPlan } from './plan-record.ts';
import { readSettled } from './read-settled.ts';
import { requireSound } from './refuse.ts';
import { nonce } from './run-identity.ts';
import { writeTickFile } from './told-ticks.ts';

/**
 * Applies a plan that `plan --format json --out FILE` saved, for an org's own changes. The plan is made afresh from the files and the org; what it would do must be
 * what was saved, or what is left of it.
 */
export async function applySavedPlan(context: CommandContext, org: string, file: string): Promise<Receipt> {
  const environment = loadEnvironment(context, org);
  const saved = readSaved(file);
  if (saved.org !== org)
    throw new Failure(`${file} is a plan for "${saved.org}", not for "${org}"`, {
      code: 'apply.other-plan',
      kind: 'refused',
      place: file,
      fix: `Run "orgcast apply ${saved.org} --plan ${file}".`,
    });
  const receipt = await applyLocally(context, environment, saved, file);
  listTicks(context, receipt);
  return receipt;
}

/** What no API tells of can be ticked where no request's comment lists it: in a file of this machine. */
function listTicks(context: CommandContext, receipt: Receipt): void {
  if (!receipt.steps.some((step) => step.deed?.tick !== undefined)) return;
  const path = writeTickFile(
    context.repo,
    receipt.org,
    context.mask(writeReceiptComment(receipt, context.text, { rest: 'summary', budget: Number.POSITIVE_INFINITY })),
  );
  context.progress(`What is left to people stands in ${path}; tick there what is done.`);
}

async function applyLocally(context: CommandContext, environment: Environment, saved: RecordedPlan, file: string): Promise<Receipt> {
  const org = environment.name;
  const link = await findForge(context);
  if (link === undefined) return applyFiles(context, { environment, saved, file, history: historyOf(context, link), beat: () => Promise.resolve() });
  // Whoever applies the same plan again takes over from a run that died.
  const run = context.variable('GITHUB_RUN_ID') ?? `plan-${saved.digest.slice(-16)}`;
  const lock = await lockOrg(link.forge, { org, run, nonce: nonce(context) }, context.world.now);
  try {
    return await applyFiles(context, { environment, saved, file, history: historyOf(context, link), beat: lock.beat });
  } finally {
    await lock.release();
  }
}

interface SavedJob {
  readonly environment: Environment;
  readonly saved: RecordedPlan;
  readonly file: string;
  readonly history: HistoryStore;
  beat(): Promise<void>;
}

async function applyFiles(context: CommandContext, { environment, saved, file, history, beat }: SavedJob): Promise<Receipt> {
  const { name: org, policy } = environment;
  const desired = await requireValid(context, environment);
  const client = connectOrg(context, policy);
  const basis: PlanBasis = {
    name: org,
    rules: policy.rules,
    desired,
    ...(await readPast(history, org, desired.moved)),
    consents: deriveConsents(saved),
    exact: new Set(),
  };
  const earlier = recallCreated(context.repo, { org, planDigest: saved.digest });
  const read = async (created: ReadonlyMap<Ref, string> = new Map()): Promise<LiveSnapshot> => {
    const live = await readLive(context, client, policy, {
      keys: keySources(environment.files.get(identitiesFile), desired.elements.values(), new Map([...basis.created, ...earlier, ...created])),
    });
    return completeReading(context, basis, live);
  };
  context.progress(`Reading ${org} …`);
  const live = await readSettled(context, () => read());
  const { plan, records } = await planCounted(context, client, basis, live);
  const first = requireSound(requireCovered(saved, plan, desired, file));
  return applyJob(context, {
    client,
    run: { org, zgid: live.facts.zgid, planDigest: saved.digest },
    request: null,
    approved: saved,
    first,
    live,
    desired,
    ...(basis.base === undefined ? {} : { base: basis.base }),
    budget: policy.rules.budget,
    history,
    reread: read,
    replan: (fresh) => requireCovered(saved, planEnvironment(context, basis, fresh, records), desired, file),
    inverse: (before, after) => planInverse(context, { basis, approved: saved, live }, before, after),
    beat,
  });
}

/** What is about to be done must be what was saved, or what is left of it. */
function requireCovered(saved: RecordedPlan, plan: Plan, desired: Snapshot, file: string): Plan {
  const [uncovered] = findUncovered(saved, plan.steps, desired);
  if (uncovered === undefined) return plan;
  throw new Failure(`The saved plan is stale: ${uncovered.id}: ${uncovered.reason}`, {
    code: 'apply.stale-plan',
    kind: 'refused',
    place: file,
    fix: 'Make and review a new plan.',
  });
}

function readSaved(file: string) {
  const plan = parseRecordedPlan(parse(file));
  if (plan !== undefined) return plan;
  throw new Failure(`${file} is not a plan that orgcast saved, or it was changed since`, {
    code: 'apply.plan-file',
    kind: 'invalid',
    place: file,
    fix: 'Save one with "orgcast plan ORG --format json --out FILE".',
  });
}

function parse(file: string): Json {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Json;
  } catch (error) {
    throw new Failure(`${file} cannot be read as a plan`, {
      code: 'apply.plan-file',
      kind: 'invalid',
      place: file,
      fix: 'Save one with "orgcast plan ORG --format json --out FILE".',
      cause: error,
    });
  }
}

import { readFileSync } from 'node:fs';
import { Failure } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import type { Receipt } from '../model/receipt.ts';
import type { LiveSnapshot } from '../model/snapshot.ts';
import { findUncovered } from '../plan/cover.ts';
import { applyJob } from './apply-plan.ts';
import type { CommandContext } from './context.ts';
import { decodeElements, loadEnvironment } from './environment.ts';
import { identitiesFile, keySources } from './identities.ts';
import { connectOrg, readLive } from './live-org.ts';
import { requireValid } from './plan.ts';
import { nothingKnown, planEnvironment } from './plan-environment.ts';
import { parseRecordedPlan } from './plan-record.ts';
import { findTemplateModules } from './template-modules.ts';

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
  const desired = requireValid(context, org, decodeElements(org, environment.files));
  const { policy } = environment;
  const client = connectOrg(context, policy);
  const options = {
    keys: keySources(environment.files.get(identitiesFile), desired.elements.values()),
    templateModules: findTemplateModules(desired),
  };
  const read = (): Promise<LiveSnapshot> => readLive(context, client, policy, options);
  const replan = (live: LiveSnapshot) => {
    const plan = planEnvironment(context, { name: org, rules: policy.rules, desired, ...nothingKnown }, live);
    const [uncovered] = findUncovered(saved, plan.steps, desired);
    if (uncovered === undefined) return plan;
    throw new Failure(`The saved plan is stale: ${uncovered.id}: ${uncovered.reason}`, {
      code: 'apply.stale-plan',
      kind: 'refused',
      place: file,
      fix: 'Make and review a new plan.',
    });
  };
  context.progress(`Reading ${org} …`);
  const live = await read();
  const first = replan(live);
  return applyJob(context, {
    client,
    org,
    zgid: live.facts.zgid,
    request: null,
    first,
    live,
    desired,
    reread: read,
    replan,
    beat: () => Promise.resolve(),
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

import type { Forge } from '../github/forge.ts';
import { appendRecord, listRecords, readBlob, readRecord } from '../github/records.ts';
import { Failure } from '../model/failure.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, objects, property, text } from '../model/json.ts';
import type { Plan, RecordedPlan, RecordedStep } from '../model/plan.ts';
import { digestPlan } from '../plan/make-plan.ts';
import { digestRecorded, recordStep } from '../plan/step.ts';

/** Folder of the plans that were recorded for a key's request at a commit. */
function planFolder(kid: string, headSha: string): string {
  return `plan/${kid}/${headSha}/`;
}

/** The part of a plan that is published. */
export function recordedOf(plan: Plan): RecordedPlan {
  const { org, zgid, digest, summary, credits, steps } = plan;
  return { formatVersion: 1, org, zgid, digest, summary, credits, steps: steps.map(recordStep) };
}

/** Records the plan that a check shows, so that an approval is bound to it. Answers the record's name. */
export async function recordPlan(forge: Forge, kid: string, headSha: string, plan: Plan): Promise<string> {
  const recorded = recordedOf(plan);
  const latest = await readRecordedPlan(forge, kid, headSha);
  if (latest?.plan.digest === plan.digest) return latest.name;
  const files = new Map([['plan.json', `${JSON.stringify(recorded)}\n`]]);
  return appendRecord(forge, planFolder(kid, headSha), { kid, head: headSha, digest: plan.digest }, files);
}

/** The plan that was shown last for a request at a commit; undefined when none was. Failure `apply.plan-record` when it was bent. */
export async function readRecordedPlan(forge: Forge, kid: string, headSha: string): Promise<{ name: string; plan: RecordedPlan } | undefined> {
  const folder = planFolder(kid, headSha);
  const numbers = (await listRecords(forge, folder)).map((name) => Number(name.slice(folder.length))).filter(Number.isSafeInteger);
  if (numbers.length === 0) return undefined;
  const name = `${folder}${Math.max(...numbers)}`;
  const record = await readRecord(forge, name);
  const blob = record?.files.get('plan.json');
  if (record === undefined || blob === undefined) return undefined;
  const plan = parseRecordedPlan(JSON.parse(await readBlob(forge, blob)) as Json);
  if (plan !== undefined && text(record.header, 'digest') === plan.digest) return { name, plan };
  throw bent(name);
}

function bent(name: string): Failure {
  return new Failure(`The recorded plan ${name} does not fit its own digest`, {
    code: 'apply.plan-record',
    kind: 'refused',
    place: `refs/tags/orgcast/${name}`,
    fix: 'Run the check of the pull request again and have the new plan approved.',
  });
}

/** A recorded plan whose every step fits its digest and whose steps fit the plan's. */
export function parseRecordedPlan(value: Json): RecordedPlan | undefined {
  const steps = objects(value, 'steps').map(withoutNulls);
  const zgid = text(value, 'zgid');
  const digest = text(value, 'digest');
  if (!isObject(value) || zgid === undefined || digest === undefined || property(value, 'formatVersion') !== 1) return undefined;
  const fits = steps.every((step) => digestRecorded(step) === step.digest) && digestPlan(zgid, steps) === digest;
  return fits ? { ...(value as JsonObject as unknown as RecordedPlan), steps } : undefined;
}

/** A step as it was recorded: what documents for people's programs say as null is not there. */
function withoutNulls(step: JsonObject): RecordedStep {
  const named = Object.entries(step).filter(([name, value]) => value !== null || !['reason', 'records'].includes(name));
  const changes = objects(step, 'changes').map((change) =>
    Object.fromEntries(Object.entries(change).filter(([name, value]) => value !== null || name !== 'side')),
  );
  return { ...Object.fromEntries(named), changes } as unknown as RecordedStep;
}

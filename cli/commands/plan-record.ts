import type { Forge } from '../github/forge.ts';
import { appendRecord, listSeries, readBlob, readRecord } from '../github/records.ts';
import { Failure } from '../model/failure.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, objects, property, text } from '../model/json.ts';
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

/** A plan that the ledger holds, and the record's name. */
export interface FoundPlan {
  readonly name: string;
  readonly plan: RecordedPlan;
}

/** The plan that was shown last for a request at a commit; undefined when none was. Failure `apply.plan-record` when it was bent. */
export async function readRecordedPlan(forge: Forge, kid: string, headSha: string): Promise<FoundPlan | undefined> {
  const [newest] = await listSeries(forge, planFolder(kid, headSha));
  return newest === undefined ? undefined : readPlan(forge, newest, { kid, headSha });
}

/** The recorded plan of a request at a commit that has this digest, whenever it was recorded; undefined when there is none. Other records do not count, bent ones neither. */
export async function findRecordedPlan(forge: Forge, kid: string, headSha: string, digest: string): Promise<FoundPlan | undefined> {
  for (const name of await listSeries(forge, planFolder(kid, headSha))) {
    const header = (await readRecord(forge, name))?.header;
    if (text(header, 'digest') === digest) return readPlan(forge, name, { kid, headSha });
  }
  return undefined;
}

/** A tag may point at the record of another request: what the record itself says of its key and commit counts. */
async function readPlan(forge: Forge, name: string, { kid, headSha }: { readonly kid: string; readonly headSha: string }): Promise<FoundPlan> {
  const record = await readRecord(forge, name);
  const blob = record?.files.get('plan.json');
  if (record === undefined || blob === undefined) throw bent(name);
  const plan = parseRecordedPlan(parse(await readBlob(forge, blob)));
  const { header } = record;
  const isOwn = text(header, 'kid') === kid && text(header, 'head') === headSha;
  if (plan !== undefined && isOwn && text(header, 'digest') === plan.digest) return { name, plan };
  throw bent(name);
}

function parse(written: string): Json {
  try {
    return JSON.parse(written) as Json;
  } catch {
    return null;
  }
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
  if (!isList(value['steps']) || value['steps'].length !== steps.length || !steps.every(isStep)) return undefined;
  const fits = steps.every((step) => digestRecorded(step) === step.digest) && digestPlan(zgid, steps) === digest;
  return fits ? { ...(value as JsonObject as unknown as RecordedPlan), steps } : undefined;
}

/** True for what has the parts that are digested, each of its type; anybody who may write could have recorded something else. */
function isStep(step: RecordedStep): boolean {
  const { id, kind, key, action, mode, risk, risks, changes, dependsOn } = step as { readonly [name in keyof RecordedStep]?: unknown };
  const texts = [id, kind, key, risk].every((one) => typeof one === 'string');
  const words = ['create', 'update', 'delete'].includes(String(action)) && ['api', 'manual', 'blocked'].includes(String(mode));
  const lists = isTexts(dependsOn) && isList(changes as Json) && (changes as readonly Json[]).every((change) => isTexts(property(change, 'path')));
  return texts && words && lists && (risks === undefined || isTexts(risks));
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** A step as it was recorded: what documents for people's programs say as null is not there. */
function withoutNulls(step: JsonObject): RecordedStep {
  const named = Object.entries(step).filter(([name, value]) => value !== null || !['reason', 'records'].includes(name));
  const changes = objects(step, 'changes').map((change) =>
    Object.fromEntries(Object.entries(change).filter(([name, value]) => value !== null || name !== 'side')),
  );
  return { ...Object.fromEntries(named), changes } as unknown as RecordedStep;
}

import type { Clicks } from '../../cli/commands/demo/head-office.ts';
import { logIn } from '../../cli/commands/demo/head-office.ts';
import type { Ended, Person, Pipeline } from '../end-to-end/pipeline.ts';
import { allowRisks, credentialsOf, jobVariables, startPipeline } from '../end-to-end/pipeline.ts';
import type { Exchange } from './openapi.ts';
import type { Recorder } from './recorder.ts';
import { startRecorder } from './recorder.ts';
import { refusedCalls } from './refused-calls.ts';
import { setUpWholeOrg } from './whole-org.ts';
import { changeWholeOrg } from './whole-org-change.ts';

/** What was said to the CRM while a whole org went through the pipeline twice. */
export interface PipelineRun {
  /** by orgcast */
  readonly ours: readonly Exchange[];
  /** by somebody who set the source org up and changed it, and made every sort of mistake */
  readonly others: readonly Exchange[];
}

interface Stage {
  readonly pipeline: Pipeline;
  readonly hana: Person;
  readonly kenji: Person;
  readonly ci: Person;
}

/** The value of the webhook's header, which no file has, for the job that applies. */
const secrets = { ORGCAST_SECRET_TELL_THE_SHOP_HEADER_X_API_KEY: 'sesame' };

/** Sets an org up with every kind, sends it into a fresh org, changes it, and sends it again. */
export async function runPipeline(): Promise<PipelineRun> {
  const pipeline = await startPipeline(['source', 'fresh']);
  const recorders = [await startRecorder(pipeline.emulator.url), await startRecorder(pipeline.emulator.url)] as const;
  const [ours, others] = recorders;
  try {
    const clicks = await clicksInSource(pipeline, others);
    await setUpWholeOrg(clicks);
    const stage = await openStage(pipeline, ours);
    await succeed(stage, stage.hana, ['init', '--org', 'source', '--org', 'fresh']);
    allowRisks(stage.hana.dir);
    await copyOnce(stage, '1');
    await changeWholeOrg(clicks);
    await copyOnce(stage, '2');
    await refusedCalls(clicks);
    return { ours: ours.exchanges, others: others.exchanges };
  } finally {
    for (const recorder of recorders) await recorder.close();
    await pipeline.close();
  }
}

async function clicksInSource(pipeline: Pipeline, recorder: Recorder): Promise<Clicks> {
  const source = pipeline.emulator.orgs.find((org) => org.name === 'source');
  if (source === undefined) throw new Error('no source org');
  return logIn({ ...source, crmUrl: recorder.url });
}

async function openStage(pipeline: Pipeline, recorder: Recorder): Promise<Stage> {
  const variables = { ...credentialsOf(pipeline.emulator), ORGCAST_CRM_URL: recorder.url };
  const enter = async (name: string, permission: 'write' | 'admin'): Promise<Person> => {
    const person = await pipeline.person(name, permission);
    return { ...person, env: { ...person.env, ...variables } };
  };
  return { pipeline, hana: await enter('hana', 'admin'), kenji: await enter('kenji', 'admin'), ci: await enter('ci', 'write') };
}

async function succeed(stage: Stage, person: Person, args: readonly string[], options: Parameters<Pipeline['orgcast']>[2] = {}): Promise<Ended> {
  const ended = await stage.pipeline.orgcast(person, args, options);
  if (ended.code !== 0) throw new Error(`orgcast ${args.join(' ')} ended with ${ended.code}\n${ended.stdout}\n${ended.stderr}`);
  return ended;
}

/** Exports, sends with a key, checks, merges and applies. `run` tells the jobs' runs apart. */
async function copyOnce(stage: Stage, run: string): Promise<void> {
  const { pipeline, hana, kenji, ci } = stage;
  const pull = (person: Person): Promise<string> => pipeline.git(person, 'pull', '--quiet', 'origin', 'main');
  await succeed(stage, hana, ['export', 'source']);
  await succeed(stage, hana, ['export', 'fresh']);
  await pipeline.push(hana, `Export ${run}`);
  await pull(kenji);
  await pull(ci);
  const key = await succeed(stage, kenji, ['key', 'create', 'fresh']);
  const sent = await succeed(stage, hana, ['--json', 'send', '--key', '-', '--from', 'source'], { input: key.stdout });
  await succeed(stage, ci, ['check'], { env: jobVariables(pipeline, 'pull_request_target', `${run}1`) });
  const { number } = JSON.parse(sent.stdout) as { number: number };
  await pipeline.rest(kenji, 'PUT', `/pulls/${number}/merge`, { merge_method: 'merge' });
  await pull(ci);
  await pull(hana);
  await succeed(stage, ci, ['apply', 'fresh'], { env: { ...jobVariables(pipeline, 'push', `${run}2`), ...secrets } });
}

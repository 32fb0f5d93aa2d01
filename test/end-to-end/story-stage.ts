import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clicks } from '../../cli/commands/demo/head-office.ts';
import { logIn } from '../../cli/commands/demo/head-office.ts';
import type { Ended, Person, Pipeline } from './pipeline.ts';
import { allowRisks, credentialsOf, jobVariables, startPipeline } from './pipeline.ts';

/** A repository with a source and a target org that are both exported, and the people of the story. */
export interface Stage {
  readonly pipeline: Pipeline;
  /** administrator of the source, who sends */
  readonly sender: Person;
  /** administrator of the target, who makes keys and merges */
  readonly approver: Person;
  /** the CI job */
  readonly ci: Person;
  /** somebody who clicks in an org's setup */
  clicks(org: string): Promise<Clicks>;
  /** deletes something of an org, as a person would in its setup */
  remove(org: string, path: string): Promise<void>;
  /** credentials of both orgs, as variables */
  credentials(): Record<string, string>;
  /** runs the program as that person with every org's credentials; must end with `code` */
  orgcast(person: Person, args: readonly string[], options?: RunOptions): Promise<Ended>;
  /** a request sent with that key or a new one; answers number and key */
  send(options?: { key?: string; args?: readonly string[] }): Promise<{ number: number; key: string }>;
  check(number: number): Promise<Ended>;
  merge(number: number, method?: 'merge' | 'squash' | 'rebase', by?: Person): Promise<string>;
  /** variables of the job that the last push to main starts */
  job(runId: string, attempt?: number): Promise<Record<string, string>>;
}

export interface RunOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly code?: number;
}

/** Makes the source org what it is, by clicks and removals in its setup. */
export type SetUp = (crm: Clicks, remove: (path: string) => Promise<void>) => Promise<void>;

/** What may be different about a stage. */
export interface StageOptions {
  /** members of the emulator's plan for both orgs */
  readonly org?: Readonly<Record<string, unknown>>;
  /** `defaults` of orgcast.yaml; else one approval is enough for every risk, which most stories are not about */
  readonly defaults?: string;
}

/** Starts the stage: orgs `head-office` and `osaka`, the first set up by `setUp`, both exported to main. */
export async function startStage(setUp: SetUp, options: StageOptions = {}): Promise<Stage> {
  const pipeline = await startPipeline([]);
  // Tests run more jobs in ten minutes than one client gets tokens for.
  for (const name of ['head-office', 'osaka']) await pipeline.addOrg({ name, tokenLimit: 1_000_000, creditLimit: 1_000_000_000, ...options.org });
  const approver = await pipeline.person('kenji', 'admin');
  const orgcast: Stage['orgcast'] = async (person, args, { input, env = {}, code = 0 } = {}) => {
    const variables = definedOnly({ ...credentialsOf(pipeline.emulator), ...env });
    const ended = await pipeline.orgcast(person, args, { ...(input === undefined ? {} : { input }), env: variables });
    if (ended.code !== code) throw new Error(`orgcast ${args.join(' ')} ended with ${ended.code}, not ${code}\n${ended.stdout}\n${ended.stderr}`);
    return ended;
  };
  const clicks = async (name: string): Promise<Clicks> => {
    const access = pipeline.emulator.orgs.find((org) => org.name === name);
    if (access === undefined) throw new Error(`no org ${name}`);
    return logIn(access);
  };
  const remove = makeRemover(pipeline);
  await setUp(await clicks('head-office'), (path) => remove('head-office', path));
  await orgcast(approver, ['init', '--org', 'head-office', '--org', 'osaka']);
  if (options.defaults === undefined) allowRisks(approver.dir);
  else appendFileSync(join(approver.dir, 'orgcast.yaml'), `defaults: ${options.defaults}\n`);
  await orgcast(approver, ['export', 'head-office']);
  await orgcast(approver, ['export', 'osaka']);
  await pipeline.push(approver, 'Set up the pipeline');
  const sender = await pipeline.person('hana', 'write');
  const ci = await pipeline.person('ci', 'write');
  for (const person of [sender, ci]) await pipeline.git(person, 'pull', '--quiet', 'origin', 'main');
  return {
    pipeline,
    sender,
    approver,
    ci,
    clicks,
    remove,
    credentials: () => credentialsOf(pipeline.emulator),
    orgcast,
    ...requestSteps(pipeline, { sender, approver, ci }, orgcast),
  };
}

function requestSteps(
  pipeline: Pipeline,
  people: Pick<Stage, 'sender' | 'approver' | 'ci'>,
  orgcast: Stage['orgcast'],
): Pick<Stage, 'send' | 'check' | 'merge' | 'job'> {
  const { sender, approver, ci } = people;
  return {
    async send({ key, args = [] } = {}) {
      const used = key ?? (await orgcast(approver, ['key', 'create', 'osaka'])).stdout.trim();
      const sent = await orgcast(sender, ['--json', 'send', '--key', '-', '--from', 'head-office', ...args], { input: used });
      return { number: (JSON.parse(sent.stdout) as { number: number }).number, key: used };
    },
    check: (number) => orgcast(ci, ['check', '--number', String(number)]),
    async merge(number, method = 'merge', by = approver) {
      const { status, body } = await pipeline.rest(by, 'PUT', `/pulls/${number}/merge`, { merge_method: method });
      if (status !== 200) throw new Error(`merging #${number} answered ${status} ${JSON.stringify(body)}`);
      return (body as { sha: string }).sha;
    },
    async job(runId, attempt = 1) {
      await pipeline.git(ci, 'pull', '--quiet', 'origin', 'main');
      return jobVariables(pipeline, 'push', runId, attempt);
    },
  };
}

function makeRemover(pipeline: Pipeline): Stage['remove'] {
  const tokens = new Map<string, string>();
  return async (name, path) => {
    const org = pipeline.emulator.orgs.find((one) => one.name === name);
    if (org === undefined) throw new Error(`no org ${name}`);
    const { clientId: client_id, clientSecret: client_secret, refreshToken: refresh_token } = org;
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id, client_secret, refresh_token });
    const ask = async () => (await (await fetch(`${org.crmUrl}/oauth/v2/token`, { method: 'POST', body: form })).json()) as { access_token: string };
    const token = tokens.get(name) ?? (await ask()).access_token;
    tokens.set(name, token);
    const answer = await fetch(`${org.crmUrl}/crm/v8${path}`, { method: 'DELETE', headers: { authorization: `Zoho-oauthtoken ${token}` } });
    if (!answer.ok) throw new Error(`DELETE ${path} answered ${answer.status} ${await answer.text()}`);
  };
}

function definedOnly(variables: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

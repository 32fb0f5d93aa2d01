import type { Json } from '../../../cli/model/json.ts';
import { property, text } from '../../../cli/model/json.ts';
import type { Pipeline } from '../../end-to-end/pipeline.ts';
import { repository } from '../../end-to-end/pipeline.ts';
import type { Scope } from './expressions.ts';
import { holds, textOf } from './expressions.ts';
import { runSteps } from './job-run.ts';
import type { Permissions } from './permission-gate.ts';
import { openPermissionGate } from './permission-gate.ts';
import type { WorkflowEvent } from './triggers.ts';
import { isStartedBy } from './triggers.ts';
import type { Workflow, WorkflowJob, Written } from './workflow-file.ts';
import { Expression, mapOf, parseWorkflowFile } from './workflow-file.ts';

/** How a job ended. */
export interface JobRun {
  readonly id: string;
  readonly result: 'success' | 'failure' | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
  readonly log: string;
  readonly steps: readonly string[];
  readonly environment: string | undefined;
  /** the job's concurrency group, evaluated */
  readonly group: string;
  readonly granted: Permissions;
  /** what its calls to the REST API needed, and the calls that its token was refused */
  readonly used: readonly string[];
  readonly refused: readonly string[];
}

/** A run of a workflow for an event. */
export interface WorkflowRun {
  readonly workflow: Workflow;
  readonly event: WorkflowEvent;
  readonly jobs: Readonly<Record<string, JobRun>>;
}

/** The Actions side of a forge, for the repository of a pipeline. */
export interface WorkflowHost {
  /** environments with their secrets; each is allowed for `main` alone, as the README has it */
  readonly environments: Map<string, Readonly<Record<string, string>>>;
  /** environments that GitHub would have made, unprotected, because a job named them */
  readonly made: string[];
  /** runs, one after the other, what the events since the last call start, with the workflow files of the event's own commit */
  run(): Promise<readonly WorkflowRun[]>;
  /** runs what one event starts, which may be made by the test */
  start(event: WorkflowEvent): Promise<readonly WorkflowRun[]>;
}

/** Opens the Actions side. Events from before are passed over, and so are those of the jobs' own tokens, which start nothing in GitHub either. */
export function openWorkflowHost(pipeline: Pipeline, machineVariables: Readonly<Record<string, string>>): WorkflowHost {
  const { forge } = pipeline.emulator;
  let seen = forge.events(repository).at(-1)?.id ?? 0;
  let runs = 0;
  const tokens = makeTokens(pipeline);
  const host: WorkflowHost = {
    environments: new Map(),
    made: [],
    async run() {
      const events = forge.events(repository).filter((event) => event.id > seen && !event.actor.endsWith('[bot]'));
      seen = forge.events(repository).at(-1)?.id ?? seen;
      const all: WorkflowRun[] = [];
      for (const event of events) all.push(...(await host.start(event)));
      return all;
    },
    async start(event) {
      const workflows = await readWorkflows(pipeline, event.sha);
      const started: WorkflowRun[] = [];
      for (const workflow of workflows.filter((one) => isStartedBy(one, event))) {
        runs += 1;
        started.push(await runWorkflow({ pipeline, host, tokens, machineVariables, workflow, event, runId: String(1000 + runs) }));
      }
      return started;
    },
  };
  return host;
}

interface Running {
  readonly pipeline: Pipeline;
  readonly host: WorkflowHost;
  readonly tokens: Readonly<Record<string, string>>;
  readonly machineVariables: Readonly<Record<string, string>>;
  readonly workflow: Workflow;
  readonly event: WorkflowEvent;
  readonly runId: string;
}

/** Accounts of the embedded Git host that a job's token stands for, by what it may do with the contents. The bot's id is GitHub's own. */
function makeTokens({ emulator: { forge } }: Pipeline): Record<string, string> {
  const accounts = { write: 'github-actions[bot]', read: 'github-actions-reader[bot]', none: 'github-actions-nobody[bot]' };
  const make = (login: string) => forge.createUser(login, login === accounts.write ? { id: 41_898_282 } : {}).token;
  const tokens = Object.fromEntries(Object.entries(accounts).map(([level, login]) => [level, make(login)]));
  for (const level of ['write', 'read'] as const) forge.setPermission(repository, accounts[level], level);
  return tokens;
}

/** The workflow files of a commit, read through the forge's REST API. */
async function readWorkflows({ emulator }: Pipeline, sha: string): Promise<Workflow[]> {
  const headers = { authorization: `Bearer ${emulator.git.tokens['github-actions[bot]'] ?? ''}` };
  const get = async (path: string): Promise<Json> => {
    const response = await fetch(`${emulator.git.apiUrl}/repos/${repository}/contents/${path}?ref=${sha}`, { headers });
    return response.ok ? ((await response.json()) as Json) : [];
  };
  const listed = (await get('.github/workflows')) as readonly Json[];
  const paths = listed.map((entry) => text(entry, 'path') ?? '').filter((path) => /\.ya?ml$/.test(path));
  const read = async (path: string) => parseWorkflowFile(path, Buffer.from(text(await get(path), 'content') ?? '', 'base64').toString());
  return Promise.all(paths.map(read));
}

async function runWorkflow(running: Running): Promise<WorkflowRun> {
  const { workflow, event } = running;
  refuseUnknown(workflow.written, ['name', 'on', 'permissions', 'concurrency', 'jobs', 'defaults']);
  const jobs: Record<string, JobRun> = {};
  const waiting = [...workflow.jobs];
  while (waiting.length > 0) {
    const next = waiting.findIndex((job) => job.needs.every((need) => need in jobs));
    const [job] = waiting.splice(next, 1);
    if (job !== undefined) jobs[job.id] = await runJob(running, job, jobs);
  }
  return { workflow, event, jobs };
}

async function runJob(running: Running, job: WorkflowJob, done: Readonly<Record<string, JobRun>>): Promise<JobRun> {
  const { written } = job;
  refuseUnknown(written, ['name', 'runs-on', 'needs', 'if', 'permissions', 'outputs', 'steps', 'timeout-minutes', 'environment', 'concurrency']);
  const needed = job.needs.flatMap((need) => done[need] ?? []);
  const needs = Object.fromEntries(needed.map(({ id, result, outputs }) => [id, { result, outputs }]));
  const granted = permissionsOf(written['permissions'] ?? running.workflow.written['permissions']);
  const token = running.tokens[granted['contents'] ?? 'none'] ?? '';
  const contexts = { github: githubContext(running, job, token), needs, inputs: property(running.event.payload, 'inputs') ?? {}, vars: {} };
  const scope: Scope = { contexts, failed: needed.some(({ result }) => result !== 'success') };
  const ended = { id: job.id, outputs: {}, log: '', steps: [], environment: undefined, group: '', granted, used: [], refused: [] };
  if (!holds(job.condition, scope)) return { ...ended, result: 'skipped' };
  const group = groupOf(written['concurrency'], scope);
  const entered = enterEnvironment(running, written['environment'], scope);
  if (typeof entered === 'string') return { ...ended, group, result: 'failure', log: entered };
  const gate = await openPermissionGate(running.pipeline.emulator.git.apiUrl, granted);
  try {
    const secrets = { ...entered.secrets, GITHUB_TOKEN: token };
    const { event, machineVariables, pipeline } = running;
    const defaults = mapOf(mapOf(running.workflow.written['defaults'])['run']);
    const cloneUrl = `${pipeline.emulator.git.cloneUrl}/${repository}.git`;
    const { failed, ...end } = await runSteps({ job, defaults, event, contexts, secrets, token, gate, cloneUrl, machineVariables });
    const calls = { used: [...gate.used].sort(), refused: gate.refused };
    return { ...ended, ...end, ...calls, group, environment: entered.name, result: failed ? 'failure' : 'success' };
  } finally {
    await gate.close();
  }
}

function refuseUnknown(written: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  const unknown = Object.keys(written).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`the test runner does not know ${unknown.join(', ')}`);
}

function permissionsOf(written: Written | undefined): Permissions {
  if (written === undefined || typeof written === 'string') throw new Error('permissions must be named one by one');
  return Object.fromEntries(Object.entries(mapOf(written)).map(([name, level]) => [name, String(level)]));
}

/** Name and secrets of the job's environment, or why it may not be entered: a name must be there, and its branch policy lets in `main` alone. */
function enterEnvironment({ host, event }: Running, written: Written | undefined, scope: Scope): string | Environment {
  if (written === undefined) return { name: undefined, secrets: {} };
  const named = typeof written === 'string' || written instanceof Expression ? written : mapOf(written)['name'];
  const name = textOf(named, scope);
  if (name.trim() === '') return 'Error: the environment has no name';
  const secrets = host.environments.get(name);
  if (secrets !== undefined && event.ref !== 'refs/heads/main') return `Error: branch ${event.ref} is not allowed to deploy to ${name}`;
  if (secrets === undefined) host.made.push(name);
  return { name, secrets: secrets ?? {} };
}

interface Environment {
  readonly name: string | undefined;
  readonly secrets: Readonly<Record<string, string>>;
}

function groupOf(written: Written | undefined, scope: Scope): string {
  const simple = written === undefined || typeof written === 'string' || written instanceof Expression;
  return textOf(simple ? written : mapOf(written)['group'], scope);
}

function githubContext({ event, workflow, runId, pipeline }: Running, job: WorkflowJob, token: string): Record<string, Json> {
  const repositoryFacts = property(event.payload, 'repository');
  const pull = property(event.payload, 'pull_request');
  return {
    event: event.payload,
    event_name: event.name,
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/(heads|tags)\//, ''),
    sha: event.sha,
    head_ref: text(property(pull, 'head'), 'ref') ?? '',
    base_ref: text(property(pull, 'base'), 'ref') ?? '',
    repository,
    repository_id: String(property(repositoryFacts, 'id') ?? ''),
    actor: event.actor,
    token,
    run_id: runId,
    run_attempt: '1',
    workflow: typeof workflow.written['name'] === 'string' ? workflow.written['name'] : workflow.path,
    job: job.id,
    server_url: pipeline.emulator.url,
  };
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../../cli/model/json.ts';
import { runAction } from './actions.ts';
import type { Scope } from './expressions.ts';
import { holds, textOf, textsOf } from './expressions.ts';
import type { Machine } from './machine.ts';
import { installProgram, runScript, startMachine, stopMachine, writeLog } from './machine.ts';
import type { PermissionGate } from './permission-gate.ts';
import type { WorkflowEvent } from './triggers.ts';
import type { WorkflowJob, WorkflowStep, WrittenMap } from './workflow-file.ts';

/** What a job is given by its surroundings. */
export interface JobInput {
  readonly job: WorkflowJob;
  readonly defaults: WrittenMap;
  readonly event: WorkflowEvent;
  /** `github`, `needs`, `inputs`, `vars` */
  readonly contexts: Readonly<Record<string, Json>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly token: string;
  readonly gate: PermissionGate;
  readonly cloneUrl: string;
  /** variables that the machine has of itself, as a self-hosted runner may */
  readonly machineVariables: Readonly<Record<string, string>>;
}

/** How the steps of a job ended. */
export interface StepsEnd {
  readonly failed: boolean;
  readonly outputs: Readonly<Record<string, string>>;
  readonly log: string;
  /** steps that ran: names, ids or actions */
  readonly steps: readonly string[];
}

const installScript = 'npm ci --ignore-scripts\nnpm run --if-present build';

/** Runs the steps of a job on a machine of its own. */
export async function runSteps(input: JobInput): Promise<StepsEnd> {
  const machine = startMachine(jobVariables(input), [input.token, ...Object.values(input.secrets)]);
  writeEvent(machine, input.event);
  try {
    const results: Record<string, Json> = {};
    const ran: string[] = [];
    let failed = false;
    for (const step of input.job.steps) {
      const scope = scopeOf(input, machine, results, failed);
      if (!holds(step.condition, withoutSecrets(scope))) continue;
      ran.push(titleOf(step));
      const { succeeded, outputs } = await runStep(input, machine, step, scope);
      results[step.id] = { outputs, outcome: succeeded ? 'success' : 'failure', conclusion: succeeded ? 'success' : 'failure' };
      failed ||= !succeeded;
    }
    const outputs = textsOf(input.job.written['outputs'], scopeOf(input, machine, results, failed));
    return { failed, outputs, log: machine.log, steps: ran };
  } finally {
    stopMachine(machine);
  }
}

function jobVariables({ event, contexts, gate, machineVariables }: JobInput): Record<string, string> {
  const github = contexts['github'] as Readonly<Record<string, Json>>;
  const named = ['actor', 'job', 'ref', 'ref_name', 'repository', 'repository_id', 'run_attempt', 'run_id', 'server_url', 'sha', 'workflow'];
  return {
    ...machineVariables,
    ...Object.fromEntries(named.map((name) => [`GITHUB_${name.toUpperCase()}`, String(github[name] ?? '')])),
    GITHUB_EVENT_NAME: event.name,
    GITHUB_API_URL: gate.apiUrl,
  };
}

function writeEvent(machine: Machine, event: WorkflowEvent): void {
  const path = join(machine.home, 'event.json');
  writeFileSync(path, JSON.stringify(event.payload));
  machine.variables['GITHUB_EVENT_PATH'] = path;
}

function scopeOf(input: JobInput, machine: Machine, steps: Record<string, Json>, failed: boolean): Scope {
  const runner = { os: 'Linux', temp: machine.home };
  return { contexts: { ...input.contexts, secrets: input.secrets, steps, runner, env: {}, job: { status: failed ? 'failure' : 'success' } }, failed };
}

/** GitHub knows no secrets in an `if:`. */
function withoutSecrets({ contexts: { secrets: _, ...contexts }, failed }: Scope): Scope {
  return { contexts, failed };
}

async function runStep(input: JobInput, machine: Machine, step: WorkflowStep, scope: Scope): Promise<{ succeeded: boolean; outputs: Json }> {
  const { written } = step;
  const unknown = Object.keys(written).filter((name) => !['id', 'name', 'if', 'uses', 'with', 'run', 'env', 'shell'].includes(name));
  if (unknown.length > 0) throw new Error(`the test runner's steps do not know ${unknown.join(', ')}`);
  writeLog(machine, `\n## ${titleOf(step)}\n`);
  if (written['uses'] !== undefined) {
    const inputs = textsOf(written['with'], scope);
    const hosting = { cloneUrl: input.cloneUrl, event: input.event, token: input.token };
    return { succeeded: await runAction(machine, textOf(written['uses'], scope), inputs, hosting), outputs: {} };
  }
  const script = textOf(written['run'], scope);
  if (script.trim() === installScript) {
    installProgram(machine);
    return { succeeded: true, outputs: {} };
  }
  const shell = textOf(written['shell'] ?? input.defaults['shell'], scope);
  const { code, outputs } = await runScript(machine, script, shell, textsOf(written['env'], scope));
  writeLog(machine, code === 0 ? '' : `Error: Process completed with exit code ${code}.\n`);
  return { succeeded: code === 0, outputs };
}

function titleOf({ id, written }: WorkflowStep): string {
  const { name, uses } = written;
  return typeof name === 'string' ? name : typeof uses === 'string' ? uses.replace(/@.*/, '') : id;
}

import type { Workflow, WorkflowJob, Written, WrittenMap } from './runner/workflow-file.ts';
import { Expression, mapOf } from './runner/workflow-file.ts';

/** What our workflows must keep to, by a short name; the reasons are in the files themselves. Answers breaches, `<rule>: <where>`. */
export function findBreaches(workflow: Workflow, content: string): string[] {
  const steps = workflow.jobs.flatMap((job) => job.steps.map((step) => ({ job, step: step.written, at: `${job.id}.${step.id}` })));
  const secretive = secretsIn(workflow.written);
  return [
    ...unpinnedActions(content),
    ...(isEmptyMap(workflow.written['permissions']) ? [] : ['no-default-rights: permissions']),
    ...(secretsIn(withoutJobs(workflow.written)) ? ['secrets-in-steps-only: workflow'] : []),
    ...workflow.jobs.flatMap((job) => breachesOfJob(job)),
    ...steps.flatMap(({ step, at }) => breachesOfStep(step, at)),
    ...steps.flatMap(({ job, step, at }) =>
      secretsIn(step) && job.written['environment'] === undefined ? [`secrets-with-environment-only: ${at}`] : [],
    ),
    ...('pull_request_target' in workflow.events ? steps.flatMap(({ step, at }) => breachesOfTarget(step, at)) : []),
    ...('pull_request' in workflow.events && secretive ? ['no-secrets-for-foreign-code: pull_request'] : []),
    ...('pull_request' in workflow.events ? workflow.jobs.flatMap(writesOfJob) : []),
  ];
}

/** Rights that our jobs may have at all: no packages, no identity tokens, no workflows, no administration. */
const knownRights = ['contents', 'pull-requests', 'statuses', 'deployments'];

/** What runs the code of a request may only read. */
function writesOfJob({ id, written }: WorkflowJob): string[] {
  const { permissions } = written;
  const rights = typeof permissions === 'string' ? [['all', permissions] as const] : Object.entries(mapOf(permissions));
  return rights.filter(([, level]) => level !== 'read').map(([right]) => `no-rights-for-foreign-code: ${id}: ${right}`);
}

function breachesOfRights(id: string, rights: WrittenMap): string[] {
  return Object.keys(rights)
    .filter((right) => !knownRights.includes(right))
    .map((right) => `known-rights: ${id}: ${right}`);
}

/** Jobs that write to an org stand in a line: none is cancelled half way, none is dropped while it waits. */
function breachesOfQueue(id: string, { group, queue, 'cancel-in-progress': cancel }: WrittenMap): string[] {
  return group !== undefined && queue === 'max' && cancel === false ? [] : [`queued-applies: ${id}`];
}

/** Every action is pinned to a commit, with its version beside it for people and for update bots. */
function unpinnedActions(content: string): string[] {
  const uses = content.split('\n').filter((line) => /^[\s-]*uses:/.test(line));
  return uses.filter((line) => !/uses: [\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)).map((line) => `pinned-actions: ${line.trim()}`);
}

function breachesOfJob({ id, written }: WorkflowJob): string[] {
  const { steps: _, ...rest } = written;
  const rights = written['permissions'];
  const named = typeof rights === 'object' && rights !== null && !(rights instanceof Expression);
  return [
    ...(named ? [] : [`named-rights: ${id}`]),
    ...(typeof written['timeout-minutes'] === 'number' ? [] : [`time-limit: ${id}`]),
    ...(secretsIn(rest) || written['secrets'] !== undefined ? [`secrets-in-steps-only: ${id}`] : []),
    ...(named ? breachesOfRights(id, mapOf(rights)) : []),
    ...(named && mapOf(rights)['deployments'] === 'write' ? breachesOfQueue(id, mapOf(written['concurrency'])) : []),
  ];
}

function breachesOfStep(step: WrittenMap, at: string): string[] {
  const { run, uses } = step;
  const inputs = mapOf(step['with']); // texts, whatever they look like
  const script = typeof run === 'string' ? run : '';
  return [
    ...(run instanceof Expression || script.includes('${{') ? [`no-expression-in-run: ${at}`] : []),
    ...(/\bnpm (ci|i|install)\b(?!.*--ignore-scripts)/.test(script) ? [`no-install-scripts: ${at}`] : []),
    ...(/\bnpx\b(?! --no-install)/.test(script) ? [`locked-tools: ${at}`] : []),
    ...(isAction(uses, 'checkout') && inputs['persist-credentials'] !== 'false' ? [`no-kept-credentials: ${at}`] : []),
    ...(isAction(uses, 'checkout') && inputs['fetch-depth'] === '0' ? [`no-ledger-fetch: ${at}`] : []),
    ...(isAction(uses, 'cache') || (isAction(uses, 'setup-node') && inputs['package-manager-cache'] !== 'false') ? [`no-cache: ${at}`] : []),
  ];
}

/** Where the workflow runs with rights for anybody's request, code comes from the base branch only. */
function breachesOfTarget(step: WrittenMap, at: string): string[] {
  const elsewhere = isAction(step['uses'], 'checkout') && Object.keys(mapOf(step['with'])).some((name) => ['ref', 'repository'].includes(name));
  const script = typeof step['run'] === 'string' ? step['run'] : '';
  return elsewhere || /\bgit (fetch|pull|checkout|switch|merge)\b|\bgh pr checkout\b/.test(script) ? [`base-code-only: ${at}`] : [];
}

function isAction(uses: Written | undefined, name: string): boolean {
  return typeof uses === 'string' && uses.startsWith(`actions/${name}@`);
}

function isEmptyMap(written: Written | undefined): boolean {
  return typeof written === 'object' && written !== null && !(written instanceof Expression) && Object.keys(written).length === 0;
}

function withoutJobs({ jobs: _, ...rest }: WrittenMap): WrittenMap {
  return rest;
}

/** Whether an expression in a value reads a secret. */
function secretsIn(written: Written | undefined): boolean {
  if (written instanceof Expression) return /\bsecrets\b/i.test(written.source);
  if (Array.isArray(written)) return written.some((one: Written) => secretsIn(one));
  return typeof written === 'object' && written !== null && Object.values(written).some((one: Written | undefined) => secretsIn(one));
}

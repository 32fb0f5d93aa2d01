import { registerHooks } from 'node:module';
import type { WorkflowTemplate } from '@actions/workflow-parser';

/** An expression `${{ … }}` that stands for a whole value, not evaluated yet. Texts around it are part of it: the parser turns them into `format(…)`. */
export class Expression {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

/** A value as a workflow file has it. */
export type Written = null | boolean | number | string | Expression | readonly Written[] | WrittenMap;

/** A mapping as a workflow file has it. */
export interface WrittenMap {
  readonly [key: string]: Written | undefined;
}

/** A step: the condition as GitHub completes it (`success() && (…)`), the rest as written. */
export interface WorkflowStep {
  readonly id: string;
  readonly condition: string;
  readonly written: WrittenMap;
}

/** A job that runs steps. */
export interface WorkflowJob {
  readonly id: string;
  readonly needs: readonly string[];
  readonly condition: string;
  readonly written: WrittenMap;
  readonly steps: readonly WorkflowStep[];
}

/** A workflow file as GitHub's own parser reads it. */
export interface Workflow {
  /** path in the repository, `.github/workflows/check.yml` */
  readonly path: string;
  readonly events: WorkflowTemplate['events'];
  readonly jobs: readonly WorkflowJob[];
  readonly written: WrittenMap;
}

const parser = await loadParser();

/** The package imports its schema as JSON without saying so in the import, which Node refuses: for this one import it is said here. */
async function loadParser(): Promise<typeof import('@actions/workflow-parser')> {
  const hooks = registerHooks({
    load: (url, context, next) => next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
  });
  try {
    return await import('@actions/workflow-parser');
  } finally {
    hooks.deregister();
  }
}

/** Reads a workflow file with GitHub's schema. Throws with GitHub's own messages when GitHub would refuse it. */
export async function parseWorkflowFile(path: string, content: string): Promise<Workflow> {
  const { context, value } = parser.parseWorkflow({ name: path, content }, new parser.NoOperationTraceWriter());
  if (value === undefined) throw new Error(`${path} is no workflow`);
  const template = await parser.convertWorkflowTemplate(context, value);
  const errors = context.errors.getErrors();
  if (errors.length > 0) throw new Error(errors.map((error) => error.message).join('\n'));
  const written = mapOf(readToken(value));
  const jobs = template.jobs.map((job): WorkflowJob => {
    const body = mapOf(mapOf(written['jobs'])[job.id.value]);
    if (job.type !== 'job') throw new Error(`${path}: job ${job.id.value} calls another workflow, which the test runner does not do`);
    const steps = body['steps'] as readonly Written[];
    return {
      id: job.id.value,
      needs: job.needs?.map((need) => need.value) ?? [],
      condition: job.if.expression,
      written: body,
      steps: job.steps.map((step, index) => ({ id: step.id, condition: step.if?.expression ?? 'success()', written: mapOf(steps[index]) })),
    };
  });
  return { path, events: template.events, jobs, written };
}

/** A value that must be a mapping; undefined counts as an empty one. */
export function mapOf(written: Written | undefined): WrittenMap {
  if (written === undefined || written === null) return {};
  if (typeof written === 'object' && !Array.isArray(written) && !(written instanceof Expression)) return written as WrittenMap;
  throw new Error(`a mapping was expected, not ${JSON.stringify(written)}`);
}

type Token = NonNullable<ReturnType<(typeof parser)['parseWorkflow']>['value']>;

function readToken(token: Token): Written {
  if (parser.isBasicExpression(token)) return new Expression(token.expression);
  if (parser.isMapping(token)) return Object.fromEntries([...token].map(({ key, value }) => [key.toString(), readToken(value)]));
  if (parser.isSequence(token)) return [...token].map(readToken);
  if (parser.isString(token) || parser.isNumber(token) || parser.isBoolean(token)) return token.value;
  return null;
}

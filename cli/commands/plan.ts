import { writeTextFileAtomic } from '../disk/text-file.ts';
import { exitCodes, Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import type { JsonObject } from '../model/json.ts';
import type { Plan } from '../model/plan.ts';
import { defuseCommands, defuseJson } from '../report/encode/log-line.ts';
import { writePlanPage } from '../report/html/plan.ts';
import { toPlanJson } from '../report/json/plan.ts';
import { writePlanComment } from '../report/markdown/plan.ts';
import { formatPlan } from '../report/text/plan.ts';
import { readGivenConsents } from './consents.ts';
import type { CommandContext } from './context.ts';
import type { DesiredEnvironment, Environment } from './environment.ts';
import { decodeElements, loadEnvironment } from './environment.ts';
import { openHistory } from './history-store.ts';
import { identitiesFile, keySources } from './identities.ts';
import { connectOrg, readLive } from './live-org.ts';
import { readPast } from './plan-basis.ts';
import type { PlanBasis } from './plan-environment.ts';
import { planCounted } from './plan-environment.ts';
import { refuseFindings } from './refuse.ts';
import { withSecretFindings } from './secret-scan.ts';
import { findSnapshotProblems, pathsInRepository } from './validate.ts';

/** Options of `plan`. */
export interface PlanOptions {
  readonly format?: string;
  readonly out?: string;
  readonly exitCode?: boolean;
  /** what may be destroyed or overwritten, such as `delete field:Deals.Old` */
  readonly consent?: readonly string[];
}

/** `orgcast plan <org>`: what an apply would do. Exit 2 with `--exit-code` when there are steps. */
export async function runPlan(context: CommandContext, name: string, options: PlanOptions): Promise<number> {
  const consents = readGivenConsents(options.consent ?? []);
  const environment = loadEnvironment(context, name);
  const desired = await requireValid(context, environment);
  const past = await readPast(await openHistory(context), name, desired.moved);
  const client = connectOrg(context, environment.policy);
  context.progress(`Reading ${name} …`);
  const live = await readLive(context, client, environment.policy, {
    keys: keySources(environment.files.get(identitiesFile), desired.elements.values(), past.created),
  });
  const basis: PlanBasis = { name, rules: environment.policy.rules, desired, ...past, consents, exact: new Set() };
  const { plan } = await planCounted(context, client, basis, live);
  const format = context.json ? 'json' : (options.format ?? 'text');
  const text = renderPlan(context, plan, format);
  const defuse = format === 'json' ? defuseJson : defuseCommands;
  if (options.out === undefined) context.world.stdout.write(defuse(context.mask(text)));
  else writeTextFileAtomic(options.out, context.mask(text));
  return options.exitCode === true && plan.steps.length > 0 ? exitCodes.changes : exitCodes.done;
}

/** Refuses files with errors (exit 3, all findings listed): a plan of half-read files would be a lie. */
export async function requireValid(context: CommandContext, { name, files }: Pick<Environment, 'name' | 'files'>): Promise<DesiredEnvironment> {
  const decoded = decodeElements(name, files);
  const problems = await withSecretFindings(context, findSnapshotProblems(decoded, context.text.lang), pathsInRepository(name, files));
  const errors = problems.filter((finding: Finding) => finding.severity === 'error');
  if (errors.length > 0)
    throw refuseFindings(errors, `environments/${name} has ${errors.length} error${errors.length === 1 ? '' : 's'}`, {
      code: 'env.invalid',
      place: `environments/${name}`,
    });
  return decoded;
}

function renderPlan(context: CommandContext, plan: Plan, format: string): string {
  const json = (document: JsonObject): string => `${JSON.stringify(document, null, 2)}\n`;
  if (format === 'text') return formatPlan(plan, context.text);
  if (format === 'json') return json(toPlanJson(plan));
  if (format === 'markdown') return writePlanComment(plan, context.text, { rest: 'summary' });
  if (format === 'html') return writePlanPage(plan, context.text);
  throw new Failure(`There is no format "${format}"`, {
    code: 'usage.format',
    kind: 'usage',
    place: '--format',
    fix: 'Use text, json, markdown or html.',
  });
}

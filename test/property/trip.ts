import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeElements } from '../../cli/commands/environment.ts';
import { identitiesFile } from '../../cli/commands/identities.ts';
import { policyFile } from '../../cli/commands/org-policy.ts';
import { runProgram } from '../../cli/commands/program.ts';
import type { World } from '../../cli/commands/world.ts';
import type { Edition } from '../../cli/emulator/crm/org-record.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { objects } from '../../cli/model/json.ts';
import type { StepReceipt } from '../../cli/model/receipt.ts';
import type { Snapshot } from '../../cli/model/snapshot.ts';
import { makeRepository, silentWorld } from '../commands/world.ts';
import { filesOf } from '../end-to-end/pipeline.ts';
import { findLacking } from './oracle.ts';
import { noon, serveCrm } from './served-crm.ts';
import type { OrgPlace } from './world.ts';
import { openOrgAt } from './world.ts';

/** One step of the plan that copied an org, as the plan's document has it. */
export interface PlannedStep {
  readonly id: string;
  readonly action: string;
  readonly kind: string;
}

/** How an org went through files into an empty one of its edition, and back into files. */
export interface Trip {
  /** steps that failed when the source org was made */
  readonly unmade: readonly StepReceipt[];
  /** what was drafted and is not in the files of the source org */
  readonly lost: readonly string[];
  /** findings of `validate`, warnings among them */
  readonly findings: readonly Json[];
  /** steps that the plan for the empty org had and that were done, by itself or after a person had done his part */
  readonly steps: readonly PlannedStep[];
  /** steps of the last receipt that are not done */
  readonly undone: readonly Json[];
  /** files in which the two orgs differ, with both texts */
  readonly differing: readonly (readonly [path: string, source: string | undefined, target: string | undefined])[];
  /** steps of the plan made afterwards */
  readonly left: readonly Json[];
}

/** Names of the three environments: the org that is drafted, the empty one, and again the empty one in a folder that had no files before. */
const [source, target, after] = ['source', 'target', 'after'] as const;

/** Files that name the org itself: its policy with its id, and the ids of its elements (design: kept per environment, never sent). */
const ownFiles: ReadonlySet<string> = new Set([policyFile, identitiesFile]);

/** Facts of the org, which are never sent: two orgs have names of their own. */
const companyFile = 'organization/company.yaml';

/** Makes an org of a snapshot over HTTP, exports, validates, plans and applies it with the commands themselves, and exports the result. */
export async function goRound(drafted: Snapshot, edition: Edition): Promise<Trip> {
  const repo = mkdtempSync(join(tmpdir(), 'orgcast-'));
  const crm = await serveCrm();
  try {
    const from = crm.open({ name: source, edition, tokenLimit: 1000 });
    const to = crm.open({ name: target, edition, tokenLimit: 1000 });
    const env = { ORGCAST_CRM_URL: crm.url, ...credentialsOf(source, from), ...credentialsOf(target, to), ...credentialsOf(after, to) };
    const policies = [source, target, after].map((name) => [`environments/${name}/${policyFile}`, 'data_center: jp\n'] as const);
    makeRepository(repo, { 'orgcast.yaml': 'version: 1\n', ...Object.fromEntries(policies) });
    const { steps: made, first } = await openOrgAt(from).apply(drafted);
    const refused = first.findings.filter((finding) => finding.severity === 'error');
    if (refused.length > 0) throw new Error(`the drafted org is refused: ${JSON.stringify(refused)}`);
    return { unmade: made.filter((step) => step.status !== 'done'), ...(await copy({ repo, env, drafted, to })) };
  } finally {
    await crm.close();
    rmSync(repo, { recursive: true, force: true });
  }
}

async function copy({ repo, env, drafted, to }: Copying): Promise<Omit<Trip, 'unmade'>> {
  const orgcast = makeOrgcast(repo, env);
  await orgcast('export', source);
  cpSync(folderOf(repo, source), folderOf(repo, target), {
    recursive: true,
    filter: (path) => !ownFiles.has(path.slice(folderOf(repo, source).length + 1)),
  });
  const validated = await orgcast('validate', source);
  const first = await planAndApply(orgcast, repo);
  const byHand = formulasAmong(first.undone, drafted);
  if (byHand.elements.size > 0) await openOrgAt(to).apply(byHand);
  const second = byHand.elements.size > 0 ? await planAndApply(orgcast, repo) : { steps: [], undone: first.undone };
  const left = await orgcast('plan', target);
  await orgcast('export', after);
  const files = filesOf(folderOf(repo, source));
  return {
    lost: findLacking(decodeElements(source, files), drafted),
    findings: objects(validated, 'findings'),
    steps: [...first.steps.filter(({ id }) => !first.undone.some((one) => one['id'] === id)), ...second.steps],
    undone: second.undone,
    differing: differencesOf(files, filesOf(folderOf(repo, after))),
    left: objects(left, 'steps'),
  };
}

interface Copying {
  readonly repo: string;
  readonly env: World['env'];
  readonly drafted: Snapshot;
  readonly to: OrgPlace;
}

/** What the plan for the empty org said, and what its apply left undone. */
async function planAndApply(orgcast: Orgcast, repo: string): Promise<{ steps: readonly PlannedStep[]; undone: readonly JsonObject[] }> {
  const saved = join(repo, 'plan.json');
  await orgcast('plan', target, '--out', saved);
  const applied = await orgcast('apply', target, '--plan', saved);
  return {
    steps: objects(JSON.parse(readFileSync(saved, 'utf8')) as Json, 'steps') as unknown as readonly PlannedStep[],
    undone: objects(applied, 'steps').filter((step) => step['status'] !== 'done'),
  };
}

/** Formulas that wait for a person, who knows what the CRM does not tell: as they were drafted, their expressions among it. */
function formulasAmong(undone: readonly JsonObject[], drafted: Snapshot): Snapshot {
  const ids = new Set(undone.map((step) => step['id']));
  const formulas = [...drafted.elements].filter(
    ([ref, { kind, attributes }]) => kind === 'field' && attributes['data_type'] === 'formula' && ids.has(`create ${ref}`),
  );
  return { elements: new Map(formulas) };
}

function folderOf(repo: string, name: string): string {
  return join(repo, 'environments', name);
}

function credentialsOf(name: string, { org }: OrgPlace): Record<string, string> {
  const { clientId, clientSecret, refreshToken } = org.credentials;
  const prefix = `ORGCAST_${name.toUpperCase()}`;
  return { [`${prefix}_CLIENT_ID`]: clientId, [`${prefix}_CLIENT_SECRET`]: clientSecret, [`${prefix}_REFRESH_TOKEN`]: refreshToken };
}

type Orgcast = (...args: readonly string[]) => Promise<Json>;

/** The program in this process: answers the document of `--json`, and throws what it says when it ends otherwise than well. */
function makeOrgcast(repo: string, env: World['env']): Orgcast {
  return async (...args) => {
    const said = { out: '', err: '' };
    const output = (name: 'out' | 'err'): World['stdout'] => ({
      write: (text) => {
        said[name] += text;
      },
      isTTY: false,
      columns: undefined,
    });
    const world = { ...silentWorld(repo), argv: ['--json', ...args], env, stdout: output('out'), stderr: output('err'), now: () => new Date(noon) };
    const code = await runProgram(world);
    if (code !== 0) throw new Error(`orgcast ${args.join(' ')} ended with ${code}\n${said.out}\n${said.err}`);
    return said.out === '' ? null : (JSON.parse(said.out) as Json);
  };
}

function differencesOf(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): Trip['differing'] {
  const paths = [...new Set([...one.keys(), ...other.keys()])].filter((path) => !ownFiles.has(path)).sort();
  const sideOf = (files: ReadonlyMap<string, string>, path: string): string | undefined =>
    path === companyFile ? files.get(path)?.replaceAll(/^(company_name|domain_name): .*$/gm, '$1: its own') : files.get(path);
  return paths.flatMap((path) => {
    const [is, was] = [sideOf(other, path), sideOf(one, path)];
    return is === was ? [] : [[path, was, is] as const];
  });
}

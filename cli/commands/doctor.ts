import { judgeSetup } from '../doctor/judge.ts';
import { worstOf } from '../doctor/promise.ts';
import { readSettings } from '../github/settings.ts';
import { exitCodes } from '../model/failure.ts';
import type { Setup } from '../model/setup.ts';
import { toDoctorJson } from '../report/json/doctor.ts';
import { writeDoctor } from '../report/markdown/doctor.ts';
import { formatDoctor } from '../report/text/doctor.ts';
import type { DoctorView } from '../report/view.ts';
import type { CommandContext } from './context.ts';
import { readIgnored, readRepositoryFiles } from './doctor-files.ts';
import { readOrgSetup } from './doctor-org.ts';
import { loadEnvironment } from './environment.ts';
import { listEnvironments } from './environments.ts';
import { fetchBranch, linkForge, openWorkingRepository } from './forge.ts';

/** Options of `doctor`. */
export interface DoctorOptions {
  readonly format?: string;
}

/**
 * `orgcast doctor [<org>…]`: which promises of SECURITY.md hold in this repository and for these credentials, and how to make the others hold. Reads only. Exit 4
 * when one is broken; what is not known alone gives 0 and a warning, since it depends on who asks.
 */
export async function runDoctor(context: CommandContext, names: readonly string[], options: DoctorOptions): Promise<number> {
  const setup = await readSetup(context, names.length > 0 ? names : listEnvironments(context));
  const { fullName, viewer } = setup.settings;
  const view: DoctorView = { repository: fullName, viewer, promises: judgeSetup(setup) };
  if (context.json) context.printJson(toDoctorJson(view));
  else if (options.format === 'markdown') context.print(writeDoctor(view, context.text));
  else context.print(formatDoctor(view, context.text));
  return worstOf(view.promises.map(({ verdict }) => verdict)) === 'broken' ? exitCodes.refused : exitCodes.done;
}

/** Gathers the facts: from the forge, from the base branches, from this machine and from the orgs. */
async function readSetup(context: CommandContext, names: readonly string[]): Promise<Setup> {
  const local = names.map((name) => loadEnvironment(context, name).policy);
  const link = await linkForge(context);
  const git = openWorkingRepository(context, link.credential);
  context.progress(`Reading the settings of ${link.address.owner}/${link.address.name} …`);
  const settings = await readSettings(link.forge, [...new Set(local.map(({ baseBranch }) => baseBranch))]);
  const { owners, workflows } = await readRepositoryFiles(context, git, await fetchBranch(git, settings.defaultBranch));
  const orgs: Setup['orgs'][number][] = [];
  for (const policy of local) {
    context.progress(`Asking ${policy.name} …`);
    orgs.push(await readOrgSetup(context, link.forge, git, policy));
  }
  return { settings, owners, workflows, ignored: await readIgnored(git), orgs };
}

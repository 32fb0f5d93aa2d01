import { join } from 'node:path';
import { detectRepository } from '../git/address.ts';
import { Failure } from '../model/failure.ts';
import type { HistoryStore } from '../model/history.ts';
import type { CommandContext } from './context.ts';
import type { ForgeLink } from './forge.ts';
import { linkForge, openWorkingRepository } from './forge.ts';
import { makeFolderHistory } from './history-folder.ts';
import { makeLedgerHistory } from './history-ledger.ts';
import { joinTicks, ticksOfComments, ticksOnDisk } from './told-ticks.ts';
import type { Created } from './touched.ts';

/**
 * Where receipts are kept, by one rule: in the forge's ledger when there is a token and the repository has an origin on a forge, else in the folder
 * `.orgcast/history` of the repository, which git ignores.
 */
export async function openHistory(context: CommandContext): Promise<HistoryStore> {
  return historyOf(context, await findForge(context));
}

/** The history in the ledger of a forge, or in the folder where there is none. */
export function historyOf(context: CommandContext, link: ForgeLink | undefined): HistoryStore {
  const local = ticksOnDisk(context.repo);
  if (link === undefined) return makeFolderHistory(join(context.repo, '.orgcast', 'history'), local);
  return makeLedgerHistory(link.forge, joinTicks(ticksOfComments(link.forge), local));
}

/** The forge of the working folder's origin, when there is a token and an origin on a forge. */
export async function findForge(context: CommandContext): Promise<ForgeLink | undefined> {
  return (await hasForge(context)) ? linkForge(context) : undefined;
}

/** What applies created in an org, for reading it under the same keys. Where the history cannot be asked, names alone tell, and a line says so. */
export async function recallNames(context: CommandContext, org: string): Promise<Created> {
  try {
    return (await (await openHistory(context)).newest(org))?.created ?? new Map();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    context.progress(`Receipts could not be read, so elements of one name are told apart by their order alone: ${error.message}`);
    return new Map();
  }
}

/** What git says of a folder that is no clone of a repository on a forge. */
const withoutForge: readonly string[] = ['git.no-repository', 'git.no-remote', 'git.address', 'git.missing'];

async function hasForge(context: CommandContext): Promise<boolean> {
  if (context.variable('GITHUB_TOKEN') === undefined && context.variable('GH_TOKEN') === undefined) return false;
  try {
    await detectRepository(openWorkingRepository(context));
    return true;
  } catch (error) {
    if (error instanceof Failure && withoutForge.includes(error.code)) return false;
    throw error;
  }
}

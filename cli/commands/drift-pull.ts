import type { Repository } from '../git/repository.ts';
import { readTreeAt } from '../git/trees.ts';
import { closePull, findOpenPull } from '../github/pulls.ts';
import { readViewer } from '../github/repository.ts';
import { environmentFolder } from '../model/request.ts';
import type { LiveSnapshot } from '../model/snapshot.ts';
import { writeDriftBody } from '../report/markdown/drift.ts';
import type { DriftView } from '../report/view.ts';
import type { CommandContext } from './context.ts';
import type { Environment } from './environment.ts';
import { decodeElements, elementFiles, encodeElements } from './environment.ts';
import type { ForgeLink } from './forge.ts';
import { fetchBranch, linkForge, openWorkingRepository } from './forge.ts';
import { formatIdentities, identitiesFile } from './identities.ts';
import { authorOf, commitSafely, publishBranch } from './publish-branch.ts';

/** What an org has become, and the reading that tells. */
export interface DriftReading {
  readonly environment: Environment;
  readonly live: LiveSnapshot;
  readonly view: DriftView;
}

/**
 * Opens the one pull request of an org that takes what somebody changed there into its files, or brings it up to date, and answers its address. Where there is
 * nothing to take any more, an open one is closed.
 */
export async function publishDrift(context: CommandContext, { environment, live, view }: DriftReading): Promise<string | undefined> {
  const link = await linkForge(context);
  const git = openWorkingRepository(context, link.credential);
  const { name, policy } = environment;
  const base = await fetchBranch(git, policy.baseBranch);
  const existing = await readFiles(git, base, name);
  const texts = takeDrift(name, existing, live, view);
  const changed = [...texts].filter(([path, text]) => existing.get(path) !== text);
  const removed = [...elementFiles(existing).keys()].filter((path) => !texts.has(path));
  if (changed.length + removed.length === 0) {
    await closeOld(context, link, name);
    return undefined;
  }
  const at = (path: string): string => `${environmentFolder(name)}/${path}`;
  const title = `Take what was changed in ${name}`;
  const commit = await commitSafely(context, git, {
    base,
    files: new Map(changed.map(([path, text]) => [at(path), text])),
    removals: removed.map(at),
    message: `${title}\n`,
    author: authorOf(await readViewer(link.forge)),
    date: Math.floor(context.world.now().getTime() / 1000),
  });
  const body = context.mask(writeDriftBody(view, context.text, { rest: 'summary' }));
  return (await publishBranch(link, { git }, { branch: branchOf(name), base: policy.baseBranch, title, body }, commit)).url;
}

function branchOf(org: string): string {
  return `drift/${org}`;
}

/** Files of an environment as a commit has them, by path relative to its folder. */
async function readFiles(git: Repository, commit: string, name: string): Promise<ReadonlyMap<string, string>> {
  const folder = environmentFolder(name);
  const tree = await readTreeAt(git, commit, folder);
  return new Map(tree.map(({ path, text }) => [path.slice(folder.length + 1), text]));
}

/** The files with what the org has in the place of what drifted; everything else in them stays, applied or not. */
function takeDrift(name: string, existing: ReadonlyMap<string, string>, live: LiveSnapshot, { drift }: DriftView): ReadonlyMap<string, string> {
  if (drift.length === 0) return existing;
  const elements = new Map(decodeElements(name, existing).elements);
  for (const { ref } of drift) {
    const element = live.elements.get(ref);
    if (element === undefined) elements.delete(ref);
    else elements.set(ref, element);
  }
  return new Map([...encodeElements({ elements }, existing), [identitiesFile, formatIdentities(live)]]);
}

async function closeOld(context: CommandContext, link: ForgeLink, name: string): Promise<void> {
  const open = await findOpenPull(link.forge, branchOf(name));
  if (open === undefined) return;
  await closePull(link.forge, open.number);
  context.progress(`There is nothing to take from ${name} any more; pull request #${open.number} is closed.`);
}

import type { Forge } from './forge.ts';
import { callForge } from './forge.ts';
import type { ForgeUser } from './repository.ts';

/** A fork as its owner's calls name it. */
export interface ForkFacts {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
}

/** The fork of the repository that a user has (REST `GET /repos/{owner}/{repo}/forks`, every page), or undefined. */
export async function findFork(forge: Forge, user: ForgeUser): Promise<ForkFacts | undefined> {
  const purpose = { what: 'look for your fork of the repository', permission: 'metadata: read' };
  const forks = await callForge(forge, purpose, (octokit, at) => octokit.paginate(octokit.rest.repos.listForks, { ...at, per_page: 100 }));
  const found = forks.find((fork) => fork.owner.id === user.id);
  return found === undefined ? undefined : { id: found.id, owner: found.owner.login, name: found.name };
}

/** Makes the fork of the repository that the token's user gets, or answers the one there is (REST `POST /repos/{owner}/{repo}/forks`). Its objects may come later. */
export async function createFork(forge: Forge): Promise<ForkFacts> {
  const purpose = { what: 'fork the repository', permission: 'administration: write, contents: read' };
  const { data } = await callForge(forge, purpose, (octokit, at) => octokit.rest.repos.createFork({ ...at }));
  return { id: data.id, owner: data.owner.login, name: data.name };
}

import type { RepositoryAddress } from '../git/address.ts';
import { detectRepository, parseAddress, trustedAddress } from '../git/address.ts';
import type { GitCredential } from '../git/environment.ts';
import { revParse } from '../git/history.ts';
import type { Repository } from '../git/repository.ts';
import { fetchRefs, openRepository } from '../git/repository.ts';
import type { Forge } from '../github/forge.ts';
import { connectForge } from '../github/forge.ts';
import { Failure } from '../model/failure.ts';
import type { CommandContext } from './context.ts';

/** A repository on a forge, with what is needed to talk to it. */
export interface ForgeLink {
  readonly address: RepositoryAddress;
  readonly forge: Forge;
  readonly credential: GitCredential;
}

/** The repository of the working folder, talked to through `origin`. */
export function openWorkingRepository(context: CommandContext, credential?: GitCredential): Repository {
  return openRepository(context.repo, 'origin', { env: context.world.env, ...(credential === undefined ? {} : { credential }) });
}

/** Fetches a branch of the forge as objects, next to the clone's own branches, and answers its commit. */
export async function fetchBranch(repository: Repository, branch: string): Promise<string> {
  const ref = `refs/orgcast/branch/${branch}`;
  await fetchRefs(repository, [`+refs/heads/${branch}:${ref}`]);
  return revParse(repository, ref);
}

/** Connects to the forge of the working folder's `origin`. In Actions, GITHUB_API_URL names the API. Failure `forge.token` without a token. */
export async function linkForge(context: CommandContext): Promise<ForgeLink> {
  return linkAddress(context, await detectRepository(openWorkingRepository(context)));
}

/** Connects to a repository that a copy key or `--to` names; a token is only sent to a host that is trusted. */
export async function linkNamed(context: CommandContext, named: Pick<RepositoryAddress, 'host' | 'owner' | 'name'>): Promise<ForgeLink> {
  const own = await detectRepository(openWorkingRepository(context)).catch(() => undefined);
  const server = context.variable('GITHUB_SERVER_URL');
  const trusted = [own?.host, server === undefined ? undefined : new URL(server).host].filter((host) => host !== undefined);
  return linkAddress(context, trustedAddress(named, trusted));
}

/** Connects to a repository by the URL that `--to` gives. */
export function linkUrl(context: CommandContext, url: string): Promise<ForgeLink> {
  return linkNamed(context, parseAddress(url));
}

function linkAddress(context: CommandContext, address: RepositoryAddress): ForgeLink {
  const token = context.variable('GITHUB_TOKEN') ?? context.variable('GH_TOKEN');
  if (token === undefined) {
    throw new Failure(`There is no token for ${address.host}`, {
      code: 'forge.token',
      kind: 'invalid',
      place: 'GITHUB_TOKEN',
      fix: 'Set GITHUB_TOKEN to a token that may read and write contents and pull requests of the repository.',
    });
  }
  const apiUrl = context.variable('GITHUB_API_URL') ?? address.apiUrl;
  const forge = connectForge({
    apiUrl,
    owner: address.owner,
    repo: address.name,
    token,
    userAgent: `orgcast/${context.world.version}`,
    onWait: (seconds) => context.progress(`The forge asks to wait ${seconds} s …`),
  });
  return { address, forge, credential: { token, origin: new URL(address.cloneUrl).origin } };
}

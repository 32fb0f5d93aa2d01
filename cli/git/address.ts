import { Failure } from '../model/failure.ts';
import type { Repository } from './repository.ts';
import { everyday } from './repository.ts';

/** Where a repository is, for git and for the forge's REST API. */
export interface RepositoryAddress {
  /** with its port, when it has one */
  readonly host: string;
  readonly owner: string;
  readonly name: string;
  readonly cloneUrl: string;
  readonly apiUrl: string;
}

const part = '([A-Za-z0-9_.-]{1,100})';
const httpsForm = new RegExp(`^https://(?:[^@/]*@)?([a-z0-9.-]+(?::\\d+)?)/${part}/${part}$`, 'i');
const sshForm = new RegExp(`^(?:ssh://)?(?:[\\w.-]+@)([a-z0-9.-]+)(?::\\d+)?[:/]${part}/${part}$`, 'i');
const loopbackForm = new RegExp(`^http://(?:[^@/]*@)?((?:127\\.0\\.0\\.1|localhost|\\[::1\\])(?::\\d+)?)/git/${part}/${part}$`, 'i');

/** Reads the address of the repository out of `origin` of a clone. Failures `git.no-repository`, `git.no-remote`, `git.address`. */
export async function detectRepository(repository: Repository): Promise<RepositoryAddress> {
  const url = await everyday(repository, (git) => git.raw(['remote', 'get-url', '--', 'origin']));
  return parseAddress(url.trim());
}

/**
 * Reads a remote's URL: `https://host/owner/name`, `git@host:owner/name`, `ssh://git@host/owner/name`, each with or without `.git`, or the embedded
 * Git host `http://127.0.0.1:PORT/git/owner/name.git`. Failure `git.address` for anything else.
 */
export function parseAddress(url: string): RepositoryAddress {
  const bare = url.replace(/\/+$/, '').replace(/\.git$/, '');
  const [, host, owner, name] = httpsForm.exec(bare) ?? sshForm.exec(bare) ?? loopbackForm.exec(bare) ?? [];
  if (host !== undefined && isName(owner) && isName(name)) return addressOf({ host, owner, name });
  throw new Failure(`The remote ${JSON.stringify(url.replace(/\/\/[^@/]*@/, '//***@'))} names no repository of a forge.`, {
    code: 'git.address',
    kind: 'invalid',
    place: 'origin',
    fix: 'Set origin to https://github.com/OWNER/NAME.git, or name the repository with --to.',
  });
}

/**
 * The address of a repository that somebody else named (a copy key, an option). A token would be sent there, so only github.com, loopback and
 * hosts that the user trusts already (of origin, of GITHUB_SERVER_URL) are taken: Failure `git.untrusted-host`.
 */
export function trustedAddress(named: Pick<RepositoryAddress, 'host' | 'owner' | 'name'>, trustedHosts: readonly string[]): RepositoryAddress {
  const host = named.host.toLowerCase();
  if (host === 'github.com' || isLoopback(host) || trustedHosts.some((trusted) => trusted.toLowerCase() === host)) return addressOf(named);
  throw new Failure(`The host ${host} is not one that this machine sends its token to.`, {
    code: 'git.untrusted-host',
    kind: 'refused',
    place: host,
    fix: 'If you trust it, set GITHUB_SERVER_URL to that host and run the command again.',
  });
}

/** True for a host (port allowed) that is this machine. */
export function isLoopback(host: string): boolean {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i.test(host);
}

function addressOf({ host, owner, name }: Pick<RepositoryAddress, 'host' | 'owner' | 'name'>): RepositoryAddress {
  const at = { host: host.toLowerCase(), owner, name };
  if (isLoopback(host)) return { ...at, cloneUrl: `http://${at.host}/git/${owner}/${name}.git`, apiUrl: `http://${at.host}/api/v3` };
  const apiUrl = at.host === 'github.com' ? 'https://api.github.com' : `https://${at.host}/api/v3`;
  return { ...at, cloneUrl: `https://${at.host}/${owner}/${name}.git`, apiUrl };
}

function isName(text: string | undefined): text is string {
  return text !== undefined && text !== '.' && text !== '..';
}

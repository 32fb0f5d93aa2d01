import type { SimpleGit } from 'simple-git';
import { simpleGit } from 'simple-git';
import type { GitCredential, OuterEnvironment } from './environment.ts';
import { gitEnvironment } from './environment.ts';
import { gitFailure } from './git-failure.ts';

/** A local repository, bare or with a work tree, and the remote that it talks to. */
export interface Repository {
  readonly dir: string;
  /** URL or name of the remote */
  readonly remote: string;
  readonly credential: GitCredential | undefined;
  /** environment that every git process gets */
  readonly environment: Readonly<Record<string, string>>;
}

/** What is needed to talk to a remote: the outer environment, and a token where the user's own git has no credentials. */
export interface RepositoryOptions {
  readonly env: OuterEnvironment;
  readonly credential?: GitCredential;
}

/** Names the repository in a folder. `remote` is a name such as `origin` or a URL. Starts no process. */
export function openRepository(dir: string, remote: string, options: RepositoryOptions): Repository {
  return { dir, remote, credential: options.credential, environment: gitEnvironment(options.env, options.credential) };
}

/**
 * Clones a repository without work tree and without tags (the ledger may hold tens of thousands) into a folder that exists and is empty.
 * Failure `git.…` when it cannot.
 */
export async function cloneBare(url: string, dir: string, options: RepositoryOptions): Promise<Repository> {
  const repository = openRepository(dir, url, options);
  await everyday(repository, (git) => git.clone(url, dir, ['--bare', '--no-tags', '--quiet']));
  return repository;
}

/** Fetches refs (`refs/pull/7/head:refs/orgcast/pull/7`) from the remote as objects; neither tags nor the work tree are touched. */
export async function fetchRefs(repository: Repository, refspecs: readonly string[]): Promise<void> {
  await everyday(repository, (git) =>
    git.raw(['fetch', '--no-tags', '--quiet', '--no-write-fetch-head', '--end-of-options', repository.remote, ...refspecs]),
  );
}

/** Runs an everyday command through simple-git, which refuses what is dangerous in arguments; its errors become Failures. */
export async function everyday<T>(repository: Repository, run: (git: SimpleGit) => Promise<T>): Promise<T> {
  const guarded = Object.keys(repository.environment).filter((name) => name.startsWith('GIT_'));
  try {
    const git = simpleGit({
      baseDir: repository.dir,
      allowEnvironment: guarded,
      unsafe: { allowUnsafeConfigEnvCount: true, allowUnsafeCredentialHelper: true, allowUnsafeAskPass: true },
    }).env({ ...repository.environment });
    return await run(git);
  } catch (error) {
    throw gitFailure(error instanceof Error ? error.message : String(error), repository);
  }
}

import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureOwner } from './accounts.ts';
import type { ForgeContext } from './context.ts';
import { bareOf, fullName, newId, stamp } from './context.ts';
import { ForgeError } from './forge-error.ts';
import { installHooks } from './hooks.ts';
import type { Pull, Repository } from './records.ts';
import { isRefName } from './ref-name.ts';
import type { BareRepository } from './run-git.ts';
import { enforceRules } from './settings.ts';

/** What a new repository is made of; the owner becomes an organization when no such account exists. */
export interface NewRepository {
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch?: string;
  readonly private?: boolean;
  /** makes it a fork of that repository, with all of its branches and tags */
  readonly parent?: Repository;
}

const namePattern = /^(?!\.+$)[A-Za-z0-9._-]{1,100}$/;

/** The repository of this owner and name (any letter case), or undefined. */
export function findRepository(context: ForgeContext, owner: string, name: string): Repository | undefined {
  const wanted = `${owner}/${name}`.toLowerCase();
  return context.store.list('repositories', 0).find((repository) => fullName(repository).toLowerCase() === wanted);
}

/** The repository `owner/name`; throws ForgeError 404 when there is none. */
export function repositoryNamed(context: ForgeContext, name: string): Repository {
  const [owner = '', rest = ''] = name.split('/', 2);
  const repository = findRepository(context, owner, rest);
  if (!repository) throw new ForgeError(404, `repository ${name} does not exist`);
  return repository;
}

/** Makes an empty bare repository with the forge's hooks. Throws ForgeError when the name is malformed or taken. */
export async function createRepository(context: ForgeContext, wanted: NewRepository): Promise<Repository> {
  const defaultBranch = wanted.defaultBranch ?? 'main';
  if (!namePattern.test(wanted.name) || wanted.name.endsWith('.git')) throw new ForgeError(422, `"${wanted.name}" is not a valid repository name`);
  if (!isRefName(`refs/heads/${defaultBranch}`)) throw new ForgeError(422, `"${defaultBranch}" is not a valid branch name`);
  if (findRepository(context, wanted.owner, wanted.name)) throw new ForgeError(422, `name already exists on this account`);
  const owner = ensureOwner(context, wanted.owner);
  const repository: Repository = {
    id: newId(context),
    ownerId: owner.id,
    owner: owner.login,
    name: wanted.name,
    defaultBranch,
    private: wanted.private ?? false,
    createdAt: stamp(context),
    ...(wanted.parent === undefined ? {} : { parentId: wanted.parent.id }),
  };
  await initialize(context, repository);
  if (wanted.parent)
    await fetchInto(bareOf(context, repository), bareOf(context, wanted.parent), ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*']);
  enforceRules(context, repository);
  context.store.put('repositories', 0, repository.id, repository);
  return repository;
}

// Contenders for one ref wait for each other instead of failing with "unable to create lock file"; the update hook keeps the repository's rules.
const settings = `
[http]
\treceivepack = true
\tgetanyfile = false
[transfer]
\tfsckObjects = true
[uploadpack]
\tallowAnySHA1InWant = true
\tallowFilter = true
[core]
\tfilesRefLockTimeout = 10000
[gc]
\tauto = 0
[receive]
\tautogc = false
\tdenyDeleteCurrent = ignore
`;

/** A folder left by a server that was killed before the record was written is taken over: `git init` is harmless on it. */
async function initialize(context: ForgeContext, repository: Repository): Promise<void> {
  const bare = bareOf(context, repository);
  mkdirSync(bare.dir, { recursive: true });
  await bare.ask(['init', '--quiet', '--bare', '--template=', `--initial-branch=${repository.defaultBranch}`]);
  appendFileSync(join(bare.dir, 'config'), settings);
  installHooks(bare.dir);
}

/** Brings the hooks of every repository on disk up to date, and removes ref locks and indexes that a killed server left behind. */
export function refreshRepositories(context: ForgeContext): void {
  for (const repository of context.store.list('repositories', 0)) {
    const { dir } = bareOf(context, repository);
    installHooks(dir);
    enforceRules(context, repository);
    const leftovers = [
      ...readdirSync(dir),
      ...readdirSync(join(dir, 'refs'), { recursive: true, encoding: 'utf8' }).map((name) => join('refs', name)),
    ];
    // No ref may end in ".lock", so nothing but a lock is ever removed.
    const stale = leftovers.filter((name) => name.endsWith('.lock') || name.startsWith('index-'));
    for (const name of stale) rmSync(join(dir, name), { recursive: true, force: true });
  }
}

/** Whether a bare repository has any commit on any branch. */
export function isEmpty(context: ForgeContext, repository: Repository): boolean {
  const { dir } = bareOf(context, repository);
  const heads = join(dir, 'refs', 'heads');
  return !existsSync(join(dir, 'packed-refs')) && (!existsSync(heads) || readdirSync(heads).length === 0);
}

/** The fork of a repository that an account has, or undefined. */
export function findFork(context: ForgeContext, parent: Repository, owner: string): Repository | undefined {
  return listForks(context, parent).find((fork) => fork.owner.toLowerCase() === owner.toLowerCase());
}

/** All forks of a repository, oldest first. */
export function listForks(context: ForgeContext, parent: Repository): Repository[] {
  return context.store.list('repositories', 0).filter((repository) => repository.parentId === parent.id);
}

/** The repository that this one is a fork of, or undefined. */
export function parentOf(context: ForgeContext, repository: Repository): Repository | undefined {
  return repository.parentId === undefined ? undefined : context.store.get('repositories', 0, repository.parentId);
}

/** The repository that a pull request's head branch is in. */
export function headRepositoryOf(context: ForgeContext, repository: Repository, pull: Pull): Repository {
  const fork = pull.headRepositoryId === undefined ? undefined : context.store.get('repositories', 0, pull.headRepositoryId);
  return fork ?? repository;
}

/** Copies objects from one bare repository into another, and with a destination the refs too. */
export async function fetchInto(to: BareRepository, from: BareRepository, refspecs: readonly string[]): Promise<void> {
  await to.ask(['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', from.dir, ...refspecs]);
}

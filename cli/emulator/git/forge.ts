import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createUser, findUser, userById } from './accounts.ts';
import type { ForgeContext } from './context.ts';
import { fullName, stamp } from './context.ts';
import type { ForgeEvent, ForgeListener } from './events.ts';
import { ForgeError } from './forge-error.ts';
import type { Permission, Repository, User } from './records.ts';
import type { NewRepository } from './repositories.ts';
import { createRepository, refreshRepositories, repositoryNamed } from './repositories.ts';
import { createRestApp } from './rest/app.ts';
import { settlePulls } from './settle.ts';
import { serveGit } from './smart-http.ts';
import { openForgeStore } from './store.ts';

/** What a forge is given: a folder for its state, the clock, randomness and the origin it is reached under (known once it listens). */
export interface ForgeOptions {
  readonly dataDir: string;
  readonly now: () => Date;
  readonly random: (count: number) => Uint8Array;
  readonly baseUrl: () => string;
  /** the PATH in which git and sh are looked for; default: the usual places */
  readonly searchPath?: string;
}

/** The embedded Git host. Both entrances take the request as it arrived, whole path included. */
export interface Forge {
  /** GitHub's REST interface, paths below `/api/v3` */
  rest(request: Request): Promise<Response>;
  /** git over HTTP, paths below `/git/<owner>/<name>.git` */
  smartHttp(request: Request): Promise<Response>;
  /** makes an account, or gives the existing one; `[bot]` at the end of the login makes a bot */
  createUser(login: string, options?: { readonly id?: number }): { readonly id: number; readonly login: string; readonly token: string };
  /** makes an empty repository; an unknown owner becomes an organization */
  createRepository(wanted: NewRepository): Promise<Repository>;
  /** the repository `owner/name`, or undefined */
  repository(name: string): Repository | undefined;
  /** accounts that have a token */
  users(): (User & { readonly token: string })[];
  /** gives a user a permission in the repository `owner/name` */
  setPermission(repository: string, login: string, permission: Permission): void;
  /** what happened in a repository, oldest first */
  events(repository: string): ForgeEvent[];
  /** calls the listener for every event from now on; the answer stops that */
  onEvent(listener: ForgeListener): () => void;
  /** waits for work in progress and closes the database */
  close(): Promise<void>;
}

const usualPlaces = '/usr/local/bin:/opt/homebrew/bin:/usr/bin:/bin';

/** Opens the Git host on a folder, new or left by an earlier run. It listens to nothing: the listener's owner calls `rest` and `smartHttp`. */
export function createForge(options: ForgeOptions): Forge {
  const listeners = new Set<ForgeListener>();
  const turns = new Map<number, Promise<unknown>>();
  const context = openContext(options, listeners, turns);
  const rest = createRestApp(context);
  let recovery: Promise<void> | undefined;
  // Not before the first request: only then is the origin known that recovered events carry in their addresses.
  const ready = (): Promise<void> => (recovery ??= recover(context));
  return {
    rest: async (request) => ready().then(() => rest(request)),
    smartHttp: async (request) => ready().then(() => serveGit(context, request)),
    createUser: (login, extra) => {
      const { id, token, login: name } = createUser(context, login, extra?.id);
      return { id, login: name, token };
    },
    createRepository: (wanted) => createRepository(context, wanted),
    repository: (name) => context.store.list('repositories', 0).find((found) => fullName(found) === name),
    users: () => context.store.list('users', 0).flatMap((user) => (user.token === null ? [] : [{ ...user, token: user.token }])),
    setPermission: (name, login, permission) => setPermission(context, name, login, permission),
    events: (name) => context.store.list('events', repositoryNamed(context, name).id),
    onEvent: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {
      await recovery;
      await Promise.all(turns.values());
      context.store.close();
    },
  };
}

function openContext(options: ForgeOptions, listeners: ReadonlySet<ForgeListener>, turns: Map<number, Promise<unknown>>): ForgeContext {
  const dataDir = resolve(options.dataDir);
  const store = openForgeStore(dataDir);
  const root = join(dataDir, 'repositories');
  mkdirSync(root, { recursive: true });
  const context: ForgeContext = {
    store,
    root,
    surroundings: { searchPath: options.searchPath ?? usualPlaces, home: dataDir },
    now: options.now,
    random: options.random,
    baseUrl: options.baseUrl,
    emit: (facts, repository) => {
      const event: ForgeEvent = { id: store.next('event'), createdAt: stamp(context), ...facts };
      store.put('events', repository.id, event.id, event);
      for (const listener of listeners) listener(event);
    },
    inTurn: (repository, work) => takeTurn(turns, repository.id, work),
  };
  return context;
}

/** Work on one repository waits for the work before it, whether that succeeded or not. */
function takeTurn<T>(turns: Map<number, Promise<unknown>>, id: number, work: () => Promise<T>): Promise<T> {
  const before = turns.get(id) ?? Promise.resolve();
  const mine = before.then(work);
  turns.set(
    id,
    mine.catch(() => undefined),
  );
  return mine;
}

/** Brings pull requests in line with branches that moved before the last server could write it down. */
async function recover(context: ForgeContext): Promise<void> {
  refreshRepositories(context);
  for (const repository of context.store.list('repositories', 0)) {
    await context.inTurn(repository, () => settlePulls(context, repository, userById(context, repository.ownerId)));
  }
}

function setPermission(context: ForgeContext, name: string, login: string, permission: Permission): void {
  const user = findUser(context, login);
  if (!user) throw new ForgeError(404, `user ${login} does not exist`);
  context.store.put('collaborators', repositoryNamed(context, name).id, user.id, { id: user.id, permission });
}

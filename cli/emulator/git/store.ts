import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ForgeEvent } from './events.ts';
import type {
  Collaborator,
  Comment,
  Deployment,
  DeploymentStatus,
  Environment,
  Pull,
  Repository,
  RepositorySettings,
  Review,
  Status,
  User,
} from './records.ts';

/** What is kept in each table. `users`, `repositories` and `settings` (by the repository's id) have scope 0; every other table is scoped by the repository's id. */
export interface Tables {
  users: User;
  repositories: Repository;
  collaborators: Collaborator;
  pulls: Pull;
  comments: Comment;
  reviews: Review;
  statuses: Status;
  deployments: Deployment;
  deploymentStatuses: DeploymentStatus;
  environments: Environment;
  events: ForgeEvent;
  settings: RepositorySettings;
}

/** The Git host's records other than git objects: typed documents by table, scope and id, durable when a call returns. */
export interface ForgeStore {
  /** One document, or undefined. */
  get<K extends keyof Tables>(table: K, scope: number, id: number): Tables[K] | undefined;
  /** All documents of a scope, by ascending id. */
  list<K extends keyof Tables>(table: K, scope: number): Tables[K][];
  /** Inserts or replaces a document under `id`. */
  put<K extends keyof Tables>(table: K, scope: number, id: number, document: Tables[K]): void;
  /** Removes a document; nothing happens when it is absent. */
  remove(table: keyof Tables, scope: number, id: number): void;
  /** The next value of a persistent counter; a new counter starts with `first`. */
  next(counter: string, first?: number): number;
  close(): void;
}

const layout = `
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA busy_timeout = 5000;
CREATE TABLE IF NOT EXISTS documents (kind TEXT, scope INTEGER, id INTEGER, body TEXT NOT NULL, PRIMARY KEY (kind, scope, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
`;

/** Opens (or creates) `forge.sqlite` in a folder, which is made when absent. */
export function openForgeStore(dataDir: string): ForgeStore {
  mkdirSync(dataDir, { recursive: true });
  const database = new DatabaseSync(join(dataDir, 'forge.sqlite'));
  database.exec(layout);
  const one = database.prepare('SELECT body FROM documents WHERE kind = ? AND scope = ? AND id = ?');
  const all = database.prepare('SELECT body FROM documents WHERE kind = ? AND scope = ? ORDER BY id');
  const write = database.prepare('INSERT OR REPLACE INTO documents (kind, scope, id, body) VALUES (?, ?, ?, ?)');
  const erase = database.prepare('DELETE FROM documents WHERE kind = ? AND scope = ? AND id = ?');
  const count = database.prepare(
    'INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value',
  );
  return {
    get: (table, scope, id) => readBody(one.get(table, scope, id)),
    list: (table, scope) => all.all(table, scope).flatMap((row) => readBody(row) ?? []),
    put: (table, scope, id, document) => void write.run(table, scope, id, JSON.stringify(document)),
    remove: (table, scope, id) => void erase.run(table, scope, id),
    next: (counter, first = 1) => Number(count.get(counter, first)?.['value']),
    close: () => database.close(),
  };
}

/** Documents are written by this file alone, from typed values, so reading one back is trusted to give the same type. */
function readBody<T>(row: Record<string, unknown> | undefined): T | undefined {
  const body = row?.['body'];
  return typeof body === 'string' ? (JSON.parse(body) as T) : undefined;
}

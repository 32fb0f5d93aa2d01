import { DatabaseSync } from 'node:sqlite';
import type { Json, JsonObject } from '../../model/json.ts';
import type { OrgRecord } from './org-record.ts';

/** A stored document of the embedded CRM: one module, field, role, … as the API shows it, plus keys of ours that start with `_` and are never sent. */
export interface Doc extends JsonObject {
  readonly id: string;
}

/** The emulator's database. Every write is on disk when the outermost `transaction` returns (WAL with a full sync), so a killed process loses nothing it answered for. */
export interface DocStore {
  /** Registers an org, or replaces its facts. */
  createOrg(org: OrgRecord): void;
  orgs(): OrgRecord[];
  org(name: string): OrgRecord | undefined;
  /** Documents of a collection in the order of their insertion; `parent` (e.g. a module's api_name) narrows. */
  list(org: string, collection: string, parent?: string): Doc[];
  /** The document of that id; with `parent` only when it belongs to it. */
  get(org: string, collection: string, id: string, parent?: string): Doc | undefined;
  /** The first document of that api_name, by index; `parent` narrows. */
  named(org: string, collection: string, apiName: string, parent?: string): Doc | undefined;
  /** Inserts, or replaces in place (position kept; the parent too, when none is given). */
  put(org: string, collection: string, doc: Doc, parent?: string): void;
  remove(org: string, collection: string, id: string): void;
  /** Names of the collections that an org has documents in. */
  collections(org: string): string[];
  /** Number of documents of a collection. */
  count(org: string, collection: string, parent?: string): number;
  /** A new id of 17 to 19 digits with the org's own prefix; never given twice, restarts included. */
  nextId(org: string): string;
  /** Runs the work as one all-or-nothing write; an inner call joins the outer one. */
  transaction<T>(work: () => T): T;
  close(): void;
}

const schema = `
  CREATE TABLE IF NOT EXISTS org (name TEXT PRIMARY KEY, body TEXT NOT NULL, counter INTEGER NOT NULL DEFAULT 0);
  CREATE TABLE IF NOT EXISTS doc (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, org TEXT NOT NULL, collection TEXT NOT NULL, id TEXT NOT NULL,
    parent TEXT NOT NULL DEFAULT '', body TEXT NOT NULL, UNIQUE (org, collection, id));
  CREATE INDEX IF NOT EXISTS doc_by_parent ON doc (org, collection, parent, seq);
  CREATE INDEX IF NOT EXISTS doc_by_name ON doc (org, collection, json_extract(body, '$.api_name'), seq);`;

/** Opens the database file, made when absent; `:memory:` keeps everything in memory. */
export function openStore(file: string): DocStore {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;');
  db.exec(schema);
  return { ...orgTable(db), ...docTable(db), transaction: transactions(db), close: () => db.close() };
}

function orgTable(db: DatabaseSync): Pick<DocStore, 'createOrg' | 'orgs' | 'org' | 'nextId'> {
  const write = db.prepare('INSERT INTO org (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body');
  const all = db.prepare('SELECT body FROM org ORDER BY rowid');
  const one = db.prepare('SELECT body FROM org WHERE name = ?');
  const count = db.prepare('UPDATE org SET counter = counter + 1 WHERE name = ? RETURNING counter, body');
  const parse = (row: Record<string, unknown>): OrgRecord => JSON.parse(String(row['body'])) as OrgRecord;
  return {
    createOrg: (org) => void write.run(org.name, JSON.stringify(org)),
    orgs: () => all.all().map(parse),
    org: (name) => {
      const row = one.get(name);
      return row === undefined ? undefined : parse(row);
    },
    nextId: (name) => {
      const row = count.get(name);
      if (row === undefined) throw new RangeError(`no org ${name} in the emulator`);
      return `${parse(row).idPrefix}${String(row['counter']).padStart(9, '0')}`;
    },
  };
}

function docTable(db: DatabaseSync): Pick<DocStore, 'list' | 'get' | 'named' | 'put' | 'remove' | 'count' | 'collections'> {
  const all = db.prepare('SELECT body FROM doc WHERE org = ? AND collection = ? ORDER BY seq');
  const below = db.prepare('SELECT body FROM doc WHERE org = ? AND collection = ? AND parent = ? ORDER BY seq');
  const one = db.prepare('SELECT body FROM doc WHERE org = ? AND collection = ? AND id = ? AND parent = coalesce(?, parent)');
  const named = db.prepare(
    "SELECT body FROM doc WHERE org = ? AND collection = ? AND json_extract(body, '$.api_name') = ? AND parent = coalesce(?, parent) ORDER BY seq LIMIT 1",
  );
  const insert = db.prepare('INSERT INTO doc (org, collection, id, parent, body) VALUES (?, ?, ?, ?, ?)');
  const replace = db.prepare('UPDATE doc SET body = ?, parent = coalesce(?, parent) WHERE org = ? AND collection = ? AND id = ?');
  const remove = db.prepare('DELETE FROM doc WHERE org = ? AND collection = ? AND id = ?');
  const countAll = db.prepare('SELECT count(*) AS n FROM doc WHERE org = ? AND collection = ?');
  const countBelow = db.prepare('SELECT count(*) AS n FROM doc WHERE org = ? AND collection = ? AND parent = ?');
  const names = db.prepare('SELECT DISTINCT collection FROM doc WHERE org = ? ORDER BY collection');
  const parse = (row: Record<string, unknown>): Doc => JSON.parse(String(row['body'])) as Doc;
  const optional = (row: Record<string, unknown> | undefined): Doc | undefined => (row === undefined ? undefined : parse(row));
  return {
    list: (org, collection, parent) => (parent === undefined ? all.all(org, collection) : below.all(org, collection, parent)).map(parse),
    get: (org, collection, id, parent) => optional(one.get(org, collection, id, parent ?? null)),
    named: (org, collection, apiName, parent) => optional(named.get(org, collection, apiName, parent ?? null)),
    put: (org, collection, doc, parent) => {
      const body = JSON.stringify(doc);
      const changed = replace.run(body, parent ?? null, org, collection, doc.id).changes;
      if (Number(changed) === 0) insert.run(org, collection, doc.id, parent ?? '', body);
    },
    remove: (org, collection, id) => void remove.run(org, collection, id),
    collections: (org) => names.all(org).map((row) => String(row['collection'])),
    count: (org, collection, parent) => {
      const row = parent === undefined ? countAll.get(org, collection) : countBelow.get(org, collection, parent);
      return Number(row?.['n'] ?? 0);
    },
  };
}

function transactions(db: DatabaseSync): DocStore['transaction'] {
  return (work) => {
    if (db.isTransaction) return work();
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  };
}

/** The document without the emulator's own `_` keys, as the API shows it. */
export function publicDoc(doc: Doc): JsonObject {
  return Object.fromEntries(Object.entries(doc).filter(([name]) => !name.startsWith('_'))) as { [name: string]: Json };
}

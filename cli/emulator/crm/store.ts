import { DatabaseSync } from 'node:sqlite';
import type { Json, JsonObject } from '../../model/json.ts';
import type { DocMirror, LoadedDoc } from './doc-mirror.ts';
import { createMirror } from './doc-mirror.ts';
import type { OrgRecord } from './org-record.ts';

/** A stored document of the embedded CRM: one module, field, role, … as the API shows it, plus keys of ours that start with `_` and are never sent. */
export interface Doc extends JsonObject {
  readonly id: string;
}

/**
 * The emulator's database. Every write is with the system when the outermost `transaction` returns (WAL), so a killed process loses nothing it answered for; a machine
 * that loses power may lose the last writes, but no half of one.
 */
export interface DocStore {
  /** Registers an org, or replaces its facts. */
  createOrg(org: OrgRecord): void;
  orgs(): OrgRecord[];
  org(name: string): OrgRecord | undefined;
  /** Documents of a collection in the order of their insertion; `parent` (e.g. a module's api_name) narrows. */
  list(org: string, collection: string, parent?: string): Doc[];
  /** The document of that id; with `parent` only when it belongs to it. */
  get(org: string, collection: string, id: string, parent?: string): Doc | undefined;
  /** The first document of that api_name; `parent` narrows. */
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
  /** Runs the work, and gives a test that is true while nothing of what it read has changed. */
  watch<T>(work: () => T): { readonly result: T; holds(): boolean };
  close(): void;
}

const schema = `
  CREATE TABLE IF NOT EXISTS org (name TEXT PRIMARY KEY, body TEXT NOT NULL, counter INTEGER NOT NULL DEFAULT 0);
  CREATE TABLE IF NOT EXISTS doc (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, org TEXT NOT NULL, collection TEXT NOT NULL, id TEXT NOT NULL,
    parent TEXT NOT NULL DEFAULT '', body TEXT NOT NULL, UNIQUE (org, collection, id));
  DROP INDEX IF EXISTS doc_by_parent;
  DROP INDEX IF EXISTS doc_by_name;
  CREATE INDEX IF NOT EXISTS doc_in_order ON doc (org, collection, seq);`;

/** Opens the database file, made when absent; `:memory:` keeps everything in memory. One process at a time: what it read it takes from memory. */
export function openStore(file: string): DocStore {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
  db.exec(schema);
  const mirror = createMirror(loader(db));
  const orgs = orgTable(db);
  const forget = (): void => {
    mirror.clear();
    orgs.forget();
  };
  return {
    ...orgs.table,
    ...docTable(db, mirror),
    transaction: transactions(db, forget),
    watch: (work) => {
      const before = orgs.version();
      const { result, read } = mirror.watch(work);
      return { result, holds: () => orgs.version() === before && mirror.holds(read) };
    },
    close: () => db.close(),
  };
}

interface OrgTable {
  readonly table: Pick<DocStore, 'createOrg' | 'orgs' | 'org' | 'nextId'>;
  forget(): void;
  /** another number after each change of an org's facts */
  version(): number;
}

function orgTable(db: DatabaseSync): OrgTable {
  const write = db.prepare('INSERT INTO org (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body');
  const all = db.prepare('SELECT body FROM org ORDER BY rowid');
  const count = db.prepare('UPDATE org SET counter = counter + 1 WHERE name = ? RETURNING counter');
  let version = 0;
  let known: ReadonlyMap<string, OrgRecord> | undefined;
  const load = (): ReadonlyMap<string, OrgRecord> => {
    const records = all.all().map((row) => JSON.parse(String(row['body'])) as OrgRecord);
    known = new Map(records.map((org) => [org.name, org]));
    return known;
  };
  const forget = (): void => {
    version += 1;
    known = undefined;
  };
  const find = (name: string): OrgRecord | undefined => (known ?? load()).get(name);
  return {
    forget,
    version: () => version,
    table: {
      createOrg: (org) => {
        write.run(org.name, JSON.stringify(org));
        forget();
      },
      orgs: () => [...(known ?? load()).values()],
      org: find,
      nextId: (name) => {
        const row = count.get(name);
        const prefix = find(name)?.idPrefix;
        if (row === undefined || prefix === undefined) throw new RangeError(`no org ${name} in the emulator`);
        return `${prefix}${String(row['counter']).padStart(9, '0')}`;
      },
    },
  };
}

function loader(db: DatabaseSync): (org: string, collection: string) => readonly LoadedDoc[] {
  const all = db.prepare('SELECT body, parent FROM doc WHERE org = ? AND collection = ? ORDER BY seq');
  return (org, collection) => all.all(org, collection).map((row) => ({ doc: JSON.parse(String(row['body'])) as Doc, parent: String(row['parent']) }));
}

function docTable(db: DatabaseSync, mirror: DocMirror): Pick<DocStore, 'list' | 'get' | 'named' | 'put' | 'remove' | 'count' | 'collections'> {
  const insert = db.prepare('INSERT INTO doc (org, collection, id, parent, body) VALUES (?, ?, ?, ?, ?)');
  const replace = db.prepare('UPDATE doc SET body = ?, parent = coalesce(?, parent) WHERE org = ? AND collection = ? AND id = ?');
  const remove = db.prepare('DELETE FROM doc WHERE org = ? AND collection = ? AND id = ?');
  const names = db.prepare('SELECT DISTINCT collection FROM doc WHERE org = ? ORDER BY collection');
  const list = (org: string, collection: string, parent?: string): Doc[] => {
    const { docs, below } = mirror.collection(org, collection);
    return parent === undefined ? [...docs.values()].map(({ doc }) => doc) : [...(below.get(parent)?.values() ?? [])];
  };
  return {
    list,
    get: (org, collection, id, parent) => {
      const found = mirror.collection(org, collection).docs.get(id);
      return found !== undefined && (parent === undefined || parent === found.parent) ? found.doc : undefined;
    },
    named: (org, collection, apiName, parent) => list(org, collection, parent).find((doc) => doc['api_name'] === apiName),
    put: (org, collection, doc, parent) => {
      const body = JSON.stringify(doc);
      const changed = replace.run(body, parent ?? null, org, collection, doc.id).changes;
      if (Number(changed) === 0) insert.run(org, collection, doc.id, parent ?? '', body);
      mirror.put(org, collection, JSON.parse(body) as Doc, parent);
    },
    remove: (org, collection, id) => {
      remove.run(org, collection, id);
      mirror.remove(org, collection, id);
    },
    collections: (org) => names.all(org).map((row) => String(row['collection'])),
    count: (org, collection, parent) => list(org, collection, parent).length,
  };
}

function transactions(db: DatabaseSync, forget: () => void): DocStore['transaction'] {
  return (work) => {
    if (db.isTransaction) return work();
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      forget();
      db.exec('ROLLBACK');
      throw error;
    }
  };
}

/** The document without the emulator's own `_` keys, as the API shows it. */
export function publicDoc(doc: Doc): JsonObject {
  return Object.fromEntries(Object.entries(doc).filter(([name]) => !name.startsWith('_'))) as { [name: string]: Json };
}

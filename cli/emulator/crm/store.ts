import { DatabaseSync } from 'node:sqlite';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Doc } from './doc.ts';
import type { DocMirror } from './doc-mirror.ts';
import { createMirror } from './doc-mirror.ts';
import type { DocTable } from './doc-table.ts';
import { openDocTable } from './doc-table.ts';
import type { OrgRecord } from './org-record.ts';

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
  const docs = openDocTable(db);
  const mirror = createMirror(docs.load);
  const orgs = orgTable(db);
  const keep = (): void => {
    docs.flush();
    orgs.flush();
  };
  const forget = (): void => {
    docs.discard();
    mirror.clear();
    orgs.forget();
  };
  return {
    ...orgs.table,
    ...mirrored(docs, mirror),
    transaction: transactions(db, keep, forget),
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
  /** writes the counters of a transaction */
  flush(): void;
  forget(): void;
  /** another number after each change of an org's facts */
  version(): number;
}

function orgTable(db: DatabaseSync): OrgTable {
  const write = db.prepare('INSERT INTO org (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body');
  const all = db.prepare('SELECT body FROM org ORDER BY rowid');
  const readCounter = db.prepare('SELECT counter FROM org WHERE name = ?');
  const writeCounter = db.prepare('UPDATE org SET counter = ? WHERE name = ?');
  const counters = new Map<string, number>();
  let version = 0;
  let known: ReadonlyMap<string, OrgRecord> | undefined;
  const load = (): ReadonlyMap<string, OrgRecord> => {
    const records = all.all().map((row) => JSON.parse(String(row['body'])) as OrgRecord);
    known = new Map(records.map((org) => [org.name, org]));
    return known;
  };
  const find = (name: string): OrgRecord | undefined => (known ?? load()).get(name);
  const flush = (): void => {
    for (const [name, counter] of counters) writeCounter.run(counter, name);
    counters.clear();
  };
  const forget = (): void => {
    counters.clear();
    version += 1;
    known = undefined;
  };
  return {
    flush,
    forget,
    version: () => version,
    table: {
      createOrg: (org) => {
        flush();
        write.run(org.name, JSON.stringify(org));
        forget();
      },
      orgs: () => [...(known ?? load()).values()],
      org: find,
      nextId: (name) => {
        const prefix = find(name)?.idPrefix;
        if (prefix === undefined) throw new RangeError(`no org ${name} in the emulator`);
        const counter = (counters.get(name) ?? Number(readCounter.get(name)?.['counter'])) + 1;
        counters.set(name, counter);
        if (!db.isTransaction) flush();
        return `${prefix}${String(counter).padStart(9, '0')}`;
      },
    },
  };
}

function mirrored(docs: DocTable, mirror: DocMirror): Pick<DocStore, 'list' | 'get' | 'named' | 'put' | 'remove' | 'count' | 'collections'> {
  const list = (org: string, collection: string, parent?: string): Doc[] => {
    const held = mirror.collection(org, collection);
    return parent === undefined ? [...held.docs.values()].map(({ doc }) => doc) : [...(held.below.get(parent)?.values() ?? [])];
  };
  return {
    list,
    get: (org, collection, id, parent) => {
      const found = mirror.collection(org, collection).docs.get(id);
      return found !== undefined && (parent === undefined || parent === found.parent) ? found.doc : undefined;
    },
    named: (org, collection, apiName, parent) => list(org, collection, parent).find((doc) => doc['api_name'] === apiName),
    put: (org, collection, doc, parent) => {
      docs.put(org, collection, doc, parent);
      mirror.put(org, collection, doc, parent);
    },
    remove: (org, collection, id) => {
      docs.remove(org, collection, id);
      mirror.remove(org, collection, id);
    },
    collections: docs.collections,
    count: (org, collection, parent) => list(org, collection, parent).length,
  };
}

function transactions(db: DatabaseSync, keep: () => void, forget: () => void): DocStore['transaction'] {
  return (work) => {
    if (db.isTransaction) return work();
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      keep();
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

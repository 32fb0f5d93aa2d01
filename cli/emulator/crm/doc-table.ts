import type { DatabaseSync } from 'node:sqlite';
import type { Doc } from './doc.ts';
import type { LoadedDoc } from './doc-mirror.ts';

/** The table of documents. Within a transaction writes wait for `flush`, so that a document that is written again and again goes to the file once. */
export interface DocTable {
  put(org: string, collection: string, doc: Doc, parent: string | undefined): void;
  remove(org: string, collection: string, id: string): void;
  /** a collection's documents in the order of their insertion */
  load(org: string, collection: string): readonly LoadedDoc[];
  /** names of the collections that an org has documents in */
  collections(org: string): string[];
  /** writes what waits */
  flush(): void;
  /** drops what waits */
  discard(): void;
}

interface Waiting {
  readonly org: string;
  readonly collection: string;
  readonly doc: Doc;
  readonly parent: string | undefined;
}

/** The table in a database that has it. */
export function openDocTable(db: DatabaseSync): DocTable {
  const insert = db.prepare('INSERT INTO doc (org, collection, id, parent, body) VALUES (?, ?, ?, ?, ?)');
  const replace = db.prepare('UPDATE doc SET body = ?, parent = coalesce(?, parent) WHERE org = ? AND collection = ? AND id = ?');
  const remove = db.prepare('DELETE FROM doc WHERE org = ? AND collection = ? AND id = ?');
  const all = db.prepare('SELECT body, parent FROM doc WHERE org = ? AND collection = ? ORDER BY seq');
  const names = db.prepare('SELECT DISTINCT collection FROM doc WHERE org = ? ORDER BY collection');
  // A key keeps its place when it is set again, as a row does when it is replaced.
  const waiting = new Map<string, Waiting>();
  const write = ({ org, collection, doc, parent }: Waiting): void => {
    const body = JSON.stringify(doc);
    const changed = replace.run(body, parent ?? null, org, collection, doc.id).changes;
    if (Number(changed) === 0) insert.run(org, collection, doc.id, parent ?? '', body);
  };
  const flush = (): void => {
    for (const one of waiting.values()) write(one);
    waiting.clear();
  };
  return {
    flush,
    discard: () => waiting.clear(),
    put(org, collection, doc, parent) {
      const key = `${org}\n${collection}\n${doc.id}`;
      waiting.set(key, { org, collection, doc, parent: parent ?? waiting.get(key)?.parent });
      if (!db.isTransaction) flush();
    },
    remove(org, collection, id) {
      flush();
      remove.run(org, collection, id);
    },
    load(org, collection) {
      flush();
      return all.all(org, collection).map((row) => ({ doc: JSON.parse(String(row['body'])) as Doc, parent: String(row['parent']) }));
    },
    collections(org) {
      flush();
      return names.all(org).map((row) => String(row['collection']));
    },
  };
}

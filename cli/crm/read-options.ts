import type { ExternalKind } from './read-external.ts';

/** What to read beside everything, and who is told how it goes. */
export interface ReadOptions {
  /** names of the kinds to read; default all. Modules are always read, since others hang on them. */
  readonly only?: readonly string[];
  /** true: who the credentials belong to is asked too */
  readonly caller?: true;
  /** kinds that are never managed but referred to */
  readonly external?: readonly ExternalKind[];
  /** after each list: how many of how many are read, and which it was (`field Deals`) */
  onProgress?(done: number, total: number, what: string): void;
  /** something worth telling the user that does not stop the reading */
  onNote?(note: string): void;
}

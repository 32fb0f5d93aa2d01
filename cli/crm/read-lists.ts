import type { ReadableKind } from '../kinds/kind.ts';
import type { CrmClient } from './client.ts';
import { readUsers } from './read-external.ts';
import type { ReadOptions } from './read-options.ts';
import type { Part } from './read-part.ts';

/** A list that is to be read. */
export interface Job {
  readonly kind: ReadableKind;
  /** for progress: `field Deals` */
  readonly name: string;
  read(): Promise<Part>;
}

/** Starts a job and tells of its end. */
type Start = (name: string, read: () => Promise<Part>) => Promise<Part>;

/**
 * Reads lists, and what is never managed but referred to. Everything is asked for as soon as it is known to be needed, what further requests hang on first,
 * so that the client always has as many requests to send as it may. Parts come in the order of the jobs, whichever arrived first.
 */
export async function readLists(client: CrmClient, jobs: readonly Job[], options: ReadOptions): Promise<readonly Part[]> {
  const start = startCounting(jobs.length, options);
  const managed = new Map([...jobs].sort((a, b) => weigh(a) - weigh(b)).map((job) => [job, start(job.name, () => job.read())] as const));
  const [parts, users] = await Promise.all([
    Promise.all(jobs.flatMap((job) => managed.get(job) ?? [])),
    options.external?.includes('user') === true ? start('user', () => readUsers(client)) : undefined,
  ]);
  return [...parts, ...(users === undefined ? [] : [users])];
}

/** Lists whose elements are asked for one by one go first; lists of one module are many. */
function weigh({ kind }: Job): number {
  if (kind.detail !== undefined) return 0;
  return kind.list.per === 'org' ? 2 : 1;
}

function startCounting(known: number, options: ReadOptions): Start {
  let total = known;
  let started = 0;
  let done = 0;
  return async (name, read) => {
    started += 1;
    total = Math.max(total, started);
    const part = await read();
    done += 1;
    options.onProgress?.(done, total, name);
    return part;
  };
}

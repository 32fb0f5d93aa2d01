import type { ReadableKind } from '../kinds/kind.ts';
import { property, text } from '../model/json.ts';
import type { CrmClient } from './client.ts';
import { readTemplates, readUsers } from './read-external.ts';
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
  const notifications = jobs.flatMap((job) => (job.kind.name === 'email_notification' ? (managed.get(job) ?? []) : []));
  const [parts, users, templates] = await Promise.all([
    Promise.all(jobs.flatMap((job) => managed.get(job) ?? [])),
    options.external?.includes('user') === true ? start('user', () => readUsers(client)) : undefined,
    options.external?.includes('email_template') === true ? readAllTemplates(client, notifications, options, start) : [],
  ]);
  return [...parts, ...(users === undefined ? [] : [users]), ...templates];
}

/** Lists whose elements are asked for one by one, or whose content tells what else is needed, go first; lists of one module are many. */
function weigh({ kind }: Job): number {
  if (kind.detail !== undefined || kind.name === 'email_notification') return 0;
  return kind.list.per === 'module' ? 1 : 2;
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

/** The templates of modules that are named, at once, and of those that notifications turn out to be about. */
async function readAllTemplates(
  client: CrmClient,
  notifications: readonly Promise<Part>[],
  options: ReadOptions,
  start: Start,
): Promise<readonly Part[]> {
  const read = (module: string): Promise<Part> => start(`email_template ${module}`, () => readTemplates(client, module));
  const named = new Set(options.templateModules ?? []);
  const early = [...named].map(read);
  const late = Promise.all(notifications).then((parts) =>
    Promise.all(
      modulesOf(parts)
        .filter((module) => !named.has(module))
        .map(read),
    ),
  );
  const templates = (await Promise.all([Promise.all(early), late])).flat();
  return templates.sort((a, b) => ((a.module ?? '') < (b.module ?? '') ? -1 : 1));
}

function modulesOf(notifications: readonly Part[]): readonly string[] {
  const documents = notifications.flatMap((part) => part.documents ?? []);
  return [...new Set(documents.flatMap((document) => text(property(document, 'module'), 'api_name') ?? []))];
}

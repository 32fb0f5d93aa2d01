import { join } from 'node:path';
import type { ForgeEvent } from './events.ts';
import type { Repository } from './records.ts';
import type { BareRepository, GitSurroundings } from './run-git.ts';
import { openBareRepository } from './run-git.ts';
import type { ForgeStore } from './store.ts';

/** What every part of the forge works with. */
export interface ForgeContext {
  readonly store: ForgeStore;
  /** the folder that holds the bare repositories, as `<owner>/<name>.git` */
  readonly root: string;
  readonly surroundings: GitSurroundings;
  now(): Date;
  random(count: number): Uint8Array;
  /** the origin under which clients reach the forge, such as `http://127.0.0.1:4000` */
  baseUrl(): string;
  /** keeps an event and tells the listeners */
  emit(event: Omit<ForgeEvent, 'id' | 'createdAt'>, repository: Repository): void;
  /** runs pieces of work on one repository one after the other */
  inTurn<T>(repository: Repository, work: () => Promise<T>): Promise<T>;
}

/** The forge's clock as ISO 8601 in whole seconds, as GitHub writes times. */
export function stamp(context: ForgeContext): string {
  return `${context.now().toISOString().slice(0, 19)}Z`;
}

/** A new id, unique in the whole forge. Starts high, so that an id is never mistaken for a pull request's number. */
export function newId(context: ForgeContext): number {
  return context.store.next('id', 1_000_001);
}

/** The bare repository of a hosted repository. Names were checked when it was created. */
export function bareOf(context: ForgeContext, repository: Repository): BareRepository {
  return openBareRepository(join(context.root, repository.owner, `${repository.name}.git`), context.surroundings);
}

/** `owner/name`. */
export function fullName(repository: Repository): string {
  return `${repository.owner}/${repository.name}`;
}

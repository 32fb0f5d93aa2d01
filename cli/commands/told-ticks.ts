import { join } from 'node:path';
import { readTextFile, writeTextFileAtomic } from '../disk/text-file.ts';
import { readComments } from '../github/comments.ts';
import type { Forge } from '../github/forge.ts';
import type { Told } from '../model/history.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { believeTicks } from '../plan/told.ts';
import { readTicks } from '../report/markdown/ticks.ts';

/** What was left to people and no API tells of, and the pull request whose comment lists it; null: no request ever did. */
export interface ToldList {
  readonly request: number | null;
  readonly open: readonly Told[];
}

/** Texts in which people tick what they have set in an org. */
export type TickTexts = (org: string, list: ToldList) => Promise<readonly string[]>;

/** What is known to be applied last, with what was ticked since. */
export async function baseWithTicks(org: string, base: Snapshot, list: ToldList | undefined, texts: TickTexts): Promise<Snapshot> {
  if (list === undefined || list.open.length === 0) return base;
  const ticks = (await texts(org, list)).flatMap((text) => [...readTicks(text)]);
  return believeTicks(base, list.open, new Set(ticks));
}

/** The receipt's comment in the pull request that listed it last. */
export function ticksOfComments(forge: Forge): TickTexts {
  return async (org, { request }) => (request === null ? [] : readComments(forge, request, `receipt ${org}`));
}

/** The list on this machine of an apply that no request asked for. */
export function ticksOnDisk(repo: string): TickTexts {
  return async (org) => {
    const text = readTextFile(tickFile(repo, org));
    return text === undefined ? [] : [text];
  };
}

/** Both. */
export function joinTicks(...all: readonly TickTexts[]): TickTexts {
  return async (org, list) => (await Promise.all(all.map((texts) => texts(org, list)))).flat();
}

/** Writes the list on this machine. */
export function writeTickFile(repo: string, org: string, text: string): string {
  const path = tickFile(repo, org);
  writeTextFileAtomic(path, text);
  return path;
}

/** `.orgcast` is kept by no repository (git ignores it). */
function tickFile(repo: string, org: string): string {
  return join(repo, '.orgcast', 'by-hand', `${org}.md`);
}

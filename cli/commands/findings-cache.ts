import { cacheFolder, cacheKey, readCache, writeCache } from '../disk/cache.ts';
import { schemas } from '../kinds/schemas.gen.ts';
import type { Finding } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import { isObject, objects, property } from '../model/json.ts';
import type { ValidateView } from '../report/view.ts';
import type { CommandContext } from './context.ts';
import type { Environment } from './environment.ts';
import { readNotSecrets } from './secret-scan.ts';

/** The remembered result of validating the same files with the same program; safe to delete, and never trusted when it does not fit. */
export interface FindingsCache {
  read(): ValidateView | undefined;
  write(view: ValidateView): void;
}

/**
 * Opens the cache for an environment. Its key covers every file's path and text, what could not be read of the folder, the program's version, what its
 * schemas say, what is no secret, and the language of messages.
 */
export function openFindingsCache(context: CommandContext, environment: Environment): FindingsCache {
  const folder = cacheFolder(context.repo);
  const unread = JSON.stringify(environment.findings);
  const { fingerprints, files } = readNotSecrets(context);
  const not = JSON.stringify([[...fingerprints], [...files]]);
  const key = cacheKey(environment.files, [context.world.version, JSON.stringify(schemas), context.text.lang, environment.name, unread, not]);
  return {
    read: () => parseView(readCache(folder, key)),
    write: (view) => writeCache(folder, key, { findings: view.findings as unknown as Json, files: view.files, elements: view.elements }),
  };
}

function parseView(value: Json | undefined): ValidateView | undefined {
  const files = property(value, 'files');
  const elements = property(value, 'elements');
  if (!isObject(value) || typeof files !== 'number' || typeof elements !== 'number') return undefined;
  return { findings: objects(value, 'findings') as unknown as readonly Finding[], files, elements };
}

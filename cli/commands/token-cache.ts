import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { Credentials } from '../crm/credentials.ts';
import type { CrmHosts } from '../crm/hosts.ts';
import type { AccessToken, TokenStore } from '../crm/token.ts';
import { writeTextFileAtomic } from '../disk/text-file.ts';
import type { Json } from '../model/json.ts';
import { property, text } from '../model/json.ts';
import type { CommandContext } from './context.ts';

const format = 'orgcast-token-1';
/** Permission bits of group and others. Windows, which has none, shows them as set: there no token is ever taken from the cache. */
const forOthers = 0o077;
/** No token lives longer than an hour; milliseconds. */
const longestLife = 3_600_000;

/**
 * Keeps access tokens of one client in files of mode 0600 below the user's cache folder, so that running a job again soon does not use up the ten tokens
 * that Zoho gives in ten minutes. Undefined when ORGCAST_TOKEN_CACHE=off, when there is no such folder, or when it lies in a repository, where a token could
 * be committed. What cannot be read or written is passed over.
 */
export function openTokenCache(context: CommandContext, hosts: CrmHosts, credentials: Credentials): TokenStore | undefined {
  const folder = cacheFolder(context);
  if (folder === undefined || context.variable('ORGCAST_TOKEN_CACHE') === 'off' || isInRepository(folder)) return undefined;
  const file = join(folder, `${nameOf(hosts, credentials)}.json`);
  return {
    get: () => readToken(file),
    put(token) {
      try {
        if (token === undefined) rmSync(file, { force: true });
        else {
          removeOld(folder, context.world.now().getTime() - longestLife);
          replaceFile(file, `${JSON.stringify({ format, ...token })}\n`, Buffer.from(context.world.random(8)).toString('hex'));
        }
      } catch {
        // Without a cache the next run asks for a token of its own.
      }
    },
  };
}

/** The XDG base directory specification: $XDG_CACHE_HOME where it is an absolute path, else ~/.cache. */
function cacheFolder(context: CommandContext): string | undefined {
  const own = context.variable('XDG_CACHE_HOME');
  const home = context.variable('HOME');
  const base = own !== undefined && isAbsolute(own) ? own : home === undefined ? undefined : join(home, '.cache');
  return base === undefined || !isAbsolute(base) ? undefined : join(base, 'orgcast', 'tokens');
}

function isInRepository(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true;
  return dirname(folder) !== folder && isInRepository(dirname(folder));
}

/** A name that tells neither client nor token: host and all credentials decide it, so that none but whoever could get the token finds it. */
function nameOf(hosts: CrmHosts, { clientId, clientSecret, refreshToken }: Credentials): string {
  return createHash('sha256')
    .update(JSON.stringify([hosts.accounts, clientId, clientSecret, refreshToken]))
    .digest('hex');
}

/** Files that others may read, that are links or that hold something else are as good as none. */
function readToken(file: string): AccessToken | undefined {
  try {
    const stat = lstatSync(file);
    if (!stat.isFile() || (stat.mode & forOthers) !== 0) return undefined;
    const document = JSON.parse(readFileSync(file, 'utf8')) as Json;
    const value = text(document, 'value');
    const api = text(document, 'api');
    const usableUntil = property(document, 'usableUntil');
    if (text(document, 'format') !== format || value === undefined || api === undefined || typeof usableUntil !== 'number') return undefined;
    const scopes = property(document, 'scopes');
    return { value, api, usableUntil, scopes: Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : undefined };
  } catch {
    return undefined;
  }
}

/** Removes tokens that are over, and what an interrupted run left. */
function removeOld(folder: string, before: number): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const stat = lstatSync(join(folder, name), { throwIfNoEntry: false });
    if (stat?.isFile() === true && stat.mtimeMs < before) rmSync(join(folder, name), { force: true });
  }
}

/** Each process writes under a name of its own and renames: of several at once the last one wins, and nobody reads a part. */
function replaceFile(file: string, content: string, unique: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const own = `${file}.${unique}`;
  writeTextFileAtomic(own, content, { mode: 0o600 });
  try {
    renameSync(own, file);
  } catch (error) {
    rmSync(own, { force: true });
    throw error;
  }
}

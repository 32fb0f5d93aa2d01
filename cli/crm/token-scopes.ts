import type { Kind } from '../kinds/kind.ts';
import type { Capabilities } from '../model/capability.ts';
import { findOperation } from '../model/capability.ts';
import type { CrmMethod } from '../model/crm-call.ts';
import type { CrmClient } from './client.ts';
import { probeCapabilities } from './probe.ts';
import { scopeOf } from './scope.ts';

/** What is asked besides the kinds' own endpoints: the org itself, its users, what its API can do. */
const always: readonly (readonly [CrmMethod, string])[] = [
  ['GET', '/org'],
  ['GET', '/users'],
  ['GET', '/__apis'],
];

/** How far a token's scopes reach; undefined where Zoho Accounts does not say which it has. */
interface ScopeReach {
  /** number of scopes that reading and writing need */
  readonly needed: number;
  readonly missing: readonly string[];
}

/** Compares the scopes that a client's token was given for with those that its calls need, as the org's own API names them (`GET /__apis`). `prune` names the kinds that may be deleted. */
export async function readScopeReach(client: CrmClient, kinds: readonly Kind[], prune: ReadonlySet<string>): Promise<ScopeReach | undefined> {
  const granted = await client.scopes();
  if (granted === undefined) return undefined;
  const { capabilities } = await probeCapabilities(client);
  const needed = listScopes(kinds, capabilities, prune);
  return { needed: needed.length, missing: needed.filter((scope) => !coversScope(granted, scope)) };
}

/** Scopes of every call that the kinds make and the org offers, sorted; of deletions only where they are allowed. */
function listScopes(kinds: readonly Kind[], capabilities: Capabilities | undefined, prune: ReadonlySet<string>): readonly string[] {
  const endpoints = kinds
    .flatMap((kind) => [kind.list, kind.detail, kind.create, kind.update, prune.has(kind.name) ? kind.remove : undefined])
    .filter((one) => one !== undefined);
  const calls = [...always, ...endpoints.map(({ method, path }) => [method, path] as const)];
  const scopes = calls.flatMap(([method, path]) => {
    if (capabilities === undefined) return [scopeOf(method, path)];
    return findOperation(capabilities, method, path)?.scope ?? [];
  });
  return [...new Set(scopes.filter((scope) => scope !== ''))].sort();
}

/**
 * Whether one of the scopes covers another: the same, its resource with `.ALL`, or everything of what the resource is part of, such as `ZohoCRM.settings.ALL` for
 * `ZohoCRM.settings.roles.READ` (Zoho, "Scopes").
 */
function coversScope(granted: readonly string[], needed: string): boolean {
  const has = new Set(granted.map((scope) => scope.toLowerCase()));
  const parts = needed.toLowerCase().split('.');
  const wider = parts.slice(1, -1).map((_, index) => `${parts.slice(0, index + 2).join('.')}.all`);
  return has.has(needed.toLowerCase()) || wider.some((scope) => has.has(scope));
}

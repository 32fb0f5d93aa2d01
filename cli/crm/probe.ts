import type { Capabilities, Operation } from '../model/capability.ts';
import { normalizePath } from '../model/capability.ts';
import type { CrmMethod } from '../model/crm-call.ts';
import { Failure } from '../model/failure.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { objects, property, text } from '../model/json.ts';
import { isAbsent } from './answer.ts';
import type { CrmClient } from './client.ts';

/** What the org says its API can do; when it does not say, `capabilities` is undefined and `note` tells why. */
export type Probe = { readonly capabilities: Capabilities } | { readonly capabilities: undefined; readonly note: string };

const methods: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] satisfies readonly CrmMethod[];
/** Failures that mean "not for these credentials": the rest of the API may work all the same. */
const deniedCodes: readonly string[] = ['crm.oauth_scope_mismatch', 'crm.no_permission', 'crm.permission_denied', 'crm.http_403'];

/** `GET /__apis` (OpenAPI apis.json): paths, methods, scopes and credits of the org's API. Other failures than "not here" and "not you" are thrown. */
export async function probeCapabilities(client: CrmClient): Promise<Probe> {
  try {
    const answer = await client.send({ method: 'GET', path: '/__apis' });
    const capabilities = isAbsent(answer) ? undefined : readCapabilities(answer.body);
    if (capabilities !== undefined && capabilities.paths.size > 0) return { capabilities };
    return { capabilities: undefined, note: 'The org does not list its API (GET /__apis)' };
  } catch (error) {
    if (!(error instanceof Failure) || !deniedCodes.includes(error.code)) throw error;
    return { capabilities: undefined, note: `The org's API cannot be listed: ${error.message}` };
  }
}

function readCapabilities(body: Json | undefined): Capabilities {
  const paths = new Map<string, readonly Operation[]>();
  for (const entry of objects(body, '__apis')) {
    const path = normalizePath(text(entry, 'path') ?? '');
    if (path !== '') paths.set(path, [...(paths.get(path) ?? []), ...objects(entry, 'operation_types').flatMap(readOperation)]);
  }
  return { paths };
}

function readOperation(entry: JsonObject): readonly Operation[] {
  const method = text(entry, 'method')?.toUpperCase() ?? '';
  if (!isMethod(method)) return [];
  const minCredits = readCredits(property(entry, 'min_credits'), 1);
  return [{ method, scope: text(entry, 'oauth_scope') ?? '', minCredits, maxCredits: readCredits(property(entry, 'max_credits'), minCredits) }];
}

function isMethod(method: string): method is CrmMethod {
  return methods.includes(method);
}

function readCredits(value: Json | undefined, otherwise: number): number {
  return typeof value === 'number' && value >= 0 ? value : otherwise;
}

import type { CrmMethod } from './crm-call.ts';

/** What one method of one path costs and needs, as `GET /__apis` says (OpenAPI apis.json). */
export interface Operation {
  readonly method: CrmMethod;
  readonly scope: string;
  readonly minCredits: number;
  readonly maxCredits: number;
}

/** What an org's API can do: path template below `/crm/v8` (ids as `{}`, all in lower case) → its operations. `undefined` probe: the org did not tell, assume the default table. */
export interface Capabilities {
  readonly paths: ReadonlyMap<string, readonly Operation[]>;
}

/**
 * One form for path templates whatever the parameter is called and however its parts are written (the OpenAPI files have `/contacts/roles`, Zoho's pages `/Contacts/roles`):
 * `/settings/fields/{id}` → `/settings/fields/{}`.
 */
export function normalizePath(path: string): string {
  return path
    .replace(/^\/crm\/v[\d.]+/, '')
    .replace(/\{[^}]*\}/g, '{}')
    .toLowerCase();
}

/** The operation an org offers for a method and path template, or undefined when it offers none. */
export function findOperation(capabilities: Capabilities, method: CrmMethod, path: string): Operation | undefined {
  return capabilities.paths.get(normalizePath(path))?.find((operation) => operation.method === method);
}

import type { Endpoint, Kind, ReadableKind } from '../kinds/kind.ts';
import type { Capabilities, Operation } from '../model/capability.ts';
import { findOperation, normalizePath } from '../model/capability.ts';
import { scopeOf } from './scope.ts';

/** Why a kind cannot be read at all in an org with these capabilities; undefined when it can. */
export function explainAbsence(capabilities: Capabilities, kind: ReadableKind): string | undefined {
  const endpoints = kind.detail === undefined ? [kind.list] : [kind.list, kind.detail];
  const missing = endpoints.find((endpoint) => findOperation(capabilities, endpoint.method, endpoint.path) === undefined);
  return missing === undefined ? undefined : `The org's API does not offer ${missing.method} ${missing.path}`;
}

/** What to go by when an org does not list its API: every endpoint that the kinds name and that is published. */
export function assumeCapabilities(kinds: readonly Kind[]): Capabilities {
  const paths = new Map<string, readonly Operation[]>();
  for (const endpoint of kinds.filter((kind) => kind.unpublished !== true).flatMap(listEndpoints)) {
    const path = normalizePath(endpoint.path);
    const operation = {
      method: endpoint.method,
      scope: scopeOf(endpoint.method, path),
      minCredits: endpoint.credits ?? 1,
      maxCredits: endpoint.credits ?? 1,
    };
    paths.set(path, [...(paths.get(path) ?? []), operation]);
  }
  return { paths };
}

function listEndpoints(kind: Kind): readonly (Endpoint & { readonly credits?: number })[] {
  return [kind.list, kind.detail, kind.create, kind.update, kind.remove, ...(kind.besides ?? [])].filter((endpoint) => endpoint !== undefined);
}

import type { Finding } from '../../model/finding.ts';
import type { JsonObject } from '../../model/json.ts';
import { formatInstant } from '../time.ts';
import type { KeyView } from '../view.ts';
import { toFindingsJson } from './finding.ts';

/** What `key show --json` prints. Shape: `schemas/output/key-show.schema.json`. Never holds the private half. */
export function toKeyJson(view: KeyView): JsonObject {
  return { formatVersion: 1, ...describeKey(view) };
}

/** What `key list --json` prints. Shape: `schemas/output/key-list.schema.json`. */
export function toKeysJson(org: string, views: readonly KeyView[]): JsonObject {
  return { formatVersion: 1, org, keys: views.map(describeKey) };
}

/** What `key create --json` prints: the one output that holds the key itself. Shape: `schemas/output/key-create.schema.json`. */
export function toCreatedKeyJson(key: string, view: KeyView, findings: readonly Finding[] = []): JsonObject {
  return { formatVersion: 1, key, ...describeKey(view), findings: toFindingsJson(findings) };
}

/** What `key revoke --json` prints. Shape: `schemas/output/key-revoke.schema.json`. */
export function toRevokedKeyJson(org: string, kid: string): JsonObject {
  return { formatVersion: 1, org, kid, status: 'revoked' };
}

function describeKey({ grant, status, repositoryName, request, sender }: KeyView): JsonObject {
  return {
    kid: grant.kid,
    org: grant.target,
    zgid: grant.org,
    repository: grant.repo,
    repositoryName: repositoryName ?? null,
    base: grant.base,
    issuedAt: formatInstant(grant.iat),
    expiresAt: formatInstant(grant.exp),
    status,
    request: request ?? null,
    sender: sender ?? null,
  };
}

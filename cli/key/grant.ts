import type { KeyObject } from 'node:crypto';
import type { Grant, SignedGrant } from '../model/copy-key.ts';
import { keyLifetimeSeconds } from '../model/copy-key.ts';
import type { Finding } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import { property, text } from '../model/json.ts';
import { kidOf } from './copy-key.ts';
import { signValue, verifyValue } from './signature.ts';

/** Signs a grant with the target's identity. */
export function signGrant(grant: Grant, identity: KeyObject): SignedGrant {
  return { grant, signature: signValue('grant', { ...grant }, identity) };
}

/**
 * Judges a grant by itself: signed by one of the policy's identity keys, its kid that of its public half, its life exactly 24 hours.
 * Undefined when all hold; else the finding `request.grant`.
 */
export function verifyGrant(signed: SignedGrant, policyKeys: readonly string[]): Finding | undefined {
  const { grant, signature } = signed;
  if (!policyKeys.some((publicHalf) => verifyValue('grant', { ...grant }, signature, publicHalf))) {
    return refuse(`The grant of copy key ${grant.kid} is not signed by a key that org.yaml of "${grant.target}" lists.`);
  }
  if (kidOf(grant.pub) !== grant.kid) return refuse(`The grant of copy key ${grant.kid} holds the public half of another key.`);
  if (grant.exp - grant.iat !== keyLifetimeSeconds) return refuse(`The grant of copy key ${grant.kid} does not last 24 hours.`);
  return undefined;
}

/** The signed grant in a ledger record (`{grant, signature}`), or undefined when the value has not that shape. Judges no signature. */
export function readGrant(value: Json): SignedGrant | undefined {
  const found = property(value, 'grant');
  const [kid, target, org, base, pub] = ['kid', 'target', 'org', 'base', 'pub'].map((name) => text(found, name));
  const [repo, iat, exp] = ['repo', 'iat', 'exp'].map((name) => property(found, name));
  const signature = text(value, 'signature');
  if (kid === undefined || target === undefined || org === undefined || base === undefined || pub === undefined || signature === undefined)
    return undefined;
  if (!isWhole(repo) || !isWhole(iat) || !isWhole(exp)) return undefined;
  return { grant: { kid, target, org, repo, base, pub, iat, exp }, signature };
}

function isWhole(value: Json | undefined): value is number {
  return Number.isSafeInteger(value);
}

function refuse(message: string): Finding {
  return { code: 'request.grant', severity: 'error', message, fix: 'Ask the administrator of the target for a new copy key.' };
}

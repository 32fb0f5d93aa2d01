import type { KeyObject } from 'node:crypto';
import { sign, verify } from 'node:crypto';
import { canonicalText } from '../model/canonical.ts';
import type { Json } from '../model/json.ts';
import { decodeExactly, publicKeyOf } from './key-pair.ts';

/** What a signature is about. It is part of the signed text, so that a signature of one kind never passes as another. */
export type SignedKind = 'grant' | 'request' | 'review';

/** Ed25519 signature (base64url of 64 bytes) over `orgcast-<kind>-v1`, a line feed and the canonical text of the value. */
export function signValue(kind: SignedKind, value: Json, privateKey: KeyObject): string {
  return sign(null, signedBytes(kind, value), privateKey).toString('base64url');
}

/** True when the signature is of this kind, over this value, by the owner of the public half (base64url of 32 bytes). Never throws. */
export function verifyValue(kind: SignedKind, value: Json, signature: string, publicHalf: string): boolean {
  const publicKey = publicKeyOf(publicHalf);
  const raw = decodeExactly(signature, 64);
  return publicKey !== undefined && raw !== undefined && verify(null, signedBytes(kind, value), publicKey, raw);
}

function signedBytes(kind: SignedKind, value: Json): Buffer {
  return Buffer.from(`orgcast-${kind}-v1\n${canonicalText(value)}`, 'utf8');
}

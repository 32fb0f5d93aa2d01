import type { KeyObject } from 'node:crypto';
import { createPrivateKey, createPublicKey } from 'node:crypto';

/** DER of an Ed25519 private key (PKCS 8) up to the 32 bytes of the seed, RFC 8410 section 7. */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** DER of an Ed25519 public key (SubjectPublicKeyInfo) up to its 32 bytes, RFC 8410 section 4. */
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** The private key that belongs to a seed of 32 bytes. Throws a RangeError for any other length. */
export function privateKeyOf(seed: Uint8Array): KeyObject {
  if (seed.length !== 32) throw new RangeError(`an Ed25519 seed has 32 bytes, not ${seed.length}`);
  return createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' });
}

/** The public half of a private key: base64url of the 32 raw bytes. */
export function publicHalfOf(privateKey: KeyObject): string {
  const der = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return der.subarray(publicPrefix.length).toString('base64url');
}

/** The key object of a public half, or undefined when the text is not exactly one: base64url of 32 bytes. */
export function publicKeyOf(publicHalf: string): KeyObject | undefined {
  const raw = decodeExactly(publicHalf, 32);
  if (raw === undefined) return undefined;
  return createPublicKey({ key: Buffer.concat([publicPrefix, raw]), format: 'der', type: 'spki' });
}

/**
 * Bytes of a base64url text, or undefined unless it has that many and is written in the one canonical way; `Buffer.from` alone passes over
 * foreign characters and spare bits, which would let a changed signature verify.
 */
export function decodeExactly(text: string, length: number): Buffer | undefined {
  const raw = Buffer.from(text, 'base64url');
  return raw.length === length && raw.toString('base64url') === text ? raw : undefined;
}

import type { KeyObject } from 'node:crypto';
import { createPrivateKey } from 'node:crypto';
import { Failure } from '../model/failure.ts';
import { privateKeyOf, publicHalfOf } from './key-pair.ts';

/** The long-lived pair of an org's administrators. The public half stands in `org.yaml`; the private half stays on their machine. */
export interface Identity {
  /** base64url of the 32 raw bytes */
  readonly publicKey: string;
  /** PKCS 8 in PEM; a secret */
  readonly privateKey: string;
}

/** Makes an identity from 32 random bytes. */
export function makeIdentity(seed: Uint8Array): Identity {
  const privateKey = privateKeyOf(seed);
  return { publicKey: publicHalfOf(privateKey), privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() };
}

/** The key object and public half of an identity's PEM text. `place` (a file name) is named in the Failure `identity.format`; the text never is. */
export function readIdentity(pem: string, place: string): { readonly publicKey: string; readonly privateKey: KeyObject } {
  const privateKey = parsePem(pem);
  if (privateKey?.asymmetricKeyType === 'ed25519') return { publicKey: publicHalfOf(privateKey), privateKey };
  throw new Failure(`${place} holds no Ed25519 private key in PEM.`, {
    code: 'identity.format',
    kind: 'invalid',
    place,
    fix: 'Restore the file from a backup, or make a new identity and list its public key in org.yaml.',
  });
}

/** The parser's error is dropped on purpose: it may quote the text. */
function parsePem(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey({ key: pem, format: 'pem' });
  } catch {
    return undefined;
  }
}

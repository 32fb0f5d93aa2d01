import { createHash } from 'node:crypto';
import type { Grant } from '../model/copy-key.ts';
import { keyLifetimeSeconds } from '../model/copy-key.ts';
import { Failure } from '../model/failure.ts';
import { encodeBase32 } from './base32.ts';
import { decodeExactly, privateKeyOf, publicHalfOf } from './key-pair.ts';

/** Which repository a key is for, when the key says so: `host` with its port if it has one. */
export interface KeyRepository {
  readonly host: string;
  readonly owner: string;
  readonly name: string;
}

/** A copy key that has been read and checked. `seed` is the private half: never log, store or publish it. */
export interface CopyKey {
  readonly kid: string;
  readonly seed: Uint8Array;
  /** public half, base64url of the 32 raw bytes */
  readonly publicKey: string;
  readonly repository: KeyRepository | undefined;
}

/** What a new copy key is bound to. `now` is the forge's clock in seconds since 1970 UTC. */
export interface KeyBinding {
  readonly target: string;
  readonly org: string;
  readonly repo: number;
  readonly base: string;
  readonly now: number;
  readonly repository?: KeyRepository;
}

const prefix = 'ock1_';
const keyLength = 72;
/** Prefix, id, private half and check digits. */
const keyPattern = /^ock1_[a-z2-7]{16}_[A-Za-z0-9_-]{43}_[0-9a-f]{6}$/;
const repositoryPattern = /^([a-z0-9.-]+(?::\d{1,5})?)\/([\w.-]{1,100})\/([\w.-]{1,100})$/i;

/** 16 base32 characters (80 bits) of the SHA-256 of a public half's raw bytes. */
export function kidOf(publicHalf: string): string {
  const hash = createHash('sha256').update(Buffer.from(publicHalf, 'base64url')).digest();
  return encodeBase32(hash.subarray(0, 10));
}

/** Makes a copy key from 32 random bytes: the text to hand over, shown once, and the grant to sign and publish. */
export function makeCopyKey(seed: Uint8Array, binding: KeyBinding): { readonly key: string; readonly grant: Grant } {
  const pub = publicHalfOf(privateKeyOf(seed));
  const kid = kidOf(pub);
  const { target, org, repo, base, now } = binding;
  const grant: Grant = { kid, target, org, repo, base, pub, iat: now, exp: now + keyLifetimeSeconds };
  const stem = `${prefix}${kid}_${Buffer.from(seed).toString('base64url')}`;
  const at = binding.repository === undefined ? '' : `@${binding.repository.host}/${binding.repository.owner}/${binding.repository.name}`;
  return { key: `${stem}_${checkDigits(stem)}${at}`, grant };
}

/**
 * Reads a copy key as handed over, white space around it allowed. A key that is cut, mistyped, in another case or no key at all is refused before
 * anything else happens: Failure `key.format`, `key.cut`, `key.mistyped` or `key.repository`. No message repeats any of the key.
 */
export function parseCopyKey(text: string): CopyKey {
  const trimmed = text.trim();
  const end = trimmed.search(/@|$/);
  const written = trimmed.slice(0, end);
  if (!keyPattern.test(written)) throw judgeForm(written);
  // Every part stands at the place that the pattern gives it.
  const [stem, kid, half, check] = [written.slice(0, 65), written.slice(5, 21), written.slice(22, 65), written.slice(66)];
  const seed = decodeExactly(half, 32);
  if (check !== checkDigits(stem) || seed === undefined) throw mistyped('its check digits do not fit');
  const publicKey = publicHalfOf(privateKeyOf(seed));
  if (kidOf(publicKey) !== kid) throw mistyped('its two halves do not belong together');
  return { kid, seed, publicKey, repository: end === trimmed.length ? undefined : parseRepository(trimmed.slice(end + 1)) };
}

function checkDigits(stem: string): string {
  return createHash('sha256').update(stem).digest('hex').slice(0, 6);
}

function judgeForm(written: string): Failure {
  if (!written.toLowerCase().startsWith(prefix)) return refuse('key.format', 'This is not a copy key: a copy key starts with "ock1_".');
  if (written.length < keyLength) {
    return refuse('key.cut', `The copy key is cut off: it has ${written.length} of ${keyLength} characters.`);
  }
  if (written.length > keyLength) {
    return refuse('key.format', `The copy key is too long: it has ${written.length} characters instead of ${keyLength}.`);
  }
  return mistyped('it holds a character, or upper and lower case, that no key has there');
}

function mistyped(why: string): Failure {
  return refuse('key.mistyped', `The copy key is mistyped: ${why}.`);
}

function refuse(code: string, message: string): Failure {
  return new Failure(message, {
    code,
    kind: 'refused',
    place: '--key',
    fix: 'Copy the whole key again, from "ock1_" to its end, without retyping it.',
  });
}

function parseRepository(text: string): KeyRepository {
  const [, host, owner, name] = repositoryPattern.exec(text) ?? [];
  if (host !== undefined && isName(owner) && isName(name)) return { host, owner, name };
  throw new Failure('The copy key names no repository after its "@": host/owner/name is expected there.', {
    code: 'key.repository',
    kind: 'refused',
    place: '--key',
    fix: 'Copy the whole key again, or leave the "@" and what follows out and name the repository with --to.',
  });
}

function isName(part: string | undefined): part is string {
  return part !== undefined && part !== '.' && part !== '..';
}

import type { Grant, RequestClaim, SignedRequest } from '../model/copy-key.ts';
import type { Json } from '../model/json.ts';
import { property, text } from '../model/json.ts';
import type { CopyKey } from './copy-key.ts';
import { privateKeyOf } from './key-pair.ts';
import { signValue, verifyValue } from './signature.ts';

const forms = {
  kid: /^[a-z2-7]{16}$/,
  bundle: /^sha256:[0-9a-f]{64}$/,
  branch: /^copy\/[\w.-]+\/[a-z2-7]{16}$/,
  baseCommit: /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/,
  source: /^(?:\d{1,20}|template:[\w.-]+@[\w.+-]+)$/,
  sourceEdition: /^[a-z]{1,40}$/,
  sourceDataCenter: /^[a-z]{2,4}$/,
} as const;

/** True for a name that a claim can state as the source's edition; others, which Zoho has not named yet, are left unsaid. */
export function isEditionName(name: string): boolean {
  return forms.sourceEdition.test(name);
}

/** Signs what a sender claims with the private half of the copy key. */
export function signRequest(claim: RequestClaim, key: CopyKey): SignedRequest {
  return { claim, signature: signValue('request', { ...claim }, privateKeyOf(key.seed)) };
}

/** True when the request names the grant's key and is signed by that key's holder. Judges nothing else. */
export function verifyRequest(signed: SignedRequest, grant: Grant): boolean {
  return signed.claim.kid === grant.kid && verifyValue('request', { ...signed.claim }, signed.signature, grant.pub);
}

/** The text of `request.json`: one spelling for one request. */
export function formatRequest(signed: SignedRequest): string {
  const { kid, bundle, branch, baseCommit, sender, source, headRepository, rollback, sourceEdition, sourceDataCenter } = signed.claim;
  // A part that is undefined is not written.
  const claim = { kid, bundle, branch, baseCommit, sender, source, headRepository, rollback, sourceEdition, sourceDataCenter };
  return `${JSON.stringify({ claim, signature: signed.signature }, null, 2)}\n`;
}

/**
 * Reads `request.json`, which anybody may have written: undefined unless it is, byte for byte, a text that `formatRequest` writes, so that
 * nothing unsigned can ride along. Judges no signature.
 */
export function readRequest(written: string): SignedRequest | undefined {
  const value = parse(written);
  const claim = property(value, 'claim');
  const signature = text(value, 'signature');
  const sender = property(claim, 'sender');
  const kid = formed(claim, 'kid');
  const bundle = formed(claim, 'bundle');
  const branch = formed(claim, 'branch');
  const baseCommit = formed(claim, 'baseCommit');
  const source = formed(claim, 'source');
  if (kid === undefined || bundle === undefined || branch === undefined || baseCommit === undefined || source === undefined) return undefined;
  if (!isWhole(sender) || signature === undefined) return undefined;
  // What is there and has another form is left out here, so that the text is no longer the one that is written for it.
  const signed = { claim: { kid, bundle, branch, baseCommit, sender, source, ...readOptional(claim) }, signature };
  return formatRequest(signed) === written ? signed : undefined;
}

function readOptional(claim: Json | undefined): Pick<RequestClaim, 'headRepository' | 'rollback' | 'sourceEdition' | 'sourceDataCenter'> {
  const headRepository = property(claim, 'headRepository');
  const rollback = property(claim, 'rollback');
  const sourceEdition = formed(claim, 'sourceEdition');
  const sourceDataCenter = formed(claim, 'sourceDataCenter');
  return {
    ...(isWhole(headRepository) && headRepository > 0 ? { headRepository } : {}),
    ...(isWhole(rollback) && rollback >= 0 ? { rollback } : {}),
    ...(sourceEdition === undefined ? {} : { sourceEdition }),
    ...(sourceDataCenter === undefined ? {} : { sourceDataCenter }),
  };
}

function isWhole(value: Json | undefined): value is number {
  return Number.isSafeInteger(value);
}

function formed(claim: Json | undefined, name: keyof typeof forms): string | undefined {
  return text(claim, name)?.match(forms[name])?.[0];
}

function parse(written: string): Json | undefined {
  try {
    return written.length > 10_000 ? undefined : (JSON.parse(written) as Json);
  } catch {
    return undefined;
  }
}

import type { KeyObject } from 'node:crypto';
import { signValue, verifyValue } from './signature.ts';

/** What an approver signs after an own look: this plan, of this commit of this request, for this org (zgid). */
export interface ReviewClaim {
  readonly org: string;
  readonly request: number;
  readonly headSha: string;
  readonly planDigest: string;
}

/** A review with the signature of the target's identity. */
export interface SignedReview {
  readonly claim: ReviewClaim;
  readonly signature: string;
}

/** Signs a review with the target's identity. */
export function signReview(claim: ReviewClaim, identity: KeyObject): SignedReview {
  return { claim, signature: signValue('review', { ...claim }, identity) };
}

/** True when one of the policy's identity keys signed the review. */
export function verifyReview(signed: SignedReview, policyKeys: readonly string[]): boolean {
  return policyKeys.some((publicHalf) => verifyValue('review', { ...signed.claim }, signed.signature, publicHalf));
}

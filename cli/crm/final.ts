import type { Failure } from '../model/failure.ts';

const lostCodes: readonly string[] = [
  'host.refused',
  'crm.unreachable',
  'crm.redirect',
  'crm.too_many_requests',
  'crm.invalid_token',
  'crm.authentication_failure',
];

const spentCodes: readonly string[] = ['crm.budget', 'crm.credits_used_up'];

/** True for a failure after which no request to the org can succeed: the connection itself is at an end. */
export function endsConnection({ code }: Failure): boolean {
  return lostCodes.includes(code) || code.startsWith('credentials.');
}

/**
 * True for a failure that concerns the run and not the one request, so that trying others is pointless: the connection is at an end, or what may be spent
 * is spent (then reading is still possible).
 */
export function isFinal(failure: Failure): boolean {
  return endsConnection(failure) || spentCodes.includes(failure.code);
}

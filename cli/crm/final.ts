import type { Failure } from '../model/failure.ts';

const finalCodes: readonly string[] = [
  'host.refused',
  'crm.unreachable',
  'crm.redirect',
  'crm.too_many_requests',
  'crm.invalid_token',
  'crm.authentication_failure',
];

/** True for a failure that concerns the connection to the org and not the one request, so that trying others is pointless. */
export function isFinal({ code }: Failure): boolean {
  return finalCodes.includes(code) || code.startsWith('credentials.');
}

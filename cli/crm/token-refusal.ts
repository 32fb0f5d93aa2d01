import { Failure } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import { text } from '../model/json.ts';
import type { Credentials } from './credentials.ts';
import type { CrmHosts } from './hosts.ts';
import { quoteForeign } from './loss.ts';

/**
 * What an `error` of the token endpoint means for the user (Zoho Accounts pages). Codes: `credentials.invalid_code` (refresh token),
 * `credentials.invalid_client`, `credentials.too_many_tokens`, else `credentials.<error>` or `credentials.refused`.
 */
export function refuseToken(error: string, body: Json | undefined, credentials: Credentials, hosts: CrmHosts): Failure {
  const { variables } = credentials;
  const accounts = new URL(hosts.accounts).host;
  if (error === 'invalid_code' || error === 'invalid_grant')
    return new Failure(`${accounts} does not know the refresh token in ${variables.refreshToken}`, {
      code: 'credentials.invalid_code',
      kind: 'invalid',
      place: variables.refreshToken,
      fix: "Check that it was copied whole, was not revoked, and was made with this client in this org's data centre; else make a new one.",
    });
  if (error.startsWith('invalid_client'))
    return new Failure(`${accounts} does not accept the client in ${variables.clientId} and ${variables.clientSecret}`, {
      code: 'credentials.invalid_client',
      kind: 'invalid',
      place: variables.clientId,
      fix: "Check both values in the API console of the org's data centre, and that org.yaml names that data centre.",
    });
  const words = quoteForeign(text(body, 'error_description') ?? error);
  if (error === 'access_denied' || /too many/i.test(words))
    return new Failure(`${accounts} gives out no more tokens for ${variables.refreshToken} at the moment (${words})`, {
      code: 'credentials.too_many_tokens',
      kind: 'failure',
      place: variables.refreshToken,
      fix: 'Wait ten minutes and run again; Zoho allows ten access tokens per refresh token in ten minutes.',
    });
  return new Failure(`${accounts} gave no token: ${words}`, {
    code: /^[a-z_]{1,64}$/.test(error) ? `credentials.${error}` : 'credentials.refused',
    kind: 'invalid',
    place: variables.clientId,
    fix: `Check ${variables.clientId}, ${variables.clientSecret} and ${variables.refreshToken}.`,
  });
}

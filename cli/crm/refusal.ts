import type { CrmAnswer } from '../model/crm-call.ts';
import { Failure } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import { isList, property, text } from '../model/json.ts';
import { quoteForeign } from './loss.ts';

/** What a message about a request needs to know beside the request. */
export interface RequestContext {
  /** origin that the request went to */
  readonly origin: string;
  /** OAuth scope that it needs */
  readonly scope: string;
}

/**
 * The failure for a request-level error `{code, message, details}` of the CRM: `crm.<code in lower case>` (`crm.refused` when that is none), with what the user can do about it.
 * Codes and their meaning: Zoho "Status codes", OpenAPI files.
 */
export function describeRefusal({ status, body }: CrmAnswer, place: string, context: RequestContext): Failure {
  const code = status === 429 ? 'TOO_MANY_REQUESTS' : (text(body, 'code') ?? `HTTP_${status}`);
  const words = quoteForeign(text(body, 'message') ?? 'no message');
  const known = describeKnown(code, body, context);
  return new Failure(known?.message ?? `The CRM refused the request: ${words} (${quoteForeign(code)})`, {
    code: /^[A-Z0-9_]{1,64}$/.test(code) ? `crm.${code.toLowerCase()}` : 'crm.refused',
    kind: known?.invalid === true ? 'invalid' : 'failure',
    place,
    fix: known?.fix ?? (status >= 500 ? 'Run again later.' : 'Mend what the CRM names, then run again.'),
  });
}

interface KnownRefusal {
  readonly message: string;
  readonly fix: string;
  /** the credentials are what has to change */
  readonly invalid: boolean;
}

function describeKnown(code: string, body: Json | undefined, context: RequestContext): KnownRefusal | undefined {
  const { host } = new URL(context.origin);
  switch (code) {
    case 'OAUTH_SCOPE_MISMATCH':
      return {
        message: `The refresh token lacks the scope ${context.scope}`,
        fix: `Make a refresh token with ${context.scope} added to its scopes.`,
        invalid: true,
      };
    case 'NO_PERMISSION':
    case 'PERMISSION_DENIED':
      return {
        message: `The profile of the user behind the refresh token lacks the permission ${listPermissions(body)}`,
        fix: "Give that user's profile the permission, or use a refresh token of a user who has it.",
        invalid: true,
      };
    case 'INVALID_TOKEN':
    case 'AUTHENTICATION_FAILURE':
      return {
        message: `${host} does not accept the access token, not even a new one`,
        fix: "Check that the refresh token was made in this org's data centre and for this org (production, sandbox or developer).",
        invalid: true,
      };
    case 'TOO_MANY_REQUESTS':
      return {
        message: `${host} accepts no more requests: credits or concurrent calls are used up`,
        fix: 'Run again later; credits count over the last 24 hours.',
        invalid: false,
      };
    default:
      return undefined;
  }
}

/** `details.permissions`, as far as the CRM names them. */
function listPermissions(body: Json | undefined): string {
  const names = property(property(body, 'details'), 'permissions');
  const listed = isList(names) ? names.filter((name) => typeof name === 'string').join(', ') : '';
  return listed === '' ? 'for it' : quoteForeign(listed);
}

import { Failure } from '../model/failure.ts';

/** A self client's credentials for one org, and the variables they came from, so that messages can name them. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly variables: CredentialNames;
}

/** Name of the environment variable that each part was read from. */
export interface CredentialNames {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

const plainNames: CredentialNames = { clientId: 'ORGCAST_CLIENT_ID', clientSecret: 'ORGCAST_CLIENT_SECRET', refreshToken: 'ORGCAST_REFRESH_TOKEN' };

/**
 * The credentials of an org: each from the variable that carries the org's name, else from that of the one org of a job. Client id and secret
 * may be shared between orgs; a refresh token belongs to one org, so the shared one is not used as soon as any variable names this org.
 * Failure `credentials.missing` names what is not set.
 */
export function readCredentials(env: Readonly<Record<string, string | undefined>>, orgName: string): Credentials {
  const own = orgNames(orgName);
  const named = listNames(own).some((name) => isSet(env[name]));
  const names: CredentialNames = {
    clientId: named && (isSet(env[own.clientId]) || !isSet(env[plainNames.clientId])) ? own.clientId : plainNames.clientId,
    clientSecret: named && (isSet(env[own.clientSecret]) || !isSet(env[plainNames.clientSecret])) ? own.clientSecret : plainNames.clientSecret,
    refreshToken: named ? own.refreshToken : plainNames.refreshToken,
  };
  const missing = listNames(names).filter((name) => !isSet(env[name]));
  if (missing.length > 0) throw describeMissing(missing, orgName, own);
  const read = (name: string): string => (env[name] ?? '').trim();
  return { clientId: read(names.clientId), clientSecret: read(names.clientSecret), refreshToken: read(names.refreshToken), variables: names };
}

function orgNames(orgName: string): CredentialNames {
  const prefix = `ORGCAST_${orgName.toUpperCase().replaceAll('-', '_')}`;
  return { clientId: `${prefix}_CLIENT_ID`, clientSecret: `${prefix}_CLIENT_SECRET`, refreshToken: `${prefix}_REFRESH_TOKEN` };
}

function listNames(names: CredentialNames): readonly string[] {
  return [names.clientId, names.clientSecret, names.refreshToken];
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== '';
}

function describeMissing(missing: readonly string[], orgName: string, own: CredentialNames): Failure {
  return new Failure(`Credentials for the org ${orgName} are missing: ${missing.join(', ')} not set`, {
    code: 'credentials.missing',
    kind: 'invalid',
    place: missing[0] ?? own.clientId,
    fix: `Set ${listNames(plainNames).join(', ')}, or ${listNames(own).join(', ')} where several orgs are in use.`,
  });
}

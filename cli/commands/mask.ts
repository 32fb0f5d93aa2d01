import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject } from '../model/json.ts';
import { listSecretForms, maskForms } from '../report/encode/secrets.ts';

/** Hides every secret of the environment in a text. */
export type Mask = (text: string) => string;

/** Variables whose values are nobody's business: tokens, copy keys, clients' secrets, and the values of webhooks and variables. */
const secretNames = /^(GITHUB_TOKEN|GH_TOKEN|ORGCAST_KEY|ORGCAST_SECRET_.+|ORGCAST_(.+_)?(CLIENT_SECRET|REFRESH_TOKEN))$/;

/** A copy key, whole or cut, from wherever it came; only `key create` prints one, by itself. */
const copyKeys = /ock1_[a-z2-7]{1,16}_[A-Za-z0-9_-]{4,}/gi;

/** Credentials in an address, such as that of a remote which git repeats; a text with placeholders in their place holds none. */
const addresses = /([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@:${}"']{1,256}:[^\s/@${}"']{1,1024}@/gi;

/** Hides copy keys and credentials in addresses, whoever wrote them. */
export function maskShapes(text: string): string {
  return text.replace(copyKeys, 'ock1_***').replace(addresses, '$1***@');
}

/** Hides the values of those variables, in every usual encoding, and what is a secret by its form. */
export function makeMask(env: Readonly<Record<string, string | undefined>>): Mask {
  const secrets = new Set<string>();
  for (const [name, value] of Object.entries(env)) if (value !== undefined && secretNames.test(name)) secrets.add(value).add(value.trim());
  const forms = listSecretForms(secrets);
  return (text) => maskForms(maskShapes(text), forms);
}

/** The same document with its texts masked. Names of properties stay, so that a careless secret does not bend the document's shape. */
export function maskDocument(document: JsonObject, mask: Mask): JsonObject {
  const walk = (value: Json): Json => {
    if (typeof value === 'string') return mask(value);
    if (isList(value)) return value.map(walk);
    return isObject(value) ? maskDocument(value, mask) : value;
  };
  return Object.fromEntries(Object.entries(document).map(([name, value]) => [name, walk(value)]));
}

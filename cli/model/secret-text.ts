import { digestText } from './canonical.ts';

/** What a secret is, by where or how it was recognised. */
export type SecretKind = 'zoho-token' | 'address' | 'authorization' | 'assignment' | 'private-key' | 'random' | 'known';

/** A secret within a text: `[start, end)` in UTF-16 code units. */
export interface SecretPlace {
  readonly start: number;
  readonly end: number;
  readonly what: SecretKind;
}

/** Secrets among the characters of a text, e.g. a key in an address; written in its place and filled in when the text is sent to the CRM. */
const placeholder = /\$\{secret:([A-Z][A-Z0-9_]*)\}/g;

/** What stands in a text for the secret of that name, which is supplied as ORGCAST_SECRET_<NAME>. */
export function placeholderOf(name: string): string {
  return `\${secret:${name}}`;
}

/** Names of the secrets that placeholders in a text stand for. */
export function secretNamesIn(text: string): readonly string[] {
  return [...text.matchAll(placeholder)].map((match) => match[1] ?? '');
}

/** The text with every secret filled in; undefined when one of them is not supplied. */
export function fillSecrets(text: string, supplied: (name: string) => string | undefined): string | undefined {
  if (secretNamesIn(text).some((name) => supplied(name) === undefined)) return undefined;
  return text.replace(placeholder, (_, name: string) => supplied(name) ?? '');
}

/** Upper-case name for a secret from words, such as those of where it stands. */
export function nameSecret(...words: readonly string[]): string {
  const name = words
    .map((word) => word.toUpperCase().replace(/[^A-Z0-9]+/g, '_'))
    .join('_')
    .replace(/_+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^[A-Z]/.test(name) ? name : `SECRET_${name}`.replace(/_+$/, '');
}

/** By what a text that is no secret is named in `not_secrets` of orgcast.yaml. */
export function fingerprintOf(secret: string): string {
  return digestText(secret);
}

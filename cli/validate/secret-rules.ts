import type { SecretKind, SecretPlace } from '../model/secret-text.ts';
import { findRandomRuns } from './secret-random.ts';

/** Shortest text that any rule finds a secret in. */
const shortest = 10;

/** Signs of which every text that a rule finds something in has one; most texts have none, and an org has a million of them. */
const signs =
  /:\/\/|[A-Za-z0-9+/_-]{20}|-{5}|(?:bearer|basic|token)[ :=]|(?:key|token|auth|passw(?:or)?d|pwd|secret|signature|sig|code)["']?\s{0,3}[:=]/i;

/** One way to recognise a secret: a pattern whose group `secret` is it, and what must be true of that. */
interface SecretRule {
  readonly what: SecretKind;
  readonly pattern: RegExp;
  /** `name` is the whole word that the match begins with, `before` the character before that */
  isSecret?(secret: string, name: string, before: string): boolean;
}

/** What stands for a value that is filled in elsewhere: a merge field of the CRM, our own placeholder, a mask. */
const standIn = /^(?:\$\{|\{\{|\$\w|<|%7B|\*+$|x+$|\.+$)/i;

/** Names that only ever carry a secret; of the others only a value that looks like one counts. */
const plainNames = /^(?:zapikey|api[-_]?key|access[-_]?token|refresh[-_]?token|auth[-_]?token|client[-_]?secret|password|passwd|pwd|secret)$/i;

/** Names of secrets that are written as references in files. */
const reference = /^[A-Z][A-Z0-9_]*$/;

const rules: readonly SecretRule[] = [
  // Access, refresh and grant tokens, and API keys of functions (Zoho "OAuth 2.0", "Zoho functions: API key").
  { what: 'zoho-token', pattern: /(?<![\w.])(?<secret>100[0-9]\.[0-9a-f]{32}\.[0-9a-f]{32})(?!\w)/gi },
  {
    what: 'private-key',
    pattern: /(?<secret>-----BEGIN [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----(?:[^-]{0,20000}-----END [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----)?)/g,
  },
  { what: 'address', pattern: /:\/\/[^\s:@/?#"'<>]{0,256}:(?<secret>[^\s@/"'<>]{3,256})@/gi },
  {
    what: 'address',
    pattern: /(?:key|token|auth|passw(?:or)?d|pwd|secret|signature|sig|code)=(?<secret>[^&\s"'#<>;,)}\]]{4,2048})/gi,
    isSecret: (secret, name, before) => /[?&;]/.test(before) && (plainNames.test(name) || looksTyped(secret)),
  },
  {
    what: 'authorization',
    pattern: /\b(?:Bearer|Basic|Zoho-oauthtoken|Zoho-authtoken|Token)[ :=]{1,3}["']?(?<secret>[A-Za-z0-9._~+/=-]{12,2048})/gi,
    isSecret: looksTyped,
  },
  {
    what: 'assignment',
    pattern: /(?:api[-_]?key|token|passw(?:or)?d|pwd|secret)["']?\s{0,3}[:=]\s{0,3}["']?(?<secret>[^\s"',;<>&{}()]{8,256})/gi,
    isSecret: (secret, _name, before) => before !== '$' && looksTyped(secret),
  },
];

/** The whole word that a match begins with or ends, and the character before it. Looked for backwards, since every pattern begins with what is rare. */
function nameBefore(text: string, match: RegExpExecArray): { readonly name: string; readonly before: string } {
  const lead = /[\w-]*$/.exec(text.slice(Math.max(0, match.index - 40), match.index))?.[0] ?? '';
  const word = /^[\w-]*/.exec(match[0])?.[0] ?? '';
  return { name: `${lead}${word}`, before: text.charAt(match.index - lead.length - 1) };
}

/** True for what nobody would write as a word: letters and digits together, and neither a date nor a reference. */
function looksTyped(secret: string): boolean {
  return secret.length >= 8 && /\d/.test(secret) && /[A-Za-z]/.test(secret) && !reference.test(secret) && !/[ぁ-ヿ一-鿿]/.test(secret);
}

/**
 * Secrets in a text by our own rules: tokens of Zoho, keys in addresses, credentials of Authorization headers, private keys, and what looks drawn by lot. In the order of
 * the text; of two that overlap the first. Patterns of other vendors are secretlint's, see commands/known-secrets.ts.
 */
export function findSecretPlaces(text: string): readonly SecretPlace[] {
  if (text.length < shortest || !signs.test(text)) return [];
  const byRule = rules.flatMap(({ what, pattern, isSecret }) =>
    [...text.matchAll(pattern)].flatMap((match): readonly SecretPlace[] => {
      const secret = match.groups?.['secret'] ?? '';
      const { name, before } = nameBefore(text, match);
      if (standIn.test(secret) || isSecret?.(secret, name, before) === false) return [];
      const start = match.index + match[0].lastIndexOf(secret);
      return [{ start, end: start + secret.length, what }];
    }),
  );
  const random = findRandomRuns(text).map(([start, end]): SecretPlace => ({ start, end, what: 'random' }));
  return joinPlaces([...byRule, ...random]);
}

/** Places in the order of the text; those that overlap are one. */
export function joinPlaces(places: readonly SecretPlace[]): readonly SecretPlace[] {
  const joined: SecretPlace[] = [];
  for (const place of [...places].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = joined.at(-1);
    if (last === undefined || place.start >= last.end) joined.push(place);
    else if (place.end > last.end) joined[joined.length - 1] = { ...last, end: place.end };
  }
  return joined;
}

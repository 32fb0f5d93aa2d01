/** What stands where a secret stood. */
const mask = '***';

/** Shorter values are no secrets and would be found in innocent words. */
const shortestSecret = 4;

/** Pieces of base64 shorter than this are found in innocent words too. */
const shortestPiece = 6;

/**
 * Text with every secret replaced by `***`: the value itself and its forms in base64 and base64url (also as a part of a longer encoded text, such
 * as a Basic header), URL, form, JSON and hexadecimal encoding. Secrets of less than 4 characters are passed over.
 */
export function maskSecrets(text: string, secrets: Iterable<string>): string {
  return maskForms(text, listSecretForms(secrets));
}

/** Every form of the secrets, in the order in which `maskForms` wants them; made once where many texts are masked. */
export function listSecretForms(secrets: Iterable<string>): readonly string[] {
  const forms = [...new Set([...secrets].filter((secret) => secret.length >= shortestSecret).flatMap(listForms))];
  // Longest first, so that a form which holds another is replaced as a whole.
  return forms.sort((a, b) => b.length - a.length);
}

/** Text with every one of the forms replaced by `***`. */
export function maskForms(text: string, forms: readonly string[]): string {
  return forms.reduce((masked, form) => masked.replaceAll(form, mask), text);
}

function listForms(secret: string): string[] {
  const url = encodeUrl(secret);
  const hex = Buffer.from(secret).toString('hex');
  return [
    secret,
    url,
    url.replaceAll('%20', '+'),
    url.replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase()),
    JSON.stringify(secret).slice(1, -1),
    hex,
    hex.toUpperCase(),
    ...listBase64Forms(secret),
  ];
}

/** RFC 3986 encoding; a lone surrogate, which encodeURIComponent refuses, is written as the replacement character. */
function encodeUrl(secret: string): string {
  return encodeURIComponent(secret.toWellFormed()).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * A byte's place among groups of three decides its base64 letters, so a secret inside a longer text has three spellings. Letters at the ends that
 * also depend on neighbours are left out.
 */
function listBase64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inner = [0, 1, 2].map((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), bytes]);
    const from = shift === 0 ? 0 : shift + 1;
    return padded.toString('base64').slice(from, Math.floor((padded.length * 8) / 6));
  });
  const whole = bytes.toString('base64');
  const forms = [whole, ...inner].filter((form) => form.length >= shortestPiece);
  return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}

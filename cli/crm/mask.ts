/** Replaces every secret it knows in a text. */
export type Mask = (text: string) => string;

/** Shorter values than this are no secrets of Zoho's, and replacing them would garble unrelated text. */
const shortest = 8;

/**
 * Makes a mask over a growing set of secrets (tokens appear while a run goes on). Hides a secret as it is and in the forms that it takes in
 * URLs and in base64 of either alphabet (security: threat 16).
 */
export function createMask(secrets: ReadonlySet<string>): Mask {
  return (text) => {
    let masked = text;
    for (const secret of secrets) {
      if (secret.length < shortest) continue;
      for (const form of listForms(secret)) masked = masked.replaceAll(form, '***');
    }
    return masked;
  };
}

function listForms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [secret, encodeURIComponent(secret), bytes.toString('base64'), bytes.toString('base64url')];
}

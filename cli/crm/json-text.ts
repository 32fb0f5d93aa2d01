import type { Json } from '../model/json.ts';

/** A bare integer of 16 or more digits, which may not fit a double. */
const suspicious = /[:[,\s]-?\d{16,}[\s,\]}]/;
/** A string, which is passed over, or a bare integer. */
const token = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;

/**
 * Parses an answer's text; undefined when it is no JSON. An integer that a double would round (ids have up to 19 digits) becomes a string of
 * its digits, as the CRM writes ids elsewhere.
 */
export function parseJson(source: string): Json | undefined {
  try {
    return JSON.parse(suspicious.test(source) ? source.replace(token, quoteUnsafe) : source) as Json;
  } catch {
    return undefined;
  }
}

function quoteUnsafe(found: string): string {
  return found.startsWith('"') || Number.isSafeInteger(Number(found)) ? found : `"${found}"`;
}

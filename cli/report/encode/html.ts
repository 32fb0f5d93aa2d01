import { showHidden } from './hidden.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

/** Untrusted text as HTML text or as a quoted attribute value, on one line, with hidden characters made visible. */
export function encodeHtml(text: string): string {
  return showHidden(text).replace(/[&<>"'`]/g, (character) => entities[character] ?? '');
}

/**
 * The api_name that the server makes of a label: runs of anything but ASCII letters and digits become one `_`, trimmed at both ends; nothing
 * left, or a leading digit, gives `field`; a name that is taken (compared without case) gets the first free number.
 */
export function deriveApiName(label: string, taken: ReadonlySet<string>): string {
  const trimmed = label.replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '');
  const stem = /^[A-Za-z]/.test(trimmed) ? trimmed.slice(0, 50) : 'field';
  const lower = new Set([...taken].map((name) => name.toLowerCase()));
  if (!lower.has(stem.toLowerCase())) return stem;
  let number = 1;
  while (lower.has(`${stem}${number}`.toLowerCase())) number += 1;
  return `${stem}${number}`;
}

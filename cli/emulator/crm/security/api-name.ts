import type { Doc } from '../store.ts';

/** An api_name for a role or profile: its letters and digits, runs of anything else as one `_`; `name` plus a number when taken or empty. */
export function deriveApiName(name: string, taken: readonly Doc[]): string {
  const plain = name
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 45);
  const base = /^[A-Za-z]/.test(plain) ? plain : 'name';
  const names = new Set(taken.map((doc) => doc['api_name']));
  if (!names.has(base)) return base;
  for (let number = 1; ; number += 1) if (!names.has(`${base}${number}`)) return `${base}${number}`;
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

/** Compares a text with `golden/<name>`; with UPDATE_GOLDEN=1 writes it there instead, for a person to read before it is committed. */
export function expectGolden(name: string, text: string): void {
  const file = join(import.meta.dirname, 'golden', name);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

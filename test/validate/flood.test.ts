import { expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { validators } from '../../cli/kinds/validators.gen.js';
import type { Finding } from '../../cli/model/finding.ts';
import { mostFindings } from '../../cli/model/finding.ts';
import { validateSnapshot } from '../../cli/validate/validate-snapshot.ts';
import { decodeEnvironment } from '../../cli/yaml/decode-environment.ts';

/** Findings of a file of roles, of which each superior is told by its number. */
function validateRoles(count: number, superior: (index: number) => string): readonly Finding[] {
  const text = Array.from({ length: count }, (_, index) => `R${index}:\n  reporting_to: ${superior(index)}\n`).join('');
  const decoded = decodeEnvironment(new Map([['security/roles.yaml', text]]), kinds);
  return validateSnapshot(decoded, { kinds, schemas, validators, lang: 'en' });
}

const codesOf = (findings: readonly Finding[]) => [...new Set(findings.map(({ code }) => code))].sort();

test('a chain of thousands of roles is sound', () => {
  expect(validateRoles(5_000, (index) => `R${Math.min(index + 1, 4_999)}`).map(({ message }) => message)).toEqual([expect.stringContaining('R4999')]);
});

test('of a circle of thousands of roles a thousand are told, each with the few above it', () => {
  const findings = validateRoles(5_000, (index) => `R${(index + 1) % 5_000}`);
  expect(codesOf(findings)).toEqual(['role.cycle', 'validate.more']);
  expect(findings).toHaveLength(mostFindings + 1);
  expect(findings.find(({ element }) => element === 'role:R7')?.message).toContain('R8 → R9 → R10 →');
  expect(Math.max(...findings.map(({ message }) => message.length))).toBeLessThan(300);
});

test('a circle is told to its roles, and not to those that lead into it', () => {
  const findings = validateRoles(4, (index) => ['R1', 'R2', 'R3', 'R1'][index] ?? '');
  expect(findings.map(({ element }) => element)).toEqual(['role:R1', 'role:R2', 'role:R3']);
  expect(findings[0]?.message).toContain('R2 → R3 → R1');
});

test('of thousands of missing roles a thousand are told, and the first ones with names like them', () => {
  const findings = validateRoles(5_000, (index) => `Q${index}`);
  expect(codesOf(findings)).toEqual(['ref.missing', 'validate.more']);
  expect(findings).toHaveLength(mostFindings + 1);
  expect(findings.find(({ element }) => element === 'role:R0')?.fix).toContain('"R');
});

test('a file with more problems than anybody mends says nothing', () => {
  const text = Array.from({ length: 1_500 }, (_, index) => `R${index % 700}: {}\n`).join('');
  const { findings, elements, unread } = decodeEnvironment(new Map([['security/roles.yaml', text]]), kinds);
  expect([findings.length, elements.size, unread.length]).toEqual([500, 0, 1]);
});

test('after a thousand findings no more files are read, and that is said', () => {
  const text = Array.from({ length: 1_500 }, (_, index) => `k${index % 700}: 1\n`).join('');
  const files = Array.from({ length: 9 }, (_, index): [string, string] => [`security/profiles/P${index}.yaml`, text]);
  const { findings } = decodeEnvironment(new Map(files), kinds);
  expect(codesOf(findings)).toEqual(['validate.more', 'yaml.duplicate-key']);
  expect(findings).toHaveLength(mostFindings + 1);
});

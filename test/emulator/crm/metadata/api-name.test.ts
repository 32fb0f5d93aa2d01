import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveApiName } from '../../../../cli/emulator/crm/metadata/api-name.ts';

describe('api names derived from labels', () => {
  test.each([
    ['Lead Source', [], 'Lead_Source'],
    ['  No. of -- Employees ', [], 'No_of_Employees'],
    ['Catégories', [], 'Cat_gories'],
    ['コース', [], 'field'],
    ['コース', ['field', 'field1'], 'field2'],
    ['2nd name', [], 'field'],
    ['Name', ['Name'], 'Name1'],
    ['name', ['Name'], 'name1'],
    ['field12', ['field'], 'field12'],
    ['%％', ['field'], 'field1'],
  ])('%s beside %j becomes %s', (label, taken, name) => {
    expect(deriveApiName(label, new Set(taken))).toBe(name);
  });

  test('are always valid, never taken, and their own label gives them back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 }), fc.array(fc.string({ maxLength: 4 })), (label, taken) => {
        const name = deriveApiName(label, new Set(taken));
        expect(name).toMatch(/^[A-Za-z][A-Za-z0-9_]*$/);
        expect(taken.map((other) => other.toLowerCase())).not.toContain(name.toLowerCase());
        expect(deriveApiName(name, new Set())).toBe(name);
      }),
    );
  });
});

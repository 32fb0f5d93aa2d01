import { describe, expect, test } from 'vitest';
import { checkMessages, fillMessage, fixMessages, schemaMessages, typeNames } from '../../cli/validate/messages.ts';

const all = Object.entries({ ...schemaMessages, ...checkMessages, ...fixMessages, ...typeNames });

describe('a message', () => {
  test.each(all)('%s says the same in both languages', (_name, { en, ja }) => {
    const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    expect(placeholders(ja)).toEqual(placeholders(en));
    expect(ja).not.toBe(en);
  });

  test('takes values, and no property of a prototype', () => {
    expect(fillMessage({ en: '{name} {toString}', ja: '' }, 'en', { name: 'x' })).toBe('x {toString}');
  });
});

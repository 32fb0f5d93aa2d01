import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from '../../cli/crm/json-text.ts';

test('a number that a double would round becomes its digits', () => {
  expect(parseJson('{"id": 5843104000000424009, "n": [9223372036854775807,-5843104000000424009]}')).toEqual({
    id: '5843104000000424009',
    n: ['9223372036854775807', '-5843104000000424009'],
  });
});

test('numbers that fit, fractions and texts stay as they are', () => {
  const source = String.raw`{"a":1,"b":9007199254740991,"c":1.5e300,"d":"x: 5843104000000424009,","e":"\"5843104000000424009,","f":12345678901234567890.5}`;
  expect(parseJson(source)).toEqual(JSON.parse(source));
});

test('what is no JSON is undefined', () => {
  for (const source of ['', '<html>', '{"a":', 'undefined']) expect(parseJson(source)).toBeUndefined();
});

test('any other JSON reads as JSON.parse does', () => {
  const safe = fc.jsonValue().filter((value) => !/\d{16}/.test(JSON.stringify(value)));
  const digits = fc.bigInt({ min: 10n ** 15n, max: 10n ** 19n }).map(String);
  fc.assert(
    fc.property(safe, digits, (value, text) => {
      const source = JSON.stringify([value, text, `: ${text}, "${text}"`]);
      expect(parseJson(source)).toEqual(JSON.parse(source));
    }),
  );
});

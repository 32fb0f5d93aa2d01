import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defuseCommands, defuseJson, encodeLogLine, encodeLogText } from '../../../cli/report/encode/log-line.ts';
import { nastyLabels } from '../nasty.ts';

/** Whether GitHub's runner would obey the line: `::` after white space, or `##[` anywhere. */
function isCommand(line: string): boolean {
  return /^\s*::/u.test(line) || line.includes('##[');
}

test.each(Object.entries(nastyLabels))('is one line and no command: %s', (_, label) => {
  const line = encodeLogLine(label);
  expect(isCommand(line)).toBe(false);
  expect(line).not.toMatch(/\p{Cc}/u);
});

test('escapes as the toolkit does', () => {
  expect(encodeLogLine('50%\r\n::error::x')).toBe('50%25%0D%0A::error::x');
  expect(encodeLogLine('::error::x')).toBe('%3A%3Aerror::x');
  expect(encodeLogLine(' \t::error::x')).not.toMatch(/^\s*::/);
  expect(encodeLogLine('a ##[group]b')).toBe('a %23%23[group]b');
  expect(encodeLogLine('a::b')).toBe('a::b');
});

test('no text at all becomes a command', () => {
  const text = fc.string({ unit: fc.constantFrom(':', '#', '[', ' ', '\t', '\n', '\r', '\u0085', '\u3000', '%', 'a') });
  fc.assert(fc.property(text, (value) => void expect(isCommand(encodeLogLine(value))).toBe(false)));
  fc.assert(fc.property(text, (value) => void expect(encodeLogText(value).split('\n').some(isCommand)).toBe(false)));
});

test('a text of ours that holds a command keeps its lines and loses the command', () => {
  expect(defuseCommands('plan\n::error::x\n \t::add-mask::y\nkey a::b')).toBe('plan\n%3A%3Aerror::x\n \t%3A%3Aadd-mask::y\nkey a::b');
  expect(defuseCommands('a ##[add-path]b')).toBe('a %23%23[add-path]b');
});

test('a document keeps its meaning', () => {
  const document = { a: '##[add-mask]x ## [y]', '##[b]': ['##[', '::error::x'] };
  const text = defuseJson(JSON.stringify(document, null, 2));
  expect(text.split('\n').some(isCommand)).toBe(false);
  expect(JSON.parse(text)).toEqual(document);
});

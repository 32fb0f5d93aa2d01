import { expect, test } from 'vitest';
import type { Message } from '../../cli/report/language.ts';
import { fillMarks, formatCount, say } from '../../cli/report/language.ts';
import { findingMessages, severityMessages } from '../../cli/report/messages/finding.ts';
import { coverageMessages, keyMessages, keyStatusMessages } from '../../cli/report/messages/key.ts';
import { outcomeMessages } from '../../cli/report/messages/outcome.ts';
import { changeMessages, deedMessages, planMessages, riskMessages } from '../../cli/report/messages/plan.ts';
import { receiptMessages, receiptStatusMessages, stepStatusMessages } from '../../cli/report/messages/receipt.ts';
import { requestMessages } from '../../cli/report/messages/request.ts';

const all: Readonly<Record<string, Readonly<Record<string, Message>>>> = {
  coverageMessages,
  changeMessages,
  deedMessages,
  riskMessages,
  findingMessages,
  keyMessages,
  keyStatusMessages,
  outcomeMessages,
  planMessages,
  receiptMessages,
  receiptStatusMessages,
  requestMessages,
  severityMessages,
  stepStatusMessages,
};

function listMarks(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1] ?? ''))].sort();
}

test('every message has the same marks in both languages, and words in them', () => {
  for (const messages of Object.values(all)) {
    for (const message of Object.values(messages)) {
      expect(listMarks(message.ja), message.en).toEqual(listMarks(message.en));
      expect(message.ja).not.toBe('');
    }
  }
});

test('marks are filled once: a value that looks like a mark stays text', () => {
  expect(fillMarks('{a} and {b}', { a: '{b}', b: 2 })).toBe('{b} and 2');
  expect(fillMarks('{missing} {constructor}', {})).toBe('{missing} {constructor}');
});

test('words follow their number', () => {
  const message = { en: '{count} {count?step:steps}', ja: 'ステップ {count} 件' };
  expect([1, 0, 2].map((count) => say(message, 'en', { count }))).toEqual(['1 step', '0 steps', '2 steps']);
  expect(say(message, 'ja', { count: 1 })).toBe('ステップ 1 件');
});

test('thousands are separated', () => {
  expect([0, 999, 1000, 1_234_567].map(formatCount)).toEqual(['0', '999', '1,000', '1,234,567']);
});

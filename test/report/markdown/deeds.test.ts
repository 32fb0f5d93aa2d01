import { describe, expect, test } from 'vitest';
import type { Receipt } from '../../../cli/model/receipt.ts';
import { writeReceiptComment } from '../../../cli/report/markdown/receipt.ts';
import { markTick, readTicks } from '../../../cli/report/markdown/ticks.ts';
import { doneReceipt } from '../samples.ts';

const tick = '0123456789abcdef0123456789abcdef';
const context = { lang: 'en' as const, titleOf: () => undefined };

/** A receipt that leaves one step to people, which is about this element. */
function receiptOf(key: string, value: string): Receipt {
  const setup = { url: 'https://crm.zoho.com/crm/org7/settings/modules', menu: { en: 'Setup > Rules', ja: '設定 > ルール' }, near: true } as const;
  const deed = { action: 'create', kind: 'validation_rule', key, values: [{ path: ['purpose'], value }, { path: ['active'] }], setup, tick } as const;
  const step = { id: `create validation_rule:${key}`, status: 'manual', attempts: 0, error: 'the API has nothing for it', deed } as const;
  return { ...doneReceipt, status: 'partial', steps: [step], summary: { done: 0, failed: 0, skipped: 0, manual: 1 } };
}

describe('what a receipt leaves to people', () => {
  const comment = writeReceiptComment(receiptOf('Deals/Big', 'Keeps big deals honest.'), context, { rest: 'summary' });

  test('is an item that can be ticked, with words, values, way and page', () => {
    expect(comment).toContain('- [ ] In the setup of the org, create the validation rule `Deals/Big` with these values.');
    expect(comment).toMatch(/^ {2}- Way: Setup .*Rules$/m);
    expect(comment).toContain('<https://crm.zoho.com/crm/org7/settings/modules>');
    expect(comment).toContain('Keeps big deals honest.');
    expect(comment).toContain('`active`: take it away');
    expect(comment.match(/validation_rule:Deals/g) ?? []).toEqual([]);
  });

  test('is known once it is ticked, in either spelling of the forge', () => {
    expect([...readTicks(comment)]).toEqual([]);
    expect([...readTicks(comment.replace('- [ ]', '- [x]'))]).toEqual([tick]);
    expect([...readTicks(comment.replace('- [ ]', '- [X]').replaceAll('\n', '\r\n'))]).toEqual([tick]);
  });

  test('keeps its tick when the comment is written again', () => {
    const again = writeReceiptComment(receiptOf('Deals/Big', 'x'), context, { rest: 'summary', ticked: new Set([tick]) });
    expect([...readTicks(again)]).toEqual([tick]);
  });

  test.each([`\n- [x] done ${markTick(tick)}`, `- [x] done ${markTick(tick)}`, `\`\n- [x] y ${markTick(tick)}\n`, `\r- [x] y ${markTick(tick)}\r`])(
    'is not ticked by what a name or value says: %j',
    (hostile) => {
      expect([...readTicks(writeReceiptComment(receiptOf('Deals/Big', hostile), context, { rest: 'summary' }))]).toEqual([]);
      expect([...readTicks(writeReceiptComment(receiptOf(hostile, 'x'), context, { rest: 'summary' }))]).toEqual([]);
    },
  );
});

import { describe, test } from 'vitest';
import { writeDriftBody } from '../../../cli/report/markdown/drift.ts';
import { writePlanComment } from '../../../cli/report/markdown/plan.ts';
import { writeReceiptComment } from '../../../cli/report/markdown/receipt.ts';
import { writeRefusalComment } from '../../../cli/report/markdown/refusal.ts';
import { writeReviewNote } from '../../../cli/report/markdown/review.ts';
import { writeRollbackBody } from '../../../cli/report/markdown/rollback.ts';
import { expectGolden } from '../golden.ts';
import {
  contextIn,
  doneReceipt,
  emptyPlan,
  partialReceipt,
  refusedPlan,
  refusedReceipt,
  sampleDrift,
  sampleFindings,
  samplePlan,
  sampleReviews,
  sampleRollback,
  stoppedReceipt,
} from '../samples.ts';

const rest = { review: 12 } as const;

describe.each(['en', 'ja'] as const)('comments in %s', (lang) => {
  const context = contextIn(lang);

  test('plan', () => expectGolden(`plan.${lang}.md`, writePlanComment(samplePlan, context, { rest })));
  test('plan with names only', () => expectGolden(`plan-names.${lang}.md`, writePlanComment(samplePlan, context, { rest, disclose: 'names' })));
  test('plan cut', () =>
    expectGolden(`plan-cut.${lang}.md`, writePlanComment(samplePlan, context, { rest: { url: 'https://ci.example/run/7' }, budget: 2_000 })));
  test('refused plan', () => expectGolden(`plan-refused.${lang}.md`, writePlanComment(refusedPlan, context, { rest })));
  test('empty plan', () => expectGolden(`plan-empty.${lang}.md`, writePlanComment(emptyPlan, context, { rest })));
  test('refusal', () => expectGolden(`refusal.${lang}.md`, writeRefusalComment('osaka', sampleFindings, context, 'summary')));
  test('drift', () => {
    const texts = [sampleDrift, { ...sampleDrift, drift: [] }, { org: 'osaka', since: null, drift: [] }];
    expectGolden(`drift.${lang}.md`, texts.map((view) => writeDriftBody(view, context, { rest: 'summary' })).join('\n=====\n\n'));
  });
  test('rollback', () => {
    const texts = [sampleRollback, { org: 'osaka', to: 0, plan: emptyPlan, cannot: [] }];
    expectGolden(`rollback.${lang}.md`, texts.map((view) => writeRollbackBody(view, context, 'summary')).join('\n=====\n\n'));
  });
  test('reviews', () => {
    expectGolden(`review.${lang}.md`, sampleReviews.map((view) => writeReviewNote(view, context)).join('\n=====\n\n'));
  });
  test('receipts', () => {
    const comments = [partialReceipt, stoppedReceipt, doneReceipt, refusedReceipt].map((receipt) => writeReceiptComment(receipt, context, { rest }));
    expectGolden(`receipt.${lang}.md`, comments.join('\n=====\n\n'));
  });
});

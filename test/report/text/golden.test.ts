import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { formatAudit } from '../../../cli/report/text/audit.ts';
import { formatCoverage } from '../../../cli/report/text/coverage.ts';
import { formatDrift } from '../../../cli/report/text/drift.ts';
import { formatExport } from '../../../cli/report/text/export.ts';
import { formatFindings } from '../../../cli/report/text/findings.ts';
import { formatFixes } from '../../../cli/report/text/fixes.ts';
import { formatHistory } from '../../../cli/report/text/history.ts';
import { formatInit } from '../../../cli/report/text/init.ts';
import { formatKey, formatKeys, formatRevoked } from '../../../cli/report/text/key.ts';
import { formatPlan } from '../../../cli/report/text/plan.ts';
import { formatReceipt } from '../../../cli/report/text/receipt.ts';
import { formatReview } from '../../../cli/report/text/review.ts';
import { formatRollback } from '../../../cli/report/text/rollback.ts';
import { formatSent } from '../../../cli/report/text/send.ts';
import { expectGolden } from '../golden.ts';
import {
  doneReceipt,
  emptyPlan,
  issuedAt,
  partialReceipt,
  refusedPlan,
  refusedReceipt,
  sampleAudits,
  sampleCoverage,
  sampleDrift,
  sampleExport,
  sampleFindings,
  sampleHistory,
  sampleKey,
  samplePlan,
  sampleReviews,
  sampleRollback,
  sampleSend,
  stoppedReceipt,
  terminalIn,
} from '../samples.ts';

describe.each(['en', 'ja'] as const)('text in %s', (lang) => {
  const context = terminalIn(lang);
  const plainContext = terminalIn(lang, { width: 60 });

  test('plan', () => expectGolden(`plan.${lang}.txt`, formatPlan(samplePlan, context)));
  test('plan on a narrow terminal', () => expectGolden(`plan-narrow.${lang}.txt`, formatPlan(samplePlan, plainContext, { changesPerStep: 2 })));
  test('refused plan', () => expectGolden(`plan-refused.${lang}.txt`, formatPlan(refusedPlan, context)));
  test('empty plan', () => expectGolden(`plan-empty.${lang}.txt`, formatPlan(emptyPlan, context)));
  test('findings', () => expectGolden(`findings.${lang}.txt`, formatFindings(sampleFindings, context) + formatFindings([], context)));
  test('receipts', () => {
    expectGolden(
      `receipt.${lang}.txt`,
      [partialReceipt, stoppedReceipt, doneReceipt, refusedReceipt].map((receipt) => formatReceipt(receipt, context)).join('\n=====\n\n'),
    );
  });
  test('history', () => {
    expectGolden(`history.${lang}.txt`, formatHistory(sampleHistory, context) + formatHistory({ org: 'osaka', entries: [] }, context));
  });
  test('drift', () => {
    const texts = [sampleDrift, { ...sampleDrift, drift: [] }, { org: 'osaka', since: null, drift: [] }];
    expectGolden(`drift.${lang}.txt`, texts.map((view) => formatDrift(view, context)).join('\n=====\n\n'));
  });
  test('rollback', () => {
    const texts = [sampleRollback, { org: 'osaka', to: 0, plan: emptyPlan, cannot: [] }];
    expectGolden(`rollback.${lang}.txt`, texts.map((view) => formatRollback(view, context)).join('\n=====\n\n'));
  });
  test('audits', () => {
    expectGolden(`audit.${lang}.txt`, sampleAudits.map((view) => formatAudit(view, context)).join('\n=====\n\n'));
  });
  test('reviews', () => {
    expectGolden(`review.${lang}.txt`, sampleReviews.map((view) => formatReview(view, context)).join('\n=====\n\n'));
  });
  test('fixes', () => {
    expectGolden(`fixes.${lang}.txt`, formatFixes(sampleFindings.slice(1, 3), context) + formatFixes([], context));
  });
  test('keys', () => {
    const expired = { grant: sampleKey.grant, status: 'expired' } as const;
    const { kid } = sampleKey.grant;
    const texts = [
      formatKey(sampleKey, issuedAt + 25_261, context),
      formatKey(expired, issuedAt + 90_000, context),
      formatKeys('osaka', [sampleKey, expired], context),
      formatKeys('osaka', [], context),
      formatRevoked('osaka', kid, context),
    ];
    expectGolden(`key.${lang}.txt`, texts.join('\n'));
  });
  test('outcomes', () => {
    const written = ['orgcast.yaml', 'environments/osaka/org.yaml', 'schemas/field.schema.json', 'schemas/role.schema.json'];
    const init = { files: { written, unchanged: ['.gitignore'] }, orgs: [{ org: 'osaka', identityKey: 'abc' }] };
    const texts = [
      formatExport(sampleExport, context),
      formatSent(sampleSend, { org: 'osaka', files: 1, expires: sampleKey.grant.exp }, context),
      formatInit(init, context),
    ];
    expectGolden(`outcome.${lang}.txt`, texts.join('\n'));
  });
  test('coverage', () => expectGolden(`coverage.${lang}.txt`, formatCoverage(sampleCoverage, context)));
});

test('without colour no text holds an escape, with colour it reads the same without them', () => {
  const plain = formatPlan(samplePlan, terminalIn('en'));
  const coloured = formatPlan(samplePlan, terminalIn('en', { color: true }));
  expect(plain).not.toContain('\u001b');
  expect(coloured).toContain('\u001b[');
  expect(stripVTControlCharacters(coloured)).toBe(plain);
});

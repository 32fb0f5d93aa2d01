import { expect, test } from 'vitest';
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
import { nastyLabels } from '../nasty.ts';
import { issuedAt, makeStep, partialReceipt, sampleExport, sampleKey, samplePlan, sampleReview, sampleSend, terminalIn } from '../samples.ts';

/** So wide that no line is broken: the number of lines then tells nothing but the structure. */
const context = terminalIn('en', { width: 1_000 });

function writeAll(label: string): string {
  const changes = [{ path: ['a', label], before: label, after: { [label]: label } }];
  const step = makeStep({ action: 'update', kind: label, key: label, reason: label, risk: 'rights', changes });
  const held = makeStep({
    action: 'delete',
    kind: label,
    key: label,
    reason: label,
    mode: 'blocked',
    changes: [{ path: [], before: label, side: 'both' }],
  });
  const finding = { code: label, severity: 'error', message: label, file: label, line: 1, column: 1, fix: label } as const;
  const receipt = {
    ...partialReceipt,
    org: label,
    zgid: label,
    reason: label,
    planDigest: label,
    finishedAt: label,
    steps: [{ id: label, status: 'failed', attempts: 1, error: label }],
  } as const;
  const key = { ...sampleKey, repositoryName: label, grant: { ...sampleKey.grant, kid: label, target: label, org: label, base: label } };
  const sent = { kid: label, sender: 1, source: label };
  const approved = { mergeSha: label, mergedBy: 1, mergedAt: issuedAt, reviewers: [2], signedBy: [label] };
  const row = {
    kind: label,
    read: true,
    create: true,
    update: true,
    delete: true,
    mode: 'manual',
    class: 'manual',
    reason: { en: label, ja: label },
  } as const;
  const drift = { ref: `field:${label}`, kind: label, key: label, what: 'changed', changes, touch: { by: label, at: label } } as const;
  return [
    formatPlan({ ...samplePlan, org: label, zgid: label, digest: label, steps: [step, held], findings: [finding] }, context),
    formatFindings([finding], context),
    formatReceipt(receipt, context),
    formatHistory({ org: label, entries: [{ number: 1, receipt, restorable: true }] }, context),
    formatDrift({ org: label, since: { number: 1, at: label }, drift: [drift] }, context),
    formatRollback({ org: label, to: 1, plan: samplePlan, cannot: [{ element: label, why: label }], url: label, number: 2 }, context),
    formatReview({ ...sampleReview, findings: [finding], recorded: { name: label, digest: label }, signed: { name: label, key: label } }, context),
    formatAudit({ org: label, entries: [{ number: 1, receipt, run: label, plans: [label], sent, approved }], findings: [finding] }, context),
    formatFixes([finding], context),
    formatKey(key, issuedAt, context),
    formatKeys(label, [key], context),
    formatKeys(label, [], context),
    formatRevoked(label, label, context),
    formatExport(
      { ...sampleExport, org: label, elements: { [label]: 1 }, unreadable: [{ kind: label, module: label, reason: label }], findings: [finding] },
      context,
    ),
    formatSent({ ...sampleSend, url: label, branch: label, kid: label }, { org: label, files: 1, expires: issuedAt }, context),
    formatInit({ files: { written: [label, 'x'], unchanged: [] }, orgs: [{ org: label, identityKey: label }] }, context),
    formatCoverage({ org: label, kinds: [row] }, context),
  ].join('\n');
}

test.each(Object.entries(nastyLabels))('keeps its lines and commands no terminal: %s', (_, label) => {
  const text = writeAll(label);
  expect(text.split('\n')).toHaveLength(writeAll('Label').split('\n').length);
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u200b\u202a-\u202e\u2066-\u2069\ufeff]/u);
});

test.each(Object.entries(nastyLabels))('places where long values differ command no terminal: %s', (_, label) => {
  const long = (end: string) => ({ text: `${label} `.repeat(60) + end, list: [label, end], [`${label}${label}`]: end });
  const change = { path: ['a', label], before: long(label), after: long(`${label}x`), side: 'theirs' } as const;
  const step = makeStep({ action: 'update', kind: 'field', key: label, changes: [change] });
  const text = formatPlan({ ...samplePlan, steps: [step] }, terminalIn('ja', { width: 80 }));
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u200b\u202a-\u202e\u2066-\u2069\ufeff]/u);
});

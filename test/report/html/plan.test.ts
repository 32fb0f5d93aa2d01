import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Plan, Step } from '../../../cli/model/plan.ts';
import { writePlanPage } from '../../../cli/report/html/plan.ts';
import { expectGolden } from '../golden.ts';
import { nastyLabels } from '../nasty.ts';
import { contextIn, emptyPlan, makeStep, refusedPlan, samplePlan } from '../samples.ts';

describe.each(['en', 'ja'] as const)('page in %s', (lang) => {
  test('plan', () => expectGolden(`plan.${lang}.html`, writePlanPage(samplePlan, contextIn(lang))));
  test('refused plan', () => expectGolden(`plan-refused.${lang}.html`, writePlanPage(refusedPlan, contextIn(lang))));
  test('empty plan', () => expectGolden(`plan-empty.${lang}.html`, writePlanPage(emptyPlan, contextIn(lang))));
});

test('loads nothing, runs nothing, and its policy names its own style', () => {
  const page = writePlanPage(samplePlan, contextIn('en'));
  const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(page).toContain(`content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`);
  expect(page).not.toMatch(/<script|<link|<img|<iframe|style=|\bon\w+=|@import|url\(/i);
});

test('leads nowhere but to the setup of the org', () => {
  const pages = (url: string) => [...writePlanPage({ ...samplePlan, steps: [makeByHand(url)] }, contextIn('en')).matchAll(/<a ([^>]*)>/g)];
  expect(pages('https://crm.zoho.jp/crm/org6/settings/modules').map((found) => found[1])).toEqual([
    'href="https://crm.zoho.jp/crm/org6/settings/modules" rel="noreferrer"',
  ]);
  for (const url of ['javascript:alert(1)', 'http://crm.zoho.jp/', 'https:evil', ' https://x']) expect(pages(url)).toEqual([]);
  expect(pages('https://x/" onclick="y').map((found) => found[1])).toEqual(['href="https://x/%22%20onclick=%22y" rel="noreferrer"']);
});

function makeByHand(url: string): Step {
  return makeStep({ action: 'create', kind: 'blueprint', key: 'Deals/A', mode: 'manual', reason: 'no API', setup: { url } });
}

/** Names of all tags in order: the structure of a page. The marks around words that differ come in pairs, as many as there are such places. */
function listTags(page: string): string[] {
  const plain = page.replace(/<mark>([^<]*)<\/mark>/g, '$1');
  return [...plain.matchAll(/<(\/?[a-z]\w*)/gi)].map((match) => match[1] ?? '');
}

function makePlan(label: string): Plan {
  const changes = [{ path: ['a', label], before: label, after: { [label]: label } }];
  const step = makeStep({ action: 'update', kind: label, key: label, reason: label, risk: 'deletes', changes });
  return {
    ...samplePlan,
    org: label,
    zgid: label,
    digest: label,
    steps: [step, { ...step, mode: 'blocked', changes: changes.map((change) => ({ ...change, side: 'both' })) }],
    findings: [{ code: label, severity: 'error', message: label, fix: label, file: label }],
  };
}

test.each(Object.entries(nastyLabels))('keeps its structure: %s', (name, label) => {
  const page = writePlanPage(makePlan(label), contextIn('en'));
  const harmless = writePlanPage(makePlan(name === 'empty' ? '' : 'Label'), contextIn('en'));
  expect(listTags(page)).toEqual(listTags(harmless));
  expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  expect(page).not.toMatch(/<!--/);
});

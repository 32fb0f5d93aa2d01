import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { isReadable, namesInValues } from '../../cli/kinds/kind.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { validators } from '../../cli/kinds/validators.gen.js';
import { validateSnapshot } from '../../cli/validate/validate-snapshot.ts';
import { decodeEnvironment } from '../../cli/yaml/decode-environment.ts';
import { pathOf } from '../../cli/yaml/element-path.ts';

const byHand = kinds.filter((kind) => !isReadable(kind));

describe('kinds that only people read and write', () => {
  test('are those for which no API is known (facts: zoho-api section 1)', () => {
    expect(byHand.map((kind) => kind.name).sort()).toEqual([
      'approval_process',
      'assignment_threshold',
      'canvas_view',
      'client_script',
      'connected_workflow',
      'connection',
      'custom_button',
      'custom_link',
      'dashboard',
      'kiosk',
      'layout_rule',
      'mail_merge_template',
      'query',
      'report',
      'review_process',
      'schedule',
      'validation_rule',
      'widget',
    ]);
  });

  test.each(byHand.map((kind) => [kind.name, kind] as const))('%s says why, and where its setup is, in both languages', (_name, kind) => {
    expect(kind.byHand?.why.en).toMatch(/^[a-z].*[^.]$/);
    expect(kind.byHand?.menu.en).not.toBe('');
    expect(kind.byHand?.why.ja).toMatch(/[぀-ヿ一-鿿]/u);
    expect(kind.byHand?.menu.ja).toMatch(/[぀-ヿ一-鿿]/u);
    expect(kind.setupPage).toMatch(/^\/settings\/[\w/{}-]+$/);
    expect([kind.create, kind.update, kind.remove, kind.detail]).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('have files of their own each', () => {
    const patterns = kinds.map((kind) => kind.file.pattern);
    for (const kind of byHand) expect(patterns.filter((pattern) => pattern === kind.file.pattern)).toHaveLength(1);
  });

  test('are words of settings, not names of elements, in open values', () => {
    for (const kind of byHand) expect(namesInValues(kinds)).not.toContain(kind.name);
  });
});

/** Findings of an environment with a by-hand file beside a module of one field. */
function findingsOf(path: string, text: string, others: Readonly<Record<string, string>> = {}) {
  const files = new Map([
    ['modules/Deals/module.yaml', 'singular_label: Deal\nplural_label: Deals\n'],
    ['modules/Deals/fields.yaml', 'Amount:\n  field_label: Amount\n  data_type: currency\n'],
    [path, text],
    ...Object.entries(others),
  ]);
  const decoded = decodeEnvironment(files, kinds);
  return [...decoded.findings, ...validateSnapshot(decoded, { kinds, schemas, validators, lang: 'en' })].filter(({ file }) => file === path);
}

describe('files of by-hand kinds', () => {
  test.each(byHand.map((kind) => [kind.name, kind] as const))('%s holds what a person is to set', (_name, kind) => {
    const path = pathOf(kind, kind.scope === 'module' ? 'Deals/Big deal' : 'Big deal');
    const text = [
      'purpose: Keeps big deals honest.',
      'active: false',
      'settings:',
      '  Field: Amount',
      '  Condition:',
      '    is: greater than',
      '    value: 100000',
      '  Alerts: [Too big, true]',
      'steps:',
      '  - Save it, then switch it on.',
      'uses:',
      '  fields: [Deals.Amount]',
      'links: [https://example.com/handbook]',
      '',
    ].join('\n');
    expect(findingsOf(path, text)).toEqual([]);
  });

  test('what they refer to is checked', () => {
    const text = 'purpose: x\nuses:\n  fields: [Deals.Amont]\n  modules: [Deals]\n';
    expect(findingsOf('modules/Deals/validation-rules/Big.yaml', text)).toEqual([
      expect.objectContaining({ code: 'ref.missing', severity: 'error', line: 3, message: expect.stringContaining('Deals.Amont') }),
    ]);
  });

  test('so is the module that they stand in', () => {
    expect(findingsOf('modules/Dels/validation-rules/Big.yaml', 'purpose: x\n')).toEqual([
      expect.objectContaining({ code: 'ref.missing', message: expect.stringContaining('Dels'), fix: expect.stringContaining('Deals') }),
    ]);
  });

  test('an unknown entry and a missing purpose are errors', () => {
    expect(findingsOf('analytics/reports/Pipeline.yaml', 'purpos: x\n').map(({ severity }) => severity)).toContain('error');
    expect(findingsOf('analytics/reports/Pipeline.yaml', 'settings: {}\n').map(({ message }) => message)).toEqual([
      expect.stringContaining('purpose'),
    ]);
  });

  test('a script stands beside', () => {
    const path = 'modules/Deals/client-scripts/Warn.yaml';
    expect(findingsOf(path, 'purpose: x\n', { 'modules/Deals/client-scripts/Warn.js': 'log(1);\n' })).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import type { Element, Ref } from '../../cli/model/element.ts';
import { refOf } from '../../cli/model/element.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import type { Snapshot } from '../../cli/model/snapshot.ts';
import { decodeEnvironment } from '../../cli/yaml/decode-environment.ts';
import { encodeEnvironment } from '../../cli/yaml/encode-environment.ts';

const options = { schemas, schemaLine: () => '# yaml-language-server: $schema=x.schema.json' };
const encode = (snapshot: Snapshot, existing: ReadonlyMap<string, string> = new Map()) => encodeEnvironment(snapshot, kinds, existing, options);
const snapshotOf = (...elements: readonly [kind: string, key: string, attributes: JsonObject][]): Snapshot => ({
  elements: new Map(elements.map(([kind, key, attributes]): [Ref, Element] => [refOf(kind, key), { kind, key, attributes }])),
});
const files = (...entries: readonly [string, string][]) => new Map(entries);

// Zoho samples, facts 5, 6, 8, 9, 10, 15, 32: names, labels and options as real orgs have them.
const real = snapshotOf(
  ['module', 'Deals', { api_name: 'Deals', plural_label: '商談' }],
  ['field', 'Deals.field1', { data_type: 'text', field_label: '通貨' }],
  ['field', 'Deals.R_servations', { data_type: 'text', field_label: '通貨' }],
  [
    'field',
    'Deals.field',
    {
      data_type: 'picklist',
      field_label: '全角（％）①',
      pick_list_values: ['-なし-', 'NO', 'N', '01', '09/10/2024', '2025年01月', '％', '%', 'True', 'ａ\u3000ｂ  ｃ'],
    },
  ],
  ['field', 'Deals.Stage', { pick_list_values: [{ display_value: '分類待ち', actual_value: 'Qualification' }], data_type: 'picklist' }],
  ['layout', 'Deals/Standard\t', { name: 'Standard\t', sections: [{ name: 'Lead Image', fields: ['Stage'] }] }],
  [
    'workflow_rule',
    'Deals/Sync Course to Wordpress',
    { name: 'Sync Course to Wordpress', description: '${!Leads.Email} ${EMPTY} ${Users.User Id}\nline two\n' },
  ],
  ['role', 'CEO', {}],
  ['profile', 'Sales / EMEA', { name: 'Sales / EMEA' }],
);

describe('an environment', () => {
  test('comes back from its files', () => {
    const decoded = decodeEnvironment(encode(real), kinds);
    expect(decoded.findings).toEqual([]);
    expect(decoded.unread).toEqual([]);
    expect(new Map([...decoded.elements].sort())).toEqual(new Map([...real.elements].sort()));
  });

  test('is written in files named by its keys, attributes in the order of the schema', () => {
    const texts = encode(real);
    expect([...texts.keys()]).toEqual([
      'automation/workflow-rules/Deals/Sync Course to Wordpress.yaml',
      'modules/Deals/fields.yaml',
      'modules/Deals/layouts/Standard%09.yaml',
      'modules/Deals/module.yaml',
      'security/profiles/Sales %2F EMEA.yaml',
      'security/roles.yaml',
    ]);
    expect(texts.get('modules/Deals/fields.yaml')).toMatch(
      /^# yaml-language-server: .*\nR_servations:\n {2}field_label: 通貨\n {2}data_type: text\nStage:\n/s,
    );
    expect(texts.get('modules/Deals/fields.yaml')).toContain('    - actual_value: Qualification\n      display_value: 分類待ち\n');
    expect(texts.get('modules/Deals/fields.yaml')).toContain('    - "NO"\n    - "N"\n    - "01"\n    - 09/10/2024\n');
  });

  test('does not depend on the order of elements or attributes', () => {
    const turned = {
      elements: new Map(
        [...real.elements]
          .reverse()
          .map(([ref, element]) => [ref, { ...element, attributes: Object.fromEntries(Object.entries(element.attributes).reverse()) }] as const),
      ),
    };
    expect(encode(turned)).toEqual(encode(real));
  });

  test('exported twice changes no file', () => {
    const texts = encode(real);
    expect(encode(real, texts)).toEqual(texts);
    const edited = new Map([...texts].map(([path, text]) => [path, `${text.replace('CEO: {}', '"CEO": {}')}\n# a note\n`]));
    expect(encode(real, edited)).toEqual(edited);
  });

  test('keeps 4,677 options, crosswise ones included, and changes one line for one of them', () => {
    const options = Array.from({ length: 4677 }, (_, index) => ({ actual_value: `A ${index ^ 1}`, display_value: `A ${index}` }));
    const before = encode(snapshotOf(['field', 'Deals.Big', { data_type: 'picklist', pick_list_values: options }]));
    const changed = options.map((option, index) => (index === 2000 ? { ...option, display_value: 'renamed' } : option));
    const after = encode(snapshotOf(['field', 'Deals.Big', { data_type: 'picklist', pick_list_values: changed }]), before);
    const lines = (texts: ReadonlyMap<string, string>) => (texts.get('modules/Deals/fields.yaml') ?? '').split('\n');
    expect(lines(after).filter((line, at) => line !== lines(before)[at])).toEqual(['      display_value: renamed']);
    expect(lines(after).length).toBe(lines(before).length);
  });

  test("keeps a person's comments when a name comes that collides by case", () => {
    const one = encode(snapshotOf(['profile', 'Sales', { name: 'Sales' }]));
    const noted = new Map([...one].map(([path, text]) => [path, `${text}# keep me\n`]));
    const two = encode(snapshotOf(['profile', 'Sales', { name: 'Sales' }], ['profile', 'SALES', { name: 'SALES' }]), noted);
    expect(two.size).toBe(2);
    expect([...two].find(([path]) => path.includes('Sales~'))?.[1]).toContain('# keep me');
  });

  test('tells the names of elements however long and odd they are', () => {
    const name = fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), fc.string({ unit: 'grapheme', minLength: 1 }));
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 6 }), (names) => {
        const snapshot = snapshotOf(
          ...names.flatMap((key): [string, string, JsonObject][] => [
            ['profile', key, { name: key }],
            ['global_picklist', key, { display_label: 'x' }],
            ['workflow_rule', `Deals/${key}`, { name: 'another name' }],
          ]),
        );
        const decoded = decodeEnvironment(encode(snapshot), kinds);
        expect(decoded.findings).toEqual([]);
        expect(new Map([...decoded.elements].sort())).toEqual(new Map([...snapshot.elements].sort()));
      }),
    );
  });
});

describe('files with mistakes', () => {
  test('give a finding each, with file, line and column, and do not hide each other', () => {
    const decoded = decodeEnvironment(
      files(
        ['modules/Deals/fields.yaml', 'Amount:\n  data_type: currency\n  data_type: text\nStage: text\n'],
        ['modules/Deals/module.yaml', '- a\n'],
        ['modules/Deals/field.yaml', 'a: 1\n'],
        ['security/roles.yaml', 'CEO: *x\n'],
        ['security/profiles/a.yaml', 'description: b: c\n'],
        ['security/profiles/Long~00000000.yaml', 'name: Other\n'],
        ['org.yaml', 'not: [read'],
        ['README.md', '# note'],
      ),
      kinds,
      'environments/hq',
    );
    expect(decoded.findings.map(({ code, file, line, column }) => `${file}:${line}:${column} ${code}`)).toEqual([
      'environments/hq/modules/Deals/field.yaml:1:1 file.unknown',
      'environments/hq/modules/Deals/fields.yaml:3:3 yaml.duplicate-key',
      'environments/hq/modules/Deals/fields.yaml:4:1 file.shape',
      'environments/hq/modules/Deals/module.yaml:1:1 file.shape',
      'environments/hq/security/profiles/Long~00000000.yaml:1:1 file.name',
      'environments/hq/security/profiles/a.yaml:1:14 yaml.syntax',
      'environments/hq/security/roles.yaml:1:6 yaml.alias',
    ]);
    expect(decoded.findings[0]?.message).toContain('modules/{module}/fields.yaml');
    expect([...decoded.elements.keys()]).toEqual(['field:Deals.Amount']);
    expect(decoded.unread.map(({ kind, key }) => `${kind} ${key}`)).toEqual(['role undefined', 'profile a']);
  });

  test('a path of any length is repeated up to a measure', () => {
    const { findings } = decodeEnvironment(files([`modules/Deals/${'y'.repeat(20_000)}.yml`, 'a: 1\n']), kinds);
    expect(findings.map(({ code, message, fix = '' }) => [code, message.length < 1_000, fix.length < 1_000])).toEqual([['file.unknown', true, true]]);
  });

  test('an element in two files is found', () => {
    const { findings } = decodeEnvironment(
      files(['security/profiles/Sales.yaml', 'name: Sales\n'], ['security/profiles/Sales~eb2c6a7b.yaml', 'name: Sales\n']),
      kinds,
    );
    expect(findings.map(({ code }) => code)).toEqual([expect.stringMatching(/^file\.(duplicate|name)$/)]);
  });
});

describe('places', () => {
  const decoded = decodeEnvironment(
    files(
      [
        'modules/Deals/fields.yaml',
        '# first\nAmount:\n  data_type: currency\n日本:\n  data_type: text\n  pick_list_values:\n    - a\n    - actual_value: b\n',
      ],
      ['security/profiles/Sales.yaml', '\nname: Sales\n'],
    ),
    kinds,
    'e',
  );

  test.each([
    ['field:Deals.日本', [], 'value', 4, 1],
    ['field:Deals.日本', ['data_type'], 'value', 5, 14],
    ['field:Deals.日本', ['data_type'], 'key', 5, 3],
    ['field:Deals.日本', ['pick_list_values', 1, 'actual_value'], 'value', 8, 21],
    ['field:Deals.日本', ['pick_list_values', 0], 'value', 7, 7],
    ['field:Deals.日本', ['absent', 'more'], 'value', 4, 1],
    ['profile:Sales', [], 'value', 2, 1],
  ] as const)('%s %j %s is at %i:%i', (ref, path, what, line, column) => {
    const file = ref.startsWith('field') ? 'e/modules/Deals/fields.yaml' : 'e/security/profiles/Sales.yaml';
    expect(decoded.locate(ref, path, what)).toEqual({ file, line, column });
  });

  test('of an element that is not there are unknown', () => {
    expect(decoded.locate('field:Deals.Nothing')).toBeUndefined();
  });
});

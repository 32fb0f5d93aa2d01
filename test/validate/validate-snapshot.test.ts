import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { validators } from '../../cli/kinds/validators.gen.js';
import type { Finding } from '../../cli/model/finding.ts';
import type { Lang } from '../../cli/validate/messages.ts';
import { validateSnapshot } from '../../cli/validate/validate-snapshot.ts';
import { decodeEnvironment } from '../../cli/yaml/decode-environment.ts';

/** A small environment without a mistake; each test breaks one thing. */
const good: Readonly<Record<string, string>> = {
  'modules/Deals/module.yaml': 'plural_label: 商談\nsingular_label: 商談\n',
  'modules/Deals/fields.yaml': `Amount:
  field_label: Amount
  data_type: currency
Stage:
  field_label: Stage
  data_type: picklist
  pick_list_values:
    - -None-
    - New
    - actual_value: Won
      display_value: 受注
Industry:
  field_label: Industry
  data_type: picklist
  global_picklist: Industry
`,
  'modules/Deals/layouts/Standard.yaml':
    'name: Standard\nprofiles:\n  - Sales\nsections:\n  - name: Main\n    fields:\n      - Amount\n      - field: Stage\n        required: true\n',
  'organization/global-picklists/Industry.yaml': 'display_label: Industry\npick_list_values:\n  - Retail\n',
  'security/roles.yaml': 'CEO: {}\nSales:\n  reporting_to: CEO\n',
  'security/profiles/Sales.yaml': 'name: Sales\n',
  'automation/workflow-rules/Deals/Big deal.yaml':
    'name: Big deal\nexecute_when:\n  type: create\nconditions:\n  - instant_actions:\n      - type: add_tags\n        name: big\n',
  'automation/blueprints/Deals/Sales.yaml':
    'name: Sales\nlayout: Deals/Standard\nfield: Stage\nstates:\n  - New\n  - Won\ntransitions:\n  Win:\n    from:\n      - New\n    to: Won\n',
};

function validate(changes: Readonly<Record<string, string>>, lang: Lang = 'en'): readonly Finding[] {
  const decoded = decodeEnvironment(new Map(Object.entries({ ...good, ...changes })), kinds);
  return validateSnapshot(decoded, { kinds, schemas, validators, lang });
}

const place = ({ code, file, line, column }: Finding) => `${file}:${line}:${column} ${code}`;
const edit = (path: string, from: string, to: string) => ({ [path]: (good[path] ?? '').replace(from, to) });
const fields = 'modules/Deals/fields.yaml';
const layout = 'modules/Deals/layouts/Standard.yaml';
const rule = 'automation/workflow-rules/Deals/Big deal.yaml';
const blueprint = 'automation/blueprints/Deals/Sales.yaml';
const currencies = ['EUR', 'JPY'].map((code) => `${code}:\n  name: x\n  symbol: x\n  exchange_rate: '1'\n  is_base: true\n`).join('');
const picklist = 'organization/global-picklists/Industry.yaml';

describe('an environment', () => {
  test('without a mistake has no finding', () => {
    expect(validate({})).toEqual([]);
  });

  test.each([
    [
      'an unknown attribute',
      edit(fields, 'field_label: Amount', 'field_lable: Amount'),
      `${fields}:2:3 schema.additionalProperties`,
      '"field_label"',
    ],
    ['a missing attribute', edit(fields, '  data_type: currency\n', ''), `${fields}:1:1 schema.required`, 'data_type'],
    ['a number for a text', edit(fields, 'field_label: Amount', 'field_label: 12'), `${fields}:2:16 schema.type`, '"12"'],
    [
      'a text for a number',
      edit(fields, 'data_type: currency', 'data_type: currency\n  length: long'),
      `${fields}:4:11 schema.type`,
      'a whole number',
    ],
    ['an empty text', edit(fields, 'field_label: Amount', 'field_label: ""'), `${fields}:2:16 schema.minLength`, ''],
    ['a value of another list', edit(layout, 'name: Main', 'name: Main\n    column_count: 3'), `${layout}:6:19 schema.enum`, ''],
    [
      'an unknown attribute in one of two forms',
      edit(fields, 'display_value: 受注', 'displayvalue: 受注'),
      `${fields}:11:7 schema.additionalProperties`,
      '"display_value"',
    ],
    ['neither of two forms', edit(fields, '- New', '- New\n    - 5'), `${fields}:10:7 schema.type`, '"5"'],
    ['an action of nothing', edit(rule, 'type: add_tags\n        name: big', '{}'), `${rule}:6:9 schema.minProperties`, ''],
    ['a field that is not there', edit(layout, '- Amount', '- Amout'), `${layout}:7:9 ref.missing`, '"Amount"'],
    ['a field that is not there, in the other form', edit(layout, 'field: Stage', 'field: Nothing'), `${layout}:8:16 ref.missing`, 'Add the Field'],
    ['a profile that is not there', edit(layout, '- Sales', '- sales'), `${layout}:3:5 ref.missing`, '"Sales"'],
    [
      'a picklist that is not there',
      edit(fields, 'global_picklist: Industry', 'global_picklist: Industri'),
      `${fields}:15:20 ref.missing`,
      '"Industry"',
    ],
    ['a role that is not there', { 'security/roles.yaml': 'Sales:\n  reporting_to: CEO\n' }, 'security/roles.yaml:2:17 ref.missing', ''],
    ['a role above itself', { 'security/roles.yaml': 'CEO:\n  reporting_to: CEO\nSales: {}\n' }, 'security/roles.yaml:2:17 role.cycle', 'circle'],
    ['a label twice', edit(fields, 'field_label: Stage', 'field_label: Amount'), `${fields}:5:16 label.duplicate`, 'label'],
    [
      'a stored value twice',
      edit(picklist, '- Retail', '- Retail\n  - actual_value: Retail\n    display_value: R'),
      `${picklist}:4:5 picklist.duplicate-value`,
      '',
    ],
    [
      'a shown value twice',
      edit(picklist, '- Retail', '- Retail\n  - actual_value: R\n    display_value: Retail'),
      `${picklist}:4:5 picklist.duplicate-label`,
      '',
    ],
    [
      'two empty choices',
      edit(fields, '- -None-', '- -None-\n    - actual_value: x\n      display_value: -None-'),
      `${fields}:9:7 picklist.none`,
      'first',
    ],
    ['a field twice in a layout', edit(layout, '- Amount', '- Amount\n      - Amount'), `${layout}:8:9 layout.duplicate-field`, ''],
    [
      'a rule that does nothing',
      edit(rule, /instant_actions[^\n]*\n.*/s.exec(good[rule] ?? '')?.[0] ?? '', 'instant_actions: []\n'),
      `${rule}:4:1 workflow.no-action`,
      '',
    ],
    ['two of what only one can be', { 'organization/currencies.yaml': currencies }, 'organization/currencies.yaml:10:12 choice.second', '`is_base`'],
    ['a state that the field lacks', edit(blueprint, '  - Won\n', '  - Won\n  - Lots\n'), `${blueprint}:7:5 blueprint.state`, 'Use one of'],
    ['a transition to nowhere', edit(blueprint, 'to: Won', 'to: Wonn'), `${blueprint}:11:9 blueprint.transition`, '"Won"'],
    ['a transition from nowhere', edit(blueprint, '      - New\n', '      - Old\n'), `${blueprint}:10:9 blueprint.transition`, ''],
  ])('with %s has that one finding at its place', (_name, changes, expected, advice) => {
    const findings = validate(changes);
    expect(findings.map(place)).toEqual([expected]);
    for (const finding of findings) {
      expect(finding.fix).toContain(advice);
      expect(`${finding.message}${finding.fix}`).not.toMatch(/\{\w+\}/);
      expect(finding.element).toBeDefined();
    }
  });

  test('with a reference in an open value to something that is not there has a finding', () => {
    const value = { [rule]: `${good[rule]}        details:\n          layout: Deals/Gone\n` };
    expect(validate(value).map(({ code, path }) => `${code} ${path}`)).toEqual(['ref.missing conditions.0.instant_actions.0.details.layout']);
  });

  test('with many mistakes has all findings', () => {
    const findings = validate({
      [fields]: 'Amount:\n  length: x\n  lenght: 3\nStage:\n  field_label: ""\n  global_picklist: None\n',
      [layout]: 'sections:\n  - fields:\n      - Gone\n      - Stage\n      - Stage\n',
    });
    expect(findings.map(place)).toEqual([
      `${fields}:1:1 schema.required`,
      `${fields}:2:11 schema.type`,
      `${fields}:3:3 schema.additionalProperties`,
      `${fields}:4:1 schema.required`,
      `${fields}:5:16 schema.minLength`,
      `${fields}:6:20 ref.missing`,
      `${layout}:1:1 schema.required`,
      `${layout}:2:5 schema.required`,
      `${layout}:3:9 ref.missing`,
      `${layout}:5:9 layout.duplicate-field`,
    ]);
  });

  test('with a file that cannot be read has no findings that only follow from that', () => {
    expect(validate({ [fields]: 'Amount: [\n' })).toEqual([]);
    expect(validate({ 'security/profiles/Sales.yaml': 'a: b: c\n' })).toEqual([]);
  });

  test('finds nothing missing that exists elsewhere', () => {
    const decoded = decodeEnvironment(new Map(Object.entries(edit(layout, '- Sales', '- Partner'))), kinds);
    const options = { kinds, schemas, validators, lang: 'en' as const };
    const missing = (findings: readonly Finding[]) => findings.filter(({ code }) => code === 'ref.missing').length;
    expect(missing(validateSnapshot(decoded, options))).toBeGreaterThan(0);
    expect(missing(validateSnapshot(decoded, { ...options, exists: () => true }))).toBe(0);
  });

  test('speaks Japanese', () => {
    const [finding] = validate(edit(fields, 'field_label: Amount', 'field_lable: Amount'), 'ja');
    expect(finding).toMatchObject({ message: '項目に属性 field_lable はありません。', fix: '"field_label" のことですか。' });
  });

  test.each(['__proto__', 'constructor', 'toString'])('refuses an attribute %s', (name) => {
    const findings = validate(edit(fields, 'field_label: Amount', `field_label: Amount\n  ${name}: x`));
    expect(findings.map(place)).toEqual([`${fields}:3:3 schema.additionalProperties`]);
  });
});

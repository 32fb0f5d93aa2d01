import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import type { Kind } from '../../cli/kinds/kind.ts';
import { refOf } from '../../cli/model/element.ts';
import { assignPaths, keyOfPath, pathOf } from '../../cli/yaml/element-path.ts';
import { foldPath } from '../../cli/yaml/file-name.ts';

const kindOf = (name: string): Kind => {
  const kind = kinds.find((candidate) => candidate.name === name);
  if (kind === undefined) throw new Error(`no kind ${name}`);
  return kind;
};

describe('a path', () => {
  test.each([
    ['module', 'Deals', 'modules/Deals/module.yaml'],
    ['layout', 'Deals/A/B test', 'modules/Deals/layouts/A%2FB test.yaml'],
    ['global_picklist', 'Industry', 'organization/global-picklists/Industry.yaml'],
    ['workflow_rule', 'Deals/大型商談', 'automation/workflow-rules/Deals/大型商談.yaml'],
    ['profile', 'Standard', 'security/profiles/Standard.yaml'],
  ])('of %s %s is %s and back', (name, key, path) => {
    expect(pathOf(kindOf(name), key)).toBe(path);
    expect(keyOfPath(kinds, path)).toMatchObject({ kind: { name }, key });
  });

  test('of a file of many elements has no key of its own', () => {
    expect(pathOf(kindOf('field'), 'Deals.Stage')).toBe('modules/Deals/fields.yaml');
    expect(keyOfPath(kinds, 'modules/Deals/fields.yaml')).toMatchObject({ module: 'Deals', key: undefined });
    expect(pathOf(kindOf('role'), 'CEO')).toBe('security/roles.yaml');
  });

  test.each([
    '../x.yaml',
    'modules/../layouts/x.yaml',
    'modules//module.yaml',
    'modules/Deals/layouts/.yaml',
    'security/profiles/a%2fb.yaml',
    'x',
    '.github/workflows/a.yaml',
  ])('%s belongs to no kind', (path) => {
    expect(keyOfPath(kinds, path)).toBeUndefined();
  });
});

describe('paths of many elements', () => {
  const name = fc
    .array(fc.constantFrom('a', 'A', 'ß', 'ss', 'é', 'e\u0301', 'K', '\u212a', 'x/y', '日本'), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join(''));

  test('differ on a disk that ignores case and normalisation, and lead back to the key', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 12 }), (names) => {
        const elements = names.flatMap((key) => [
          { kind: 'profile', key, attributes: {} },
          { kind: 'workflow_rule', key: `Deals/${key}`, attributes: {} },
        ]);
        const paths = assignPaths(kinds, elements);
        expect(new Set([...paths.values()].map(foldPath)).size).toBe(elements.length);
        for (const { kind, key } of elements)
          expect(keyOfPath(kinds, paths.get(refOf(kind, key)) ?? '')).toMatchObject({ kind: { name: kind }, key });
      }),
    );
  });

  test('a module keeps one folder for all its kinds when its name collides with another by case', () => {
    const elements = [
      { kind: 'module', key: 'Deals', attributes: {} },
      { kind: 'module', key: 'deals', attributes: {} },
      { kind: 'field', key: 'Deals.Stage', attributes: {} },
      { kind: 'layout', key: 'deals/Standard', attributes: {} },
    ];
    const paths = assignPaths(kinds, elements);
    const folder = (ref: `${string}:${string}`) => (paths.get(ref) ?? '').split('/')[1];
    expect(folder('field:Deals.Stage')).toBe(folder('module:Deals'));
    expect(folder('layout:deals/Standard')).toBe(folder('module:deals'));
    expect(foldPath(folder('module:deals') ?? '')).not.toBe(foldPath(folder('module:Deals') ?? ''));
    expect(keyOfPath(kinds, paths.get('module:deals') ?? '')?.key).toBe('deals');
  });
});

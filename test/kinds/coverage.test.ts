import { describe, expect, test } from 'vitest';
import { generateCoverage } from '../../.ci/generate-coverage.ts';
import { assumeCapabilities } from '../../cli/crm/offered.ts';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { coverKind } from '../../cli/kinds/coverage.ts';
import type { Capabilities } from '../../cli/model/capability.ts';
import { kindOf } from '../plan/world.ts';

const published = assumeCapabilities(kinds);

/** The published API without some methods of a path. */
function without(path: string, ...methods: readonly string[]): Capabilities {
  const kept = (published.paths.get(path) ?? []).filter((operation) => !methods.includes(operation.method));
  return { paths: new Map([...published.paths, [path, kept]]) };
}

describe('what can be done to a kind', () => {
  test.each(kinds.map((kind) => [kind.name, kind] as const))(
    '%s has a class and a reason, the same where an org offers all that is published',
    (_name, kind) => {
      const row = coverKind(kind);
      expect(row.reason.en).toMatch(/^[\w' ].*[^.]$/);
      expect(row.reason.ja).not.toBe('');
      expect(coverKind(kind, published)).toEqual(row);
      if (row.class !== 'manual') expect([row.read, row.mode]).toEqual([true, 'api']);
      if (!row.read) expect(row.class).toBe('manual');
    },
  );

  test('follows from what the org offers', () => {
    expect(coverKind(kindOf('task'))).toMatchObject({ class: 'automated', mode: 'api', delete: true });
    expect(coverKind(kindOf('task'), without('/settings/automation/tasks/{}', 'DELETE'))).toMatchObject({
      class: 'partly',
      delete: false,
      reason: { en: 'the API offers no delete', ja: 'API では削除ができません' },
    });
    const none = without('/settings/automation/tasks', 'GET');
    expect(coverKind(kindOf('task'), none)).toMatchObject({ class: 'manual', read: false, reason: { en: expect.stringContaining('no list') } });
  });

  test('is nothing where no API has the kind, and then the reason is its own', () => {
    const row = { read: false, create: false, update: false, delete: false, mode: 'manual', class: 'manual', reason: kindOf('report').byHand?.why };
    expect(coverKind(kindOf('report'), published)).toEqual({ kind: 'report', ...row });
  });

  test('of what every org has once is all, when it can be changed', () => {
    expect(coverKind(kindOf('fiscal_year'))).toMatchObject({ class: 'automated', create: false, delete: false });
  });
});

test('the page lists every kind once', () => {
  const text = generateCoverage(kinds);
  for (const { name } of kinds) expect(text.split(`| \`${name}\` |`)).toHaveLength(2);
  expect(text).toContain(`knows ${kinds.length} kinds`);
});

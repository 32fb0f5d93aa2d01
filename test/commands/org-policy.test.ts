import { expect, test } from 'vitest';
import { readPolicy } from '../../cli/commands/org-policy.ts';
import { FindingsFailure } from '../../cli/commands/refuse.ts';
import type { Finding } from '../../cli/model/finding.ts';
import { usualApproval, usualRules } from '../../cli/model/org.ts';

const file = 'environments/osaka/org.yaml';
const read = (content: string) => readPolicy('osaka', file, content);

function findingsOf(content: string): readonly Finding[] {
  try {
    read(content);
  } catch (error) {
    if (error instanceof FindingsFailure) return error.findings;
    throw error;
  }
  return [];
}

test('an org.yaml that sets no rules has the usual ones, which delete nothing', () => {
  expect(read('data_center: jp\n').rules).toEqual(usualRules);
  expect(read('').rules).toEqual(usualRules);
});

test('every rule of org.yaml is read', () => {
  const { rules } = read(`authority: {usual: managed, workflow_rule: authoritative}
prune: [workflow_rule, role]
protect: [{kind: field, element: "Deals.*"}]
delete_limit: {count: 3}
ignore: [{kind: field, element: Deals.Amount, attribute: tooltip.name}, {element: "*Test*"}]
deploy_once: [{kind: role}]
budget: {credits: 2000, minutes: 30}
`);
  expect(rules).toEqual({
    authority: { usual: 'managed', kinds: new Map([['workflow_rule', 'authoritative']]) },
    prune: new Set(['workflow_rule', 'role']),
    protect: [{ kind: 'field', element: 'Deals.*' }],
    deleteLimit: { count: 3, percent: 30 },
    ignore: [{ kind: 'field', element: 'Deals.Amount', attribute: 'tooltip.name' }, { element: '*Test*' }],
    deployOnce: [{ kind: 'role' }],
    budget: { credits: 2000, minutes: 30 },
  });
  expect(read('authority: authoritative\n').rules.authority).toEqual({ usual: 'authoritative', kinds: new Map() });
});

test.each([
  ['authority: authoritive\n', { code: 'org.policy', line: 1, column: 12, fix: 'Did you mean authoritative?' }],
  ['authority: {usual: managed, workflow_rules: managed}\n', { code: 'kind.unknown', line: 1, column: 29, fix: 'Did you mean workflow_rule?' }],
  ['prune: [role, fields]\n', { code: 'kind.unknown', line: 1, column: 15 }],
  ['protect:\n  - kind: felds\n', { code: 'kind.unknown', line: 2, column: 11 }],
  ['ignore:\n  - {}\n', { code: 'org.policy', line: 2 }],
  ['protect: [{attribute: name}]\n', { code: 'org.policy', path: 'protect.0.attribute' }],
  ['delete_limit: {count: -1}\n', { code: 'org.policy', line: 1, column: 23 }],
  ['delete_limit: {percent: 120}\n', { code: 'org.policy' }],
  ['budget: {credits: 0}\n', { code: 'org.policy' }],
  ['prunes: [role]\n', { code: 'org.policy', line: 1, column: 1 }],
])('%j is a finding at its place', (content, expected) => {
  expect(findingsOf(content)).toEqual([expect.objectContaining({ file, ...expected })]);
});

const settings = (defaults: string) => `version: 1\ndefaults: ${defaults}\n`;

test('what an approval has to be is read from org.yaml, then from the defaults of orgcast.yaml, key by key', () => {
  expect(read('').approval).toEqual(usualApproval);
  const all = 'approval: signed\nmin_reviews: 2\nforks: true\nallow: [rights, owners]\npolicy: native-parity\ndisclose: names-only\n';
  const expected = {
    approval: 'signed',
    minReviews: 2,
    forks: true,
    allow: new Set(['rights', 'owners']),
    eligibility: 'native-parity',
    disclose: 'names-only',
  };
  expect(read(all).approval).toEqual(expected);
  const defaults = settings('{approval: signed, min_reviews: 2, forks: true, allow: [rights, owners], policy: native-parity, disclose: names-only}');
  expect(readPolicy('osaka', file, '', { settings: defaults }).approval).toEqual(expected);
  const own = 'approval: merge\nmin_reviews: 0\nforks: false\nallow: []\npolicy: usual\ndisclose: values\n';
  expect(readPolicy('osaka', file, own, { settings: defaults }).approval).toEqual(usualApproval);
  expect(readPolicy('osaka', file, 'forks: false\n', { settings: defaults }).approval).toEqual({ ...expected, forks: false });
});

test.each([
  ['approval: sign\n', { code: 'org.policy', line: 1, column: 11 }],
  ['min_reviews: -1\n', { code: 'org.policy', line: 1, column: 14 }],
  ['min_reviews: 1.5\n', { code: 'org.policy' }],
  ['forks: "yes"\n', { code: 'org.policy', line: 1, column: 8 }],
  ['allow: [right]\n', { code: 'org.policy', line: 1, column: 9, fix: 'Did you mean rights?' }],
  ['allow: rights\n', { code: 'org.policy' }],
  ['policy: native\n', { code: 'org.policy' }],
  ['disclose: names\n', { code: 'org.policy' }],
])('%j refuses everything, in org.yaml as in the defaults', (content, expected) => {
  expect(findingsOf(content)).toEqual([expect.objectContaining({ file, ...expected })]);
  const indented = `version: 1\ndefaults:\n  ${content}`;
  const found = (() => {
    try {
      readPolicy('osaka', file, '', { settings: indented });
    } catch (error) {
      if (error instanceof FindingsFailure) return error.findings;
      throw error;
    }
    return [];
  })();
  expect(found).toEqual([expect.objectContaining({ code: 'org.policy', file: 'orgcast.yaml', line: 3 })]);
});

test('settings that cannot be read refuse too', () => {
  for (const content of ['', 'version: 2\n', 'version: 1\ndefault: {}\n', 'version: 1\ndefaults: {approvers: [1]}\n', 'version: 1\nversion: 1\n']) {
    expect(() => readPolicy('osaka', file, '', { settings: content }), content).toThrow(FindingsFailure);
  }
});

import { expect, test } from 'vitest';
import { ownersOf } from '../../cli/doctor/codeowners-pattern.ts';
import { matchesRef } from '../../cli/doctor/ref-pattern.ts';

test.each([
  ['refs/tags/orgcast/**/*', 'refs/tags/orgcast/spent/k', true],
  ['refs/tags/orgcast/**/*', 'refs/tags/orgcast/plan/k/sha/1', true],
  ['refs/tags/orgcast/**', 'refs/tags/orgcast/spent/k', false],
  ['refs/tags/orgcast/*', 'refs/tags/orgcast/spent/k', false],
  ['refs/tags/orgcast/*/*', 'refs/tags/orgcast/spent/k', true],
  ['refs/tags/**/*', 'refs/tags/orgcast/spent/k', true],
  ['refs/tags/orgcast/spent/[a-k]', 'refs/tags/orgcast/spent/k', true],
  ['refs/tags/orgcast/spent/[!k]', 'refs/tags/orgcast/spent/k', false],
  ['refs/tags/orgcast/spent/?', 'refs/tags/orgcast/spent/k', true],
  ['refs/tags/orgcast.spent/k', 'refs/tags/orgcastxspent/k', false],
  ['~ALL', 'refs/tags/orgcast/spent/k', true],
  ['~DEFAULT_BRANCH', 'refs/tags/orgcast/spent/k', false],
])('the ruleset pattern %s and %s', (pattern, ref, matches) => {
  expect(matchesRef(pattern, ref)).toBe(matches);
});

test.each([
  ['* @a', 'x/y.ts', ['@a']],
  ['* @a\n/x/ @b', 'x/y/z.ts', ['@b']],
  ['/x/ @b\n* @a', 'x/y.ts', ['@a']],
  ['* @a\n/x/', 'x/y.ts', []],
  ['/x/* @b', 'x/y.ts', ['@b']],
  ['/x/* @b', 'x/y/z.ts', []],
  ['x/** @b', 'x/y/z.ts', ['@b']],
  ['**/x @b', 'a/x/y.ts', ['@b']],
  ['*.yaml @b @c', 'deep/down/org.yaml', ['@b', '@c']],
  ['/environments/*/org.yaml @b', 'environments/osaka/org.yaml', ['@b']],
  ['/environments/*/org.yaml @b', 'environments/osaka/deep/org.yaml', []],
  ['org.yaml @b', 'environments/osaka/org.yaml', ['@b']],
  ['/org.yaml @b', 'environments/osaka/org.yaml', []],
  ['.github @b', '.github/workflows/apply.yml', ['@b']],
  ['xgithub/ @b', '.github/workflows/apply.yml', []],
  ['# * @a', 'x', []],
  ['/x @b # why', 'x', ['@b']],
])('the owners of %j for %s', (text, path, owners) => {
  expect(ownersOf(text, path)).toEqual(owners);
});

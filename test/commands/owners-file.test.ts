import { expect, test } from 'vitest';
import { ownersText } from '../../cli/commands/owners-file.ts';
import { ownersOf } from '../../cli/doctor/codeowners-pattern.ts';

const paths = ['.github/CODEOWNERS', '.github/workflows/apply.yml', 'orgcast.yaml', 'environments/osaka/org.yaml'];

test('whoever sets a repository up owns what decides about requests', () => {
  const text = ownersText(['osaka', 'kobe'], 'kenji');
  expect([...paths, 'environments/kobe/org.yaml'].map((path) => ownersOf(text, path))).toEqual(Array.from({ length: 5 }, () => ['@kenji']));
  expect(ownersOf(text, 'environments/osaka/modules/Leads/module.yaml')).toEqual([]);
});

test('where nobody knows who that is, nobody owns anything, and the lines are there to fill in', () => {
  const text = ownersText([], undefined);
  expect(paths.map((path) => ownersOf(text, path))).toEqual([[], [], [], []]);
  const filled = text.replace(/^# (?=\/)/gm, '').replaceAll('@your-org/', '@acme/');
  expect(paths.map((path) => ownersOf(filled, path))).toEqual([['@acme/platform'], ['@acme/platform'], ['@acme/platform'], ['@acme/osaka-admins']]);
});

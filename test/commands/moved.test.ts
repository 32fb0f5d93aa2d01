import { expect, test } from 'vitest';
import { decodeElements } from '../../cli/commands/environment.ts';
import { readMoves } from '../../cli/commands/moved.ts';

const file = 'environments/osaka/moved.yaml';

test('renames are read, and come with the elements of an environment', () => {
  const content = 'moved:\n  - {kind: role, from: A, to: "B: c"}\n';
  const moves = [{ from: 'role:A', to: 'role:B: c' }];
  expect(readMoves(file, content)).toEqual({ moves, findings: [] });
  expect(decodeElements('osaka', new Map([['moved.yaml', content]]))).toMatchObject({ moved: moves, findings: [] });
  expect(readMoves(file, undefined)).toEqual({ moves: [], findings: [] });
});

test.each([
  ['moved: [{kind: rolle, from: A, to: B}]\n', 'kind.unknown', 'moved.0.kind'],
  ['moved: [{kind: field, from: Deals.A, to: Deals.B}]\n', 'moved.kind', 'moved.0.kind'],
  ['moved: [{kind: role, from: A, to: A}]\n', 'moved.same', 'moved.0.to'],
  ['moved: [{kind: role, from: A, to: B}, {kind: role, from: A, to: C}]\n', 'moved.twice', 'moved.1.from'],
  ['moved: [{kind: role, from: A}]\n', 'moved.form', 'moved.0'],
  ['move: []\n', 'moved.form', 'move'],
])('%j is a finding at its place, and nothing is moved', (content, code, path) => {
  const found = readMoves(file, content, 'ja');
  expect(found.moves).toEqual([]);
  expect(found.findings).toEqual([expect.objectContaining({ code, path, file, line: 1 })]);
});

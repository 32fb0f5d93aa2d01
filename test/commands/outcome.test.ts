import { expect, test } from 'vitest';
import { describeError, exitCodeOf } from '../../cli/commands/outcome.ts';
import { Failure } from '../../cli/model/failure.ts';

test('a failure is one line with code, place and fix, and exits as its kind says', () => {
  const failure = new Failure('the key has expired', { code: 'key.expired', kind: 'refused', place: 'ock1_abc', fix: 'Create a new one' });
  expect(describeError(failure)).toBe('error key.expired ock1_abc: the key has expired. Create a new one.\n');
  expect(exitCodeOf(failure)).toBe(4);
});

test('a failure without place and fix is a sentence still', () => {
  expect(describeError(new Failure('No answer!', { code: 'net.down', kind: 'failure' }))).toBe('error net.down: No answer!\n');
});

test('every kind of failure has its exit code', () => {
  const codes = (['failure', 'invalid', 'refused', 'partial', 'usage'] as const).map((kind) => exitCodeOf(new Failure('x', { code: 'x', kind })));
  expect(codes).toEqual([1, 3, 4, 5, 64]);
});

test('anything else is a bug: its stack is shown and the code is 1', () => {
  const bug = new TypeError('boom');
  expect(describeError(bug)).toContain('TypeError: boom\n    at ');
  expect(exitCodeOf(bug)).toBe(1);
  expect(describeError('text')).toContain('text');
});

import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const program = join(dirname(import.meta.dirname), 'dist/main.js');

/** Runs the bundle, optionally with a module loaded first. */
function run(args: readonly string[], preload?: string): { status: number | null; stdout: string; stderr: string } {
  const before = preload === undefined ? [] : ['--import', `data:text/javascript,${encodeURIComponent(preload)}`];
  return spawnSync(process.execPath, [...before, program, ...args], { encoding: 'utf8' });
}

test('the version is that of the package', () => {
  expect(run(['--version'])).toMatchObject({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
});

test('an unknown flag is a usage error, explained in words', () => {
  const { status, stdout, stderr } = run(['--jsn']);
  expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
  expect(stderr).toContain('--jsn');
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('help is a result, not an error', () => {
  const { status, stdout, stderr } = run(['--help']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('Usage: orgcast');
});

test('a Node that is too old is told which one is needed, in one sentence', () => {
  const preload = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.13.1' } })";
  const { status, stdout, stderr } = run(['--help'], preload);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^orgcast needs Node 22\.14 or newer and this is Node 22\.13\.1: .+\.\n$/);
});

test('a reader that leaves early is no failure', () => {
  const { status, stderr } = spawnSync('bash', ['-c', '"$1" "$2" --help | true; exit "${PIPESTATUS[0]}"', 'bash', process.execPath, program], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

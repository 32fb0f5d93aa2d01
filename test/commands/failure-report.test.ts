import { expect, test } from 'vitest';
import { makeContext } from '../../cli/commands/context.ts';
import { reportFailure } from '../../cli/commands/failure-report.ts';
import { runProgram } from '../../cli/commands/program.ts';
import { refuseFindings } from '../../cli/commands/refuse.ts';
import type { World } from '../../cli/commands/world.ts';
import { Failure } from '../../cli/model/failure.ts';
import type { Finding } from '../../cli/model/finding.ts';
import { silentWorld } from './world.ts';

/** What a world heard. */
function listen(changes: Partial<World> = {}): { world: World; heard: { stdout: string; stderr: string } } {
  const heard = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      heard[name] += text;
    },
    isTTY: false,
    columns: undefined,
  });
  return { world: { ...silentWorld('/nowhere'), stdout: output('stdout'), stderr: output('stderr'), ...changes }, heard };
}

const secret = 'pssst-very-secret';

test.each(['GITHUB_TOKEN', 'GH_TOKEN', 'ORGCAST_KEY', 'ORGCAST_CLIENT_SECRET', 'ORGCAST_OSAKA_REFRESH_TOKEN', 'ORGCAST_SECRET_ERP'])(
  'the value of %s is printed nowhere, in whatever encoding',
  (name) => {
    const { world, heard } = listen({ env: { [name]: `${secret}\n` } });
    const context = makeContext(world, { repo: '.', color: false, json: true });
    const encoded = Buffer.from(secret).toString('base64');
    const failure = new Failure(`the host said ${secret}`, {
      code: 'x.y',
      kind: 'failure',
      place: `https://x:${secret}@host`,
      fix: `Send ${encoded}.`,
    });
    expect(reportFailure(context, failure)).toBe(1);
    context.progress(`with ${secret}`);
    context.printJson({ secret, deep: [{ encoded }] });
    expect(`${heard.stdout}${heard.stderr}`).not.toContain(secret);
    expect(`${heard.stdout}${heard.stderr}`).not.toContain(encoded);
    expect(heard.stdout).toContain('"secret": "***"');
    expect(heard.stderr).toContain('error x.y https://***@host: the host said ***. Send ***.\n');
  },
);

test('a careless secret does not bend the shape of a document', () => {
  const { world, heard } = listen({ env: { ORGCAST_SECRET_WORD: 'message' } });
  const context = makeContext(world, { repo: '.', color: false, json: true });
  reportFailure(context, new Failure('a message', { code: 'x.y', kind: 'invalid' }));
  expect(JSON.parse(heard.stdout)).toMatchObject({ error: { code: 'x.y', message: 'a ***', exitCode: 3 }, findings: [] });
});

test('every finding of a failure is told: one in the sentence, several in a list after it', () => {
  const finding = (line: number): Finding => ({
    code: 'ref.missing',
    severity: 'error',
    message: `Line ${line} is wrong.`,
    file: 'a.yaml',
    line,
    column: 1,
    fix: 'Mend it.',
  });
  const one = listen();
  const context = makeContext(one.world, { repo: '.', color: false });
  reportFailure(context, refuseFindings([finding(7)], 'The file cannot be used', { code: 'env.invalid' }));
  expect(one.heard.stderr).toBe('error env.invalid a.yaml:7:1: The file cannot be used: Line 7 is wrong [ref.missing]. Mend it.\n');
  const two = listen();
  reportFailure(makeContext(two.world, { repo: '.', color: false }), refuseFindings([finding(7), finding(9)], 'No', { code: 'env.invalid' }));
  expect(two.heard.stderr.split('\n').filter((line) => line.startsWith('a.yaml:'))).toHaveLength(2);
  expect(two.heard.stdout).toBe('');
});

test('a bug is a document too, and its stack stays on stderr', () => {
  const { world, heard } = listen();
  expect(reportFailure(makeContext(world, { repo: '.', color: false, json: true }), new TypeError('boom'))).toBe(1);
  expect(JSON.parse(heard.stdout)).toMatchObject({ error: { code: 'bug', kind: 'failure', message: 'boom' } });
  expect(heard.stdout).not.toContain('    at ');
  expect(heard.stderr).toContain('TypeError: boom\n    at ');
});

test('a wrong command line ends with 64, with --json as a document', async () => {
  const { world, heard } = listen({ argv: ['--json', 'plan', 'osaka', '--formt', 'json'] });
  expect(await runProgram(world)).toBe(64);
  expect(JSON.parse(heard.stdout)).toMatchObject({ error: { code: 'usage.unknown-option', kind: 'usage', exitCode: 64 } });
  expect(heard.stderr).toContain('--formt');
});

test('a name that holds a command, a line or an escape commands neither the runner nor the terminal', () => {
  const { world, heard } = listen();
  const hostile = 'a\n::add-mask::x\u001b[2J##[add-path]b\u202e';
  for (const json of [true, false]) {
    const context = makeContext(world, { repo: '.', color: false, json });
    reportFailure(context, new Failure(`${hostile} is odd`, { code: 'x.y', kind: 'invalid', place: hostile, fix: `Rename ${hostile}` }));
    context.progress(`reading\n::error::${hostile}`);
    context.print(hostile);
    context.printJson({ hostile });
  }
  const lines = `${heard.stdout}${heard.stderr}`.split('\n');
  expect(lines.filter((line) => /^\s*::/.test(line) || line.includes('##['))).toEqual([]);
  expect(heard.stderr.split('\n').find((line) => line.startsWith('error x.y'))).toContain('a⏎::add-mask::x\\u{1b}[2J');
});

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What a step left behind. */
export interface StepEnd {
  readonly code: number;
  readonly outputs: Readonly<Record<string, string>>;
}

/** The machine of one job: folders, and what grows from step to step. Nothing of the test's own environment but the way to programs is in it. */
export interface Machine {
  readonly home: string;
  readonly workspace: string;
  /** variables that every step gets */
  readonly variables: Record<string, string>;
  /** texts that never appear in the log */
  readonly secrets: readonly string[];
  log: string;
}

/** Makes a machine with empty folders; `variables` are those of the job and of the machine. */
export function startMachine(variables: Readonly<Record<string, string>>, secrets: readonly string[]): Machine {
  const home = mkdtempSync(join(tmpdir(), 'orgcast-runner-'));
  const workspace = join(home, 'work');
  mkdirSync(workspace);
  const base = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
  };
  return { home, workspace, variables: { ...base, RUNNER_TEMP: home, npm_config_update_notifier: 'false', ...variables }, secrets, log: '' };
}

/** Removes the machine's folders. */
export function stopMachine(machine: Machine): void {
  rmSync(machine.home, { recursive: true, force: true });
}

/** Adds to the log what a program or the runner says, secrets masked by exact value as GitHub does. */
export function writeLog(machine: Machine, text: string): void {
  machine.log += machine.secrets.filter((secret) => secret !== '').reduce((masked, secret) => masked.replaceAll(secret, '***'), text);
}

/** Runs a script with the shell that GitHub would use, and reads what it wrote to GITHUB_OUTPUT, GITHUB_ENV and GITHUB_PATH. */
export async function runScript(machine: Machine, script: string, shell: string, env: Readonly<Record<string, string>>): Promise<StepEnd> {
  const folder = mkdtempSync(join(machine.home, 'step-'));
  const files = Object.fromEntries(['OUTPUT', 'ENV', 'PATH', 'STEP_SUMMARY'].map((name) => [`GITHUB_${name}`, join(folder, name)]));
  for (const path of Object.values(files)) writeFileSync(path, '');
  writeFileSync(join(folder, 'script.sh'), script);
  const flags = shellFlags(shell);
  const code = await runProgram(machine, 'bash', [...flags, join(folder, 'script.sh')], { ...files, ...env });
  const read = (name: string): string => readFileSync(files[`GITHUB_${name}`] ?? '', 'utf8');
  Object.assign(machine.variables, readAssignments(read('ENV')));
  const added = read('PATH')
    .split('\n')
    .filter((line) => line !== '');
  for (const path of added) prependPath(machine, path);
  return { code, outputs: readAssignments(read('OUTPUT')) };
}

/** Without a shell named, GitHub's bash does not stop at a failure inside a pipe. */
function shellFlags(shell: string): readonly string[] {
  if (shell === '') return ['-e'];
  if (shell === 'bash') return ['--noprofile', '--norc', '-eo', 'pipefail'];
  throw new Error(`the test runner has no shell ${shell}`);
}

/** Puts a folder first in the PATH of the steps that follow. */
export function prependPath(machine: Machine, folder: string): void {
  machine.variables['PATH'] = `${folder}:${machine.variables['PATH'] ?? ''}`;
}

/** Runs a program in the workspace, its output in the log. Answers its exit code. */
export function runProgram(machine: Machine, program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: machine.workspace, env: { ...machine.variables, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => {
      writeLog(machine, said);
      resolve(code ?? 1);
    });
  });
}

/** `name=value` lines and `name<<MARK … MARK` blocks. */
function readAssignments(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const lines = text.split('\n');
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, blockName, mark] = /^([^=]+?)<<(.+)$/.exec(line) ?? [];
    const [, name, value = ''] = /^([^=]+)=(.*)$/.exec(line) ?? [];
    if (blockName !== undefined && mark !== undefined) {
      const end = lines.indexOf(mark);
      if (end < 0) throw new Error(`no line ${mark} ends the value of ${blockName}`);
      found[blockName] = lines
        .splice(0, end + 1)
        .slice(0, -1)
        .join('\n');
    } else if (name !== undefined) found[name] = value;
  }
  return found;
}

const program = join(import.meta.dirname, '../../../dist/main.js');

/**
 * Stands for the workflows' install step, the only step that is not run as written: a test has no network, so it cannot install anything. What that step
 * is for, it does: the bundled program of this checkout is where `npx --no-install orgcast` looks for it.
 */
export function installProgram(machine: Machine): void {
  if (!existsSync(program)) throw new Error('there is no bundle in dist/: run "npm run build" first');
  const link = join(machine.workspace, 'node_modules/.bin/orgcast');
  mkdirSync(dirname(link), { recursive: true });
  // a script and not a link: the program's own folder must be found from where it really is, on any file system
  writeFileSync(link, `#!/bin/sh\nexec node "${program}" "$@"\n`, { mode: 0o755 });
}

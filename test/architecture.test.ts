import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultExports, functionSizes, globalUses, nodeImports, parseSource, quantile, readSources, reExports } from './architecture-source.ts';

const root = dirname(import.meta.dirname);
const sources = readSources(root, 'cli');
const pure = /^cli\/(model|kinds|live|yaml|validate|plan|key|send|apply|doctor|report)\//;
const pureSources = sources.filter(({ path }) => pure.test(path));
const effects = [
  'Date.now',
  'new Date',
  'Math.random',
  'performance.now',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'crypto',
  'globalThis',
];
const banned = /(^|[-_/.])(index|utils?|helpers?|common|base|managers?|services?|handlers?|misc)(?=[-_/.]|$)/i;

interface Cruise {
  readonly modules: number;
  readonly violations: readonly string[];
}

/** Runs the layer rules over `cli/` of a folder. */
function cruise(folder: string): Cruise {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const run = spawnSync(process.execPath, [program, '--output-type', 'json', 'cli'], { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (!run.stdout.startsWith('{')) throw new Error(`dependency-cruiser failed: ${run.stderr}`);
  const { summary } = JSON.parse(run.stdout) as {
    summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] };
  };
  return { modules: summary.totalCruised, violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`) };
}

describe('layers', () => {
  test('imports point down only, without cycles, types included', () => {
    const { modules, violations } = cruise(root);
    expect(violations).toEqual([]);
    expect(modules).toBeGreaterThanOrEqual(sources.length);
    expect(sources.length).toBeGreaterThan(10);
  });

  test('the rules see every kind of wrong import', () => {
    const folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
    try {
      const wrong = writeWrongImports(folder);
      const { violations } = cruise(folder);
      for (const expected of wrong) expect(violations.join('\n')).toContain(expected);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** A program that breaks each rule once; gives the breaches as reported. */
function writeWrongImports(folder: string): string[] {
  for (const file of ['.dependency-cruiser.mjs', 'tsconfig.json', 'package.json']) cpSync(join(root, file), join(folder, file));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const files = {
    'main.ts': "import './plan/a.ts';",
    'commands/run.ts': "import { b } from '../model/b.ts'; export const run = b;",
    'model/b.ts': "import type { C } from '../kinds/c.ts'; export const b: C = 1;",
    'kinds/c.ts': "import type { b } from '../model/b.ts'; export type C = number; export type D = typeof b;",
    'plan/a.ts': "import '../validate/d.ts'; import '../crm/e.ts'; import 'node:fs'; import process from 'node:process'; export const a = process;",
    'validate/d.ts': "import '../commands/run.ts'; import { Octokit } from '@octokit/rest'; export const d = Octokit;",
    'crm/e.ts': "import '../disk/f.ts'; import fc from 'fast-check'; export const e = fc;",
    'disk/f.ts': 'export const f = 1;',
    'emulator/g.ts': "import '../kinds/c.ts'; import '../missing.ts'; export const g = 1;",
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'cli', path)), { recursive: true });
    writeFileSync(join(folder, 'cli', path), `${text}\n`);
  }
  return [
    'main-imports-commands: cli/main.ts',
    'no-cycle: cli/',
    'model-imports-down: cli/model/b.ts',
    'plan-imports-down: cli/plan/a.ts -> cli/validate/d.ts',
    'plan-imports-down: cli/plan/a.ts -> cli/crm/e.ts',
    'plan-has-no-effects: cli/plan/a.ts',
    'process-in-main-only: cli/plan/a.ts',
    'validate-imports-down: cli/validate/d.ts -> cli/commands/run.ts',
    '@octokit-at-home: cli/validate/d.ts',
    'crm-imports-down: cli/crm/e.ts -> cli/disk/f.ts',
    'no-undeclared-package: cli/crm/e.ts',
    'emulator-imports-down: cli/emulator/g.ts -> cli/kinds/c.ts',
    'no-unresolvable: cli/emulator/g.ts',
  ];
}

describe('what only some files may do', () => {
  test('only main.ts touches the process', () => {
    expect(sources.filter(({ path }) => path !== 'cli/main.ts').flatMap((source) => globalUses(source, ['process']))).toEqual([]);
  });

  test('model, kinds and stages have no clock, no randomness and no network', () => {
    expect(pureSources.flatMap((source) => globalUses(source, effects))).toEqual([]);
    expect(pureSources.flatMap((source) => nodeImports(source, /^(random|generateKey|webcrypto|getRandom)/))).toEqual([]);
  });

  test('nothing is exported as default and nothing is handed on', () => {
    expect(sources.flatMap(defaultExports)).toEqual([]);
    expect(sources.flatMap(reExports)).toEqual([]);
  });

  test('files are kebab-case nouns of the domain', () => {
    const names = sources.map(({ path }) => path.replace(/\.ts$/, ''));
    expect(names.filter((name) => banned.test(name))).toEqual([]);
    expect(names.filter((name) => !/^[a-z0-9-]+(\/[a-z0-9-]+)*$/.test(name))).toEqual([]);
  });

  test('the checks see what they look for', () => {
    const text = [
      "import { createHash, randomBytes as r } from 'node:crypto';",
      "import type { N } from 'node:process';",
      'export default function f(process: N) { return Date.now() + r(1).length; }',
      "export * from './x.ts';",
      'const date = new Date(0), now = new Date(), key = { process: 1 }.process;',
      'const env = process.env;',
    ].join('\n');
    const source = parseSource('x.ts', text);
    expect(defaultExports(source)).toEqual(['x.ts:3']);
    expect(reExports(source)).toEqual(['x.ts:4']);
    expect(globalUses(source, effects)).toEqual(['x.ts:3', 'x.ts:5']);
    expect(globalUses(source, ['process'])).toEqual(['x.ts:6']);
    expect(nodeImports(source, /^random/)).toEqual(['x.ts:1']);
    expect(['cli/utils/x', 'cli/plan/index', 'cli/crm/date-helper'].every((name) => banned.test(name))).toBe(true);
  });
});

describe('size budget', () => {
  const files = sources.map(({ lines }) => lines);
  const functions = sources.flatMap(functionSizes);
  const lines = functions.map((found) => found.lines);

  test('no file is longer than 250 lines, no function longer than 60', () => {
    expect(sources.filter((source) => source.lines > 250).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
    expect(functions.filter((found) => found.lines > 60).map(({ place, lines }) => `${place}: ${lines}`)).toEqual([]);
  });

  test('files: median at most 90 lines, nine of ten at most 200', () => {
    expect(quantile(files, 0.5)).toBeLessThanOrEqual(90);
    expect(quantile(files, 0.9)).toBeLessThanOrEqual(200);
  });

  test('functions: median at most 10 lines, nine of ten at most 30', () => {
    expect(functions.length).toBeGreaterThan(10);
    expect(quantile(lines, 0.5)).toBeLessThanOrEqual(10);
    expect(quantile(lines, 0.9)).toBeLessThanOrEqual(30);
  });

  test('the measures are right', () => {
    const source = parseSource('x.ts', 'function a() {\n  return 1;\n}\nconst b = () => 2;\nclass C {\n  d(): void {\n    a();\n    b();\n  }\n}\n');
    expect(source.lines).toBe(10);
    expect(functionSizes(source)).toEqual([
      { place: 'x.ts:1', lines: 3 },
      { place: 'x.ts:6', lines: 4 },
    ]);
    expect([quantile([4, 1, 3, 2], 0.5), quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9), quantile([], 0.5)]).toEqual([2, 9, 0]);
  });
});

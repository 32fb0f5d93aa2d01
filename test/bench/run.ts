// npm run bench: ratios of our run times to those of the least that could do the job, measured in one run. `--rounds N` (default 15).
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { exportSeededOrg } from './exported-org.ts';
import type { Comparison } from './measure.ts';
import { compare, describeComparison } from './measure.ts';

const root = dirname(dirname(import.meta.dirname));
const program = join(root, 'dist/main.js');
const seed = join(process.env.ORGCAST_SHARED ?? join(root, '../shared'), 'zoho-samples/language-school-jp');
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });
const rounds = Number(values.rounds);

report(compare('orgcast --version / node -e 0', 1.3, rounds * 3, { args: ['-e', '0'] }, { args: [program, '--version'] }));
if (existsSync(seed)) await benchValidate();
else console.log(`The comparisons of validate are left out: ${seed} is absent (set ORGCAST_SHARED).`);

/** Compares `validate` of an exported org with reading and parsing, and a second one with reading and hashing. */
async function benchValidate(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
  try {
    const repository = join(folder, 'repository');
    const org = await exportSeededOrg(program, seed, folder, repository);
    const bare = await bundleBare(folder);
    const files = join(repository, 'environments', org);
    const validate = [program, 'validate', org, '--repo', repository];
    const forget = (): void => rmSync(join(repository, '.orgcast'), { recursive: true, force: true });
    report(compare('first validate / parsing its YAML', 1.3, rounds, { args: [bare, 'parse', files] }, { args: validate, prepare: forget }));
    report(compare('second validate / reading and hashing its files', 2, rounds, { args: [bare, 'hash', files] }, { args: validate }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The bare script as one file, as our own program is, so that loading `yaml` costs both the same. */
async function bundleBare(folder: string): Promise<string> {
  const outfile = join(folder, 'bare.cjs');
  await build({ entryPoints: [join(import.meta.dirname, 'bare.ts')], outfile, bundle: true, format: 'cjs', platform: 'node', target: 'node22' });
  return outfile;
}

function report(comparison: Comparison): void {
  console.log(describeComparison(comparison));
}

// npm run bench:quota: times of an export and of applies against the least that latency and concurrency permit, counted by the emulator. `--rounds N` (default 5), `--program FILE`,
// `--latency MS` (default 100): on a machine that others keep busy, a latency that is greater by as much as it is slower gives the ratio of an idle one.
// Emulator and program are processes of their own. The bound of a phase is requests × latency ÷ concurrency; 1.25 × the bound is the most it may take.
import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Emulated, EmulatedOrg, OrgUse, Use } from './emulated.ts';
import { startEmulated } from './emulated.ts';

const root = dirname(dirname(import.meta.dirname));
const seed = join(process.env.ORGCAST_SHARED ?? join(root, '../shared'), 'zoho-samples/language-school-jp');
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    program: { type: 'string', default: join(root, 'dist/main.js') },
    latency: { type: 'string', default: '100' },
  },
});
const { program } = values;
const rounds = Number(values.rounds);

const latency = Number(values.latency);
/** Requests at once of an Enterprise org, which the emulator's orgs are unless it is told otherwise. */
const concurrency = 20;
const most = 1.25;
const creates = 500;
let missed = 0;

console.log(`Work takes ${measureSlowness().toFixed(1)} times its processor time on this machine now; latency ${latency} ms.`);
if (existsSync(seed)) await benchExport();
else console.log(`The export is left out: ${seed} is absent (set ORGCAST_SHARED).`);
await benchApply('field updates, one a call', 'POST /settings/automation/field_updates', 1, writeFieldUpdates);
await benchApply('global picklists, one a call', 'POST /settings/global_picklists', 1, writePicklists);
await benchApply('fields, five a call', 'POST /settings/fields', 5, writeFields);
process.exitCode = missed === 0 ? 0 : 1;

/** Exports the Japanese sample org into an empty environment, again and again; the best round counts, since others may use the machine as well. */
async function benchExport(): Promise<void> {
  const emulated = await startEmulated(program, ['--seed', seed]);
  try {
    const org = firstOrg(emulated);
    const repository = join(emulated.folder, 'repository');
    await emulated.control('PUT', '/faults', { rules: [{ path: '/crm/**', latency }] });
    const phases: { reading: number; whole: number; use: OrgUse }[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      rmSync(join(repository, 'environments'), { recursive: true, force: true });
      await emulated.run(org, ['init', '--org', org.name, '--repo', repository]);
      await emulated.control('DELETE', '/stats');
      const whole = await emulated.run(org, ['export', org.name, '--repo', repository]);
      const use = await emulated.useOf(org.name);
      // The first round makes the answers; the others are about the program.
      if (round > 0) phases.push({ reading: spanOf(use), whole, use });
    }
    const { use } = least(phases, ({ reading }) => reading);
    const bound = (use.requests * latency) / concurrency;
    requireWithin('export', use);
    report(`export, reading (${use.requests} requests)`, least(phases, ({ reading }) => reading).reading, bound, true);
    report('export, whole command', least(phases, ({ whole }) => whole).whole, bound, false);
  } finally {
    await emulated.close();
  }
}

/** Applies 500 creates that wait for nothing to an org that has none of them; the time is from the first write's arrival to the last answer. */
async function benchApply(name: string, endpoint: string, batch: number, write: (environment: string) => void): Promise<void> {
  const spans: number[] = [];
  for (let round = 0; round < Math.max(1, Math.ceil(rounds / 2)); round += 1) {
    const emulated = await startEmulated(program, []);
    try {
      const use = await applyOnce(emulated, write);
      const found = use.endpoints[endpoint];
      if (found === undefined || found.requests !== Math.ceil(creates / batch)) {
        throw new Error(`${name}: ${found?.requests ?? 0} requests to ${endpoint}, not ${Math.ceil(creates / batch)}`);
      }
      requireWithin(name, use);
      spans.push(spanOf(found));
    } finally {
      await emulated.close();
    }
  }
  const bound = (Math.ceil(creates / batch) * latency) / concurrency;
  report(`apply of ${creates} ${name}`, Math.min(...spans), bound, true);
}

async function applyOnce(emulated: Emulated, write: (environment: string) => void): Promise<OrgUse> {
  const org = firstOrg(emulated);
  const repository = join(emulated.folder, 'repository');
  const plan = join(emulated.folder, 'plan.json');
  await emulated.run(org, ['init', '--org', org.name, '--repo', repository]);
  await emulated.run(org, ['export', org.name, '--repo', repository]);
  write(join(repository, 'environments', org.name));
  await emulated.run(org, ['plan', org.name, '--repo', repository, '--format', 'json', '--out', plan]);
  await emulated.control('PUT', '/faults', { rules: [{ path: '/crm/**', latency }] });
  await emulated.control('DELETE', '/stats');
  await emulated.run(org, ['apply', org.name, '--repo', repository, '--plan', plan]);
  return emulated.useOf(org.name);
}

function numbers(count: number): readonly string[] {
  return Array.from({ length: count }, (_unused, index) => String(index + 1).padStart(3, '0'));
}

function writeFieldUpdates(environment: string): void {
  const folder = join(environment, 'automation/actions/field-updates/Leads');
  mkdirSync(folder, { recursive: true });
  for (const number of numbers(creates))
    writeFileSync(join(folder, `Update ${number}.yaml`), `name: Update ${number}\nfield: Company\nvalue: Company ${number}\n`);
}

function writePicklists(environment: string): void {
  const folder = join(environment, 'organization/global-picklists');
  mkdirSync(folder, { recursive: true });
  for (const number of numbers(creates)) {
    const text = `display_label: List ${number}\npick_list_values:\n  - display_value: A\n    actual_value: A\n`;
    writeFileSync(join(folder, `List_${number}.yaml`), text);
  }
}

/** No edition takes 500 custom fields in a module beside those that are there, so that five modules get a hundred each. */
function writeFields(environment: string): void {
  for (const module of ['Leads', 'Contacts', 'Accounts', 'Deals', 'Tasks']) {
    const fields = numbers(creates / 5).map((number) => `Bench_${number}:\n  field_label: Bench ${number}\n  data_type: text\n  length: 100\n`);
    appendFileSync(join(environment, `modules/${module}/fields.yaml`), fields.join(''));
  }
}

/** How much longer work takes than the processor works on it: about 1 on an idle machine. */
function measureSlowness(): number {
  const [start, before] = [performance.now(), process.cpuUsage()];
  let used = 0;
  while (used < 300_000) {
    const { user, system } = process.cpuUsage(before);
    used = user + system;
  }
  return (performance.now() - start) / (used / 1000);
}

function firstOrg(emulated: Emulated): EmulatedOrg {
  const [org] = emulated.orgs;
  if (org === undefined) throw new Error('the emulator has no org');
  return org;
}

function spanOf(use: Use): number {
  return use.lastAnswer - use.firstArrival;
}

function least<T>(all: readonly T[], measure: (one: T) => number): T {
  const [first] = [...all].sort((a, b) => measure(a) - measure(b));
  if (first === undefined) throw new Error('nothing was measured');
  return first;
}

/** The org's own limits: requests at once, and none turned away. */
function requireWithin(name: string, use: OrgUse): void {
  const refused = Object.values(use.endpoints).reduce((sum, endpoint) => sum + (endpoint.statuses['429'] ?? 0), 0);
  if (use.peakConcurrency > concurrency || refused > 0) throw new Error(`${name}: ${use.peakConcurrency} at once, ${refused} turned away`);
}

function report(name: string, time: number, bound: number, binding: boolean): void {
  const ratio = time / bound;
  const kept = ratio <= most;
  if (binding && !kept) missed += 1;
  const verdict = binding ? `at most ${most}: ${kept ? 'kept' : 'MISSED'}` : 'for information';
  console.log(`${name.padEnd(52)} ${time.toFixed(0).padStart(6)} ms / ${bound.toFixed(0).padStart(5)} ms = ${ratio.toFixed(2)}  (${verdict})`);
}

// Disturbs an apply at one request after the other and runs it again until done: node fault-campaign.ts [--form short|long] [--every N] [--only FAULT] [--json].
// A process of its own, because it watches all requests of its process. The long form: every request of an apply of 300 steps, every fault.
import { parseArgs } from 'node:util';
import type { ChangeCounts } from './fault-org.ts';
import type { Judgement } from './fault-result.ts';
import { judge } from './fault-result.ts';
import { faults, runUndisturbed, runWithFault } from './fault-rounds.ts';
import { setUpScene } from './fault-scene.ts';

/** What became of the rounds with one fault. */
export interface FaultRow {
  readonly fault: string;
  readonly steps: number;
  /** requests that the fault can meet, and how many it met */
  readonly requests: number;
  readonly rounds: number;
  /** runs of the job in the worst round */
  readonly runs: number;
  /** rounds in which something was not as in the undisturbed apply: the org, what was created, the receipts; and rounds that did not end */
  readonly otherState: number;
  readonly otherCreates: number;
  readonly otherReceipts: number;
  readonly broken: number;
  readonly examples: readonly string[];
}

const forms: Readonly<Record<string, { readonly counts: ChangeCounts; readonly every: number }>> = {
  short: { counts: { modules: 1, fields: 6, picklists: 2, roles: 5, profiles: 1, actions: 3, rules: 3, updates: 3, deletes: 3 }, every: 7 },
  long: { counts: { modules: 2, fields: 120, picklists: 10, roles: 86, profiles: 2, actions: 10, rules: 10, updates: 20, deletes: 8 }, every: 1 },
};

const { values } = parseArgs({
  options: {
    form: { type: 'string', default: 'short' },
    every: { type: 'string' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const form = forms[values.form];
if (form === undefined) throw new Error(`there is no form "${values.form}"`);
const every = Number(values.every ?? form.every);

const scene = await setUpScene(form.counts);
const { result: undisturbed, calls } = await runUndisturbed(scene);
if (undisturbed.wrong.length > 0) throw new Error(undisturbed.wrong.join('\n'));
if (calls.reads === 0 || calls.writes === 0) throw new Error('no requests were seen');
const rows: FaultRow[] = [];
for (const [turn, fault] of faults.entries()) {
  if (values.only !== undefined && fault.name !== values.only) continue;
  rows.push(await disturb(fault, calls[fault.on], turn));
  const row = rows.at(-1);
  if (values.json) process.stdout.write(`${JSON.stringify(row)}\n`);
  else if (row !== undefined) process.stdout.write(formatRow(row));
}
scene.close();
if (!values.json) process.stdout.write(`${rows.reduce((sum, row) => sum + row.rounds, 0)} rounds of ${scene.plan.steps.length} steps\n`);
process.exitCode = rows.every(isClean) ? 0 : 1;

/** One round for every request that the fault can meet, or for every so-many-th; each fault begins at another one. */
async function disturb(fault: (typeof faults)[number], requests: number, turn: number): Promise<FaultRow> {
  const row = { runs: 0, rounds: 0, otherState: 0, otherCreates: 0, otherReceipts: 0, broken: 0 };
  const examples: string[] = [];
  for (let index = turn % every; index < requests; index += every) {
    row.rounds += 1;
    if (!values.json && row.rounds % 10 === 0) process.stderr.write(`${fault.name}: ${row.rounds} rounds\n`);
    const note = (what: string): void => void (examples.length < 5 && examples.push(`request ${index + 1}: ${what.slice(0, 600)}`));
    try {
      const result = await runWithFault(scene, fault, index);
      const judged: Judgement = judge(result, undisturbed);
      row.runs = Math.max(row.runs, result.codes.length);
      row.otherState += Math.min(1, judged.state.length);
      row.otherCreates += Math.min(1, judged.created.length);
      row.otherReceipts += Math.min(1, judged.receipts.length);
      for (const line of [...judged.state, ...judged.created, ...judged.receipts]) note(line);
    } catch (error) {
      row.broken += 1;
      note(error instanceof Error ? error.message : String(error));
    }
  }
  return { fault: fault.name, steps: scene.plan.steps.length, requests, ...row, examples };
}

function isClean({ otherState, otherCreates, otherReceipts, broken }: FaultRow): boolean {
  return otherState + otherCreates + otherReceipts + broken === 0;
}

function formatRow(row: FaultRow): string {
  const same = (other: number): string => `${row.rounds - row.broken - other}/${row.rounds}`;
  const cells = [
    row.fault.padEnd(22),
    `${row.rounds} of ${row.requests} requests`.padEnd(22),
    `${row.runs} runs at most`.padEnd(15),
    `same end ${same(row.otherState)}`.padEnd(20),
    `created once ${same(row.otherCreates)}`.padEnd(24),
    `receipts add up ${same(row.otherReceipts)}`,
  ];
  return `${cells.join(' ')}\n${row.examples.map((line) => `    ${line}\n`).join('')}`;
}

// Judges hostile bundles by the thousand, as the check of a request does: node fuzz-campaign.ts [--rounds N] [--seed FIRST] [--json].
// Each round is made from its seed alone. A worker runs them, so that a round that never ends is seen and named.

import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Round } from './fuzz-round.ts';
import { runRound } from './fuzz-round.ts';
import { openFuzzWorld } from './fuzz-world.ts';

/** What a campaign says when it is over. */
export interface CampaignReport {
  readonly rounds: number;
  readonly firstSeed: number;
  /** rounds by how they ended */
  readonly ends: Readonly<Record<string, number>>;
  readonly slowest: { readonly seed: number; readonly what: string; readonly spent: number };
  readonly failed: readonly Round[];
}

/** Most processor time of a round, and how long a round may take on a busy machine before it counts as one that never ends; in milliseconds. */
const limits = { spent: 1_000, silence: 600_000 } as const;

/** Rounds that one worker runs; each has a repository and an org of its own. */
const roundsOfWorker = 200;

interface Task {
  readonly from: number;
  readonly to: number;
}

if (isMainThread) await main();
else await work(workerData as Task);

async function work({ from, to }: Task): Promise<void> {
  const world = await openFuzzWorld();
  const before = world.outside();
  // The first rounds of a process are slow for reasons of their own.
  for (let seed = 1; seed <= 10; seed += 1) await runRound(world, seed);
  for (let seed = from; seed < to; seed += 1) {
    parentPort?.postMessage({ started: seed });
    let round = await runRound(world, seed);
    for (let again = 0; again < 2 && round.spent > limits.spent; again += 1) {
      const other = await runRound(world, seed);
      if (other.spent < round.spent) round = other;
    }
    const slow = round.spent > limits.spent ? [`it took ${round.spent} ms`] : [];
    const outside = world.outside();
    const strays = outside.join('\n') === before.join('\n') ? [] : [`files outside: ${outside.filter((path) => !before.includes(path)).join(', ')}`];
    parentPort?.postMessage({ round: { ...round, wrong: [...round.wrong, ...slow, ...strays] } });
  }
  world.close();
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rounds: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' }, json: { type: 'boolean', default: false } },
  });
  const [firstSeed, count] = [Number(values.seed), Number(values.rounds)];
  const rounds: Round[] = [];
  for (let from = firstSeed; from < firstSeed + count; ) {
    const done = await runWorker({ from, to: Math.min(firstSeed + count, from + roundsOfWorker) });
    rounds.push(...done);
    from += done.length;
    for (const round of done) if (round.wrong.length > 0) process.stderr.write(`${JSON.stringify(round)}\n`);
    if (!values.json) process.stderr.write(`${rounds.length} rounds\n`);
  }
  const report = makeReport(firstSeed, rounds);
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : formatReport(report));
  process.exitCode = report.failed.length === 0 ? 0 : 1;
}

/** Runs rounds in a worker up to the end of the task, or up to one that never ends, which is then the last. */
function runWorker(task: Task): Promise<readonly Round[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly Round[]>();
  const worker = new Worker(new URL(import.meta.url), { workerData: task });
  const rounds: Round[] = [];
  let seed = task.from;
  const stop = (): void => {
    rounds.push({ seed, what: '?', end: 'hang', spent: limits.silence, wrong: ['it does not end'] });
    void worker.terminate();
  };
  let timer = setTimeout(stop, limits.silence);
  worker.on('message', (message: { started?: number; round?: Round }) => {
    clearTimeout(timer);
    timer = setTimeout(stop, limits.silence);
    seed = message.started ?? seed;
    if (message.round !== undefined) rounds.push(message.round);
  });
  worker.on('error', reject);
  worker.on('exit', () => {
    clearTimeout(timer);
    resolve(rounds);
  });
  return promise;
}

function makeReport(firstSeed: number, rounds: readonly Round[]): CampaignReport {
  const ends: Record<string, number> = {};
  for (const { end } of rounds) ends[end] = (ends[end] ?? 0) + 1;
  const slowest = rounds.toSorted((a, b) => b.spent - a.spent)[0] ?? { seed: 0, what: '', spent: 0 };
  return {
    rounds: rounds.length,
    firstSeed,
    ends,
    slowest: { seed: slowest.seed, what: slowest.what, spent: slowest.spent },
    failed: rounds.filter(({ wrong }) => wrong.length > 0),
  };
}

function formatReport({ rounds, ends, slowest, failed }: CampaignReport): string {
  const lines = Object.entries(ends)
    .sort(([, a], [, b]) => b - a)
    .map(([end, count]) => `  ${String(count).padStart(6)}  ${end}`);
  return [
    `${rounds} rounds, ${failed.length} failed`,
    ...lines,
    `slowest round: ${slowest.spent} ms of processor time, seed ${slowest.seed} (${slowest.what})`,
    ...failed.map(({ seed, what, wrong }) => `FAILED seed ${seed}: ${what}: ${wrong.join(' | ').slice(0, 1_000)}`),
    '',
  ].join('\n');
}

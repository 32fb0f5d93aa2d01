import { spawnSync } from 'node:child_process';

/** One whole process: what runs before it untimed, its arguments to Node, and its folder. */
export interface Contestant {
  readonly args: readonly string[];
  readonly prepare?: () => void;
}

/** Median times of two contestants in milliseconds, measured in turns so that both meet the same machine. */
export interface Comparison {
  readonly name: string;
  readonly bare: number;
  readonly ours: number;
  readonly ratio: number;
  readonly target: number;
}

/** Runs both contestants in turns, `rounds` times after one round that isn't counted, and compares the medians of their whole run times. */
export function compare(name: string, target: number, rounds: number, bare: Contestant, ours: Contestant): Comparison {
  const times = { bare: [] as number[], ours: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const [first, second] = [timeOf(bare), timeOf(ours)];
    if (round === 0) continue;
    times.bare.push(first);
    times.ours.push(second);
  }
  const [bareTime, oursTime] = [median(times.bare), median(times.ours)];
  return { name, bare: bareTime, ours: oursTime, ratio: oursTime / bareTime, target };
}

/** One line for people: both medians, the ratio and whether it keeps the target. */
export function describeComparison({ name, bare, ours, ratio, target }: Comparison): string {
  const verdict = ratio <= target ? 'kept' : 'MISSED';
  return `${name.padEnd(58)} ${ours.toFixed(0).padStart(6)} ms / ${bare.toFixed(0).padStart(6)} ms = ${ratio.toFixed(2)}  (at most ${target}: ${verdict})`;
}

function timeOf({ args, prepare }: Contestant): number {
  prepare?.();
  const start = performance.now();
  const result = spawnSync(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
  const time = performance.now() - start;
  if (result.status !== 0) throw new Error(`node ${args.join(' ')} ended with ${result.status}:\n${result.stdout.slice(0, 2000)}${result.stderr}`);
  return time;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

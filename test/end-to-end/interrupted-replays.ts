// Kills the apply of one merged request in many ways, runs the job again, and prints a line of JSON for each: node interrupted-replays.ts <branch | profile>.
// A process of its own, because starting git from one as large as a test runner's costs many times as much.
import type { Ended } from './pipeline.ts';
import { setUpBranchOrg, setUpProfile } from './rich-org.ts';
import type { Moment, Replay } from './stopped-moment.ts';
import { stopAfterMerge } from './stopped-moment.ts';

/** What became of the target; the first line printed is of an apply that nobody disturbed. */
export interface Outcome {
  readonly way: string;
  /** exit code of the run that was to be killed (-1: it was), and the writes that arrived of it */
  readonly killed: number;
  readonly writes: readonly string[];
  /** the last run of the job */
  readonly again: Ended;
  readonly names: readonly string[];
  readonly tree: Readonly<Record<string, string>>;
}

async function tell(moment: Moment, way: string, act: (replay: Replay) => Promise<Pick<Outcome, 'killed' | 'writes' | 'again'>>): Promise<number> {
  const replay = await moment.replay();
  const acted = await act(replay);
  const outcome: Outcome = { way, ...acted, names: await replay.listNames(), tree: await replay.exportTree() };
  await replay.close();
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
  return acted.writes.length;
}

/** Killed when the write with that number is done and its answer has not been delivered. */
async function killAfter(replay: Replay, number: number): Promise<Pick<Outcome, 'killed' | 'writes' | 'again'>> {
  const { ended, writes } = await replay.applyUntil((kill) => ({
    after: (done) => {
      if (done === number) kill();
      return done !== number;
    },
  }));
  return { killed: ended.code, writes, again: await replay.applyAgain(2) };
}

/** Killed again and again, each time before its third write goes out. */
async function killRepeatedly(replay: Replay, most: number): Promise<Pick<Outcome, 'killed' | 'writes' | 'again'>> {
  const writes: string[] = [];
  for (let attempt = 1; attempt <= most; attempt += 1) {
    const run = await replay.applyUntil((kill) => ({
      before: (arrived) => {
        if (arrived === 3) kill();
        return arrived < 3;
      },
    }));
    writes.push(...run.writes);
    if (run.ended.code !== -1) return { killed: run.ended.code, writes, again: await replay.applyAgain(attempt + 1) };
  }
  return { killed: -1, writes, again: await replay.applyAgain(most + 1) };
}

const moment = process.argv[2] === 'profile' ? await stopAfterMerge(setUpProfile, ['--only', 'profile']) : await stopAfterMerge(setUpBranchOrg);
const total = await tell(moment, 'undisturbed', async (replay) => {
  const { ended, writes } = await replay.applyUntil(() => ({}));
  return { killed: ended.code, writes, again: ended };
});
for (let number = 1; number <= total; number += 1) await tell(moment, `killed after write ${number}`, (replay) => killAfter(replay, number));
await tell(moment, 'killed repeatedly', (replay) => killRepeatedly(replay, total + 5));
moment.close();

// Runs two jobs for one merge at the same moment, again and again, and prints a line of JSON a round: node simultaneous-rounds.ts <rounds> <in process | as processes>.
// A process of its own, because starting git from one as large as a test runner's costs many times as much.
import { runChild } from './child.ts';
import type { Round } from './merged-request.ts';
import { mergeRequest } from './merged-request.ts';
import type { Ended } from './pipeline.ts';

const [rounds = '1', way = 'in process'] = process.argv.slice(2);
const merged = await mergeRequest();
const { workers, job, stage } = merged;

function apply(worker: 0 | 1, run: string): Promise<Ended> {
  const args = ['--json', 'apply', 'osaka'];
  const env = { ...job, GITHUB_RUN_ID: run };
  return way === 'as processes' ? runChild(workers[worker], args, env) : stage.pipeline.orgcast(workers[worker], args, { env });
}

for (let number = 0; number < Number(rounds); number += 1) {
  await merged.rewind();
  const ended = await Promise.all([apply(0, `${number}-a`), apply(1, `${number}-b`)]);
  const round: Round = { kid: merged.kid, ended, ...(await merged.observe()) };
  process.stdout.write(`${JSON.stringify(round)}\n`);
}
await stage.pipeline.close();

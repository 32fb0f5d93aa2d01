// Pushes hostile commits to a request and has each checked by the command itself, with the embedded Git host and CRM over HTTP:
// node whole-campaign.ts [--rounds N] [--seed FIRST].
import { parseArgs } from 'node:util';
import type { WholeRound } from './whole-check.ts';
import { checkWhole, openWholeScene } from './whole-check.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } } });
const scene = await openWholeScene();
const rounds: WholeRound[] = [];
for (let seed = Number(values.seed); seed < Number(values.seed) + Number(values.rounds); seed += 1) {
  const round = await checkWhole(scene, seed);
  rounds.push(round);
  if (round.wrong.length > 0) process.stdout.write(`FAILED ${JSON.stringify(round)}\n`);
  if (rounds.length % 10 === 0) process.stderr.write(`${rounds.length} rounds\n`);
}
await scene.stage.pipeline.close();
const ends = Object.entries(Object.groupBy(rounds, ({ end }) => end)).map(([end, those]) => `exit ${end}: ${those?.length ?? 0}`);
const failed = rounds.filter(({ wrong }) => wrong.length > 0).length;
const slowest = Math.max(...rounds.map(({ took }) => took));
process.stdout.write(`${rounds.length} checks, ${failed} failed; ${ends.join(', ')}; slowest ${slowest} ms with all its requests\n`);
process.exitCode = failed === 0 ? 0 : 1;

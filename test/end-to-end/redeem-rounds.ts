// Rounds of contenders for one copy key each, over real HTTP against the embedded Git host in this process, from several processes:
// node redeem-rounds.ts <rounds> <redeem | mixed> [processes]. Prints a line of JSON a round.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { connectForge } from '../../cli/github/forge.ts';
import { readSpent } from '../../cli/github/spent.ts';
import { startPipeline } from './pipeline.ts';
import type { Contender, Got, RaceRound } from './redeem-race.ts';

const [rounds = '1', way = 'redeem', processes = '2'] = process.argv.slice(2);
const contenders = 8;

/** Time in which every process has read its line, in milliseconds. */
const lead = 5;

const pipeline = await startPipeline([]);
const { git } = pipeline.emulator;
const admin = await pipeline.person('admin', 'admin');
const people = [admin, await pipeline.person('job', 'write')];
const tokens = people.map(({ env }) => env['GITHUB_TOKEN'] ?? '');
await pipeline.push(admin, 'A repository');
const script = fileURLToPath(new URL('./redeem-contender-rounds.ts', import.meta.url));
const children = Array.from({ length: Number(processes) }, (_, index) => start(tokens[index % 2] ?? ''));
const observer = connectForge({ apiUrl: git.apiUrl, owner: 'acme', repo: 'crm', token: tokens[0] ?? '', userAgent: 'observer' });

function start(token: string): { readonly child: ChildProcess; readonly lines: AsyncIterator<string> } {
  const child = spawn(process.execPath, [script, git.apiUrl, token], { stdio: ['pipe', 'pipe', 'inherit'] });
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

/** In mixed rounds half of the contenders revoke; the others are jobs of two requests. */
function contenderOf(kid: string, index: number): Contender {
  const what = way === 'mixed' && index % 2 === 1 ? 'revoke' : 'redeem';
  return { kid, pr: 1 + (Math.floor(index / 2) % 2), nonce: `${kid}-${index}`, what };
}

async function race(round: number): Promise<RaceRound> {
  const kid = `key${round}`;
  const all = Array.from({ length: contenders }, (_, index) => contenderOf(kid, index));
  const started = performance.now();
  const at = Date.now() + lead;
  for (const [index, { child }] of children.entries()) {
    child.stdin?.write(`${JSON.stringify({ at, contenders: all.filter((_, one) => Math.floor(one / 2) % children.length === index) })}\n`);
  }
  const answers = await Promise.all(children.map(({ lines }) => lines.next()));
  const milliseconds = Math.round(performance.now() - started);
  const got = answers.flatMap(({ value }) => JSON.parse(String(value)) as Got[]);
  return { got, recorded: (await readSpent(observer, kid))?.nonce ?? '', milliseconds };
}

for (let round = 0; round < Number(rounds); round += 1) process.stdout.write(`${JSON.stringify(await race(round))}\n`);
for (const { child } of children) child.stdin?.end();
await pipeline.close();

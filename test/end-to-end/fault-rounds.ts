import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Receipt } from '../../cli/model/receipt.ts';
import { startChild } from './child.ts';
import { startProxy } from './crm-proxy.ts';
import type { Result } from './fault-result.ts';
import { describeResult } from './fault-result.ts';
import type { Round, Scene } from './fault-scene.ts';
import { applyArguments } from './fault-scene.ts';

/** What can happen to a request. */
export interface Fault {
  readonly name: string;
  readonly on: 'writes' | 'reads';
  /** members of the emulator's fault rule, for faults that it makes; once, or as long as the first run of the job lasts */
  readonly rule?: Readonly<Record<string, unknown>>;
  readonly lasting?: true;
  readonly env?: Readonly<Record<string, string>>;
  /** faults that are made around the emulator */
  readonly how?: 'kill before' | 'kill after' | 'restart';
}

/** Everything that the campaign does to an apply. */
export const faults: readonly Fault[] = [
  { name: '429', on: 'writes', rule: { status: 429 } },
  { name: '429 for good', on: 'writes', rule: { status: 429 }, lasting: true },
  { name: '500', on: 'writes', rule: { status: 500 } },
  { name: 'dropped before', on: 'writes', rule: { drop: 'before' } },
  { name: 'dropped after', on: 'writes', rule: { drop: 'after' } },
  { name: 'timeout after success', on: 'writes', rule: { timeoutAfterSuccess: true }, env: { ORGCAST_TIMEOUT: '1' } },
  { name: 'partial page', on: 'reads', rule: { partialPage: true } },
  { name: 'kill -9 before', on: 'writes', how: 'kill before' },
  { name: 'kill -9 after', on: 'writes', how: 'kill after' },
  { name: 'emulator restart', on: 'writes', how: 'restart' },
];

/** How many requests of each sort an apply made. */
export interface Calls {
  readonly reads: number;
  readonly writes: number;
}

/** The undisturbed apply, and the requests that it made. */
export async function runUndisturbed(scene: Scene): Promise<{ result: Result; calls: Calls }> {
  const round = await scene.rewind();
  const calls = { reads: 0, writes: 0 };
  const count = (sort: keyof Calls): void => {
    calls[sort] += 1;
  };
  const result = await withAnswers(count, () => runUntilDone(scene, round, {}));
  await round.close();
  return { result, calls };
}

/** Applies with one fault at the request of its sort with that index, from 0, and again until done. */
export async function runWithFault(scene: Scene, fault: Fault, index: number): Promise<Result> {
  const round = await scene.rewind();
  try {
    if (fault.how === 'restart') return await runWithRestart(scene, round, index);
    if (fault.how !== undefined) await runKilled(round, fault.how, index);
    if (fault.rule === undefined) return await runUntilDone(scene, round, {});
    const which = fault.on === 'writes' ? { writes: true } : { method: 'GET' };
    await round.setFaults([{ ...which, org: 'target', skip: index, ...(fault.lasting === true ? {} : { count: 1 }), ...fault.rule }]);
    return await runUntilDone(scene, round, fault.env ?? {});
  } finally {
    await round.close();
  }
}

/** The emulator goes away when the write is answered, and comes back a moment later. */
async function runWithRestart(scene: Scene, round: Round, index: number): Promise<Result> {
  let writes = 0;
  const restart = (sort: keyof Calls): void => {
    if (sort === 'reads') return;
    writes += 1;
    if (writes === index + 1) void round.restart(20);
  };
  const result = await withAnswers(restart, () => runUntilDone(scene, round, {}));
  if (writes <= index) throw new Error(`there was no write ${index + 1}`);
  return result;
}

/** Kills the job, a process of its own, when the write arrives, or when it is done and not answered. */
async function runKilled(round: Round, how: 'kill before' | 'kill after', index: number): Promise<void> {
  let kill = (): void => undefined;
  const hit = (number: number): boolean => {
    if (number === index + 1) kill();
    return number !== index + 1;
  };
  const proxy = await startProxy(round.url, how === 'kill before' ? { before: hit } : { after: hit });
  const child = startChild(round.person, applyArguments(round.person), { ORGCAST_CRM_URL: proxy.url });
  kill = () => void child.process.kill('SIGKILL');
  const { code, stderr } = await child.ended;
  await proxy.close();
  if (code !== -1) throw new Error(`the job was not killed at write ${index + 1}: it ended with ${code}\n${stderr}`);
}

/** A job that is not done by then never will be. */
const mostRuns = 6;

async function runUntilDone(scene: Scene, round: Round, env: Readonly<Record<string, string>>): Promise<Result> {
  const receipts: Receipt[] = [];
  const codes: number[] = [];
  while (codes.length < mostRuns && codes.at(-1) !== 0) {
    await round.ready();
    const ended = await round.apply(codes.length === 0 ? env : {});
    codes.push(ended.code);
    if (![0, 5].includes(ended.code)) throw new Error(`run ${codes.length} ended with ${ended.code}: ${ended.stderr.slice(-2000)}`);
    receipts.push(JSON.parse(ended.stdout) as Receipt);
    await round.ready();
    await round.setFaults([]);
  }
  return describeResult(scene.plan, codes, receipts, await round.readState());
}

/** Runs something while every answer of the CRM is told of as it arrives, by Node's own channel for those who watch its HTTP. */
async function withAnswers<T>(tell: (sort: keyof Calls) => void, work: () => Promise<T>): Promise<T> {
  const listen = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    if (request.path.startsWith('/crm/')) tell(request.method === 'GET' ? 'reads' : 'writes');
  };
  subscribe(answers, listen);
  try {
    return await work();
  } finally {
    unsubscribe(answers, listen);
  }
}

const answers = 'http.client.response.finish';

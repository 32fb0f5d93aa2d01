import { dirname } from 'node:path';
import type { Json } from '../../../cli/model/json.ts';
import { property, text } from '../../../cli/model/json.ts';
import type { Machine } from './machine.ts';
import { prependPath, runProgram, writeLog } from './machine.ts';
import type { WorkflowEvent } from './triggers.ts';

/** What a job's actions know of the repository. */
export interface Hosting {
  /** the repository's clone URL */
  readonly cloneUrl: string;
  readonly event: WorkflowEvent;
  readonly token: string;
}

/** Does what the action of a step does; the version must be a commit. Answers whether it succeeded. */
export async function runAction(machine: Machine, uses: string, inputs: Readonly<Record<string, string>>, hosting: Hosting): Promise<boolean> {
  const name = /^(actions\/[a-z-]+)@[0-9a-f]{40}$/.exec(uses)?.[1];
  if (name === 'actions/checkout') return checkOut(machine, inputs, hosting);
  // The Node of the tests is the one that the workflows ask for.
  if (name === 'actions/setup-node') prependPath(machine, dirname(process.execPath));
  else throw new Error(`the test runner does not know the action ${uses}`);
  return true;
}

/**
 * `actions/checkout`: one commit of one branch as deep as asked for, without tags, or with `fetch-depth: 0` all branches and all tags. On
 * `pull_request_target` the head of the request is refused, as version 7 does for forks.
 */
async function checkOut(machine: Machine, inputs: Readonly<Record<string, string>>, { cloneUrl, event, token }: Hosting): Promise<boolean> {
  const known = ['ref', 'fetch-depth', 'persist-credentials'];
  const unknown = Object.keys(inputs).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`the test runner's checkout does not know ${unknown.join(', ')}`);
  const ref = inputs['ref'] ?? '';
  if (event.name === 'pull_request_target' && isHead(ref, event.payload)) {
    writeLog(machine, `Error: refusing to check out ${ref}, the head of the request, in pull_request_target\n`);
    return false;
  }
  const branch = ref === '' ? event.ref.replace('refs/heads/', '') : ref.replace('refs/heads/', '');
  const from = ref === '' ? event.sha : `refs/heads/${branch}`;
  const depth = Number(inputs['fetch-depth'] ?? '1');
  const what =
    depth === 0
      ? ['--tags', 'origin', '+refs/heads/*:refs/remotes/origin/*']
      : ['--no-tags', `--depth=${depth}`, 'origin', `+${from}:refs/remotes/origin/${branch}`];
  const origin = new URL(cloneUrl).origin;
  const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
  const login = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: `http.${origin}/.extraheader`, GIT_CONFIG_VALUE_0: header };
  const calls = [
    ['init', '--quiet', '.'],
    ['remote', 'add', 'origin', cloneUrl],
    ['fetch', '--quiet', ...what],
    ['checkout', '--quiet', '--force', '-B', branch, `refs/remotes/origin/${branch}`],
  ];
  if (inputs['persist-credentials'] !== 'false') calls.push(['config', `http.${origin}/.extraheader`, header]);
  for (const call of calls) if ((await runProgram(machine, 'git', call, login)) !== 0) return false;
  return true;
}

function isHead(ref: string, payload: Json): boolean {
  const head = property(property(payload, 'pull_request'), 'head');
  return ref.startsWith('refs/pull/') || ref === text(head, 'ref') || ref === text(head, 'sha');
}

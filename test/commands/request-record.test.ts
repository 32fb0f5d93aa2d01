import { expect, test } from 'vitest';
import { makeContext } from '../../cli/commands/context.ts';
import { readRequests, recordRequest } from '../../cli/commands/request-record.ts';
import { closePull, openPull, readPull } from '../../cli/github/pulls.ts';
import { listRecords } from '../../cli/github/records.ts';
import type { RequestFacts } from '../../cli/key/request-facts.ts';
import type { PullFacts } from '../../cli/model/request.ts';
import type { ForgeWorld } from '../github/world.ts';
import { openWorld } from '../github/world.ts';
import { silentWorld } from './world.ts';

const kid = 'abcdefghijklmnop';
const context = makeContext({ ...silentWorld('/'), env: { GITHUB_RUN_ID: '7' } }, { repo: '.', color: false });

/** An open pull request from a branch of its own. */
async function open(world: ForgeWorld, branch: string): Promise<PullFacts> {
  const octokit = world.host.octokit('bo');
  const at = { owner: 'head-office', repo: 'crm' };
  const tree = await octokit.rest.git.createTree({ ...at, tree: [{ path: `${branch}.txt`, mode: '100644', type: 'blob', content: branch }] });
  const commit = await octokit.rest.git.createCommit({ ...at, message: branch, tree: tree.data.sha, parents: [world.base] });
  await octokit.rest.git.createRef({ ...at, ref: `refs/heads/${branch}`, sha: commit.data.sha });
  return openPull(world.connect('bo'), { title: branch, body: '', head: branch, base: 'main' });
}

function factsOf(pull: PullFacts): RequestFacts {
  return { pull, request: { claim: { kid, bundle: 'sha256:b' }, signature: '' } } as unknown as RequestFacts;
}

test('the first request that a check accepts holds the key; closing it lets the key go, merging it does not', async () => {
  const world = await openWorld();
  const forge = world.connect('bo');
  const [one, two] = [await open(world, 'one'), await open(world, 'two')];
  const record = (pull: PullFacts, digest = 'sha256:1') => recordRequest(context, forge, factsOf(pull), digest);
  expect(await record(one)).toBeUndefined();
  expect(await record(two)).toMatchObject({ code: 'request.second', severity: 'error', message: expect.stringContaining(`#${one.number} holds`) });
  expect(await readRequests(forge, kid)).toMatchObject([{ pr: one.number, head: one.headSha, planDigest: 'sha256:1', author: world.ids.bo }]);

  // The same once more adds nothing; another plan or head does.
  expect(await record(one)).toBeUndefined();
  expect(await listRecords(forge, `request/${kid}/`)).toHaveLength(1);
  expect(await record(one, 'sha256:2')).toBeUndefined();
  expect(await listRecords(forge, `request/${kid}/`)).toHaveLength(2);

  await closePull(forge, one.number);
  expect(await record(two)).toBeUndefined();
  const octokit = world.host.octokit('ada');
  await octokit.rest.pulls.merge({ owner: 'head-office', repo: 'crm', pull_number: two.number });
  const three = await open(world, 'three');
  expect(await record(three)).toMatchObject({ code: 'request.second', message: expect.stringContaining(`#${two.number} holds`) });
  expect((await readPull(forge, two.number)).merge).toBeDefined();
});

test('of two checks at the same moment one lets its request go on', async () => {
  const world = await openWorld();
  const pulls = [await open(world, 'one'), await open(world, 'two')];
  const found = await Promise.all(pulls.map((pull) => recordRequest(context, world.connect('ada'), factsOf(pull), 'sha256:1')));
  expect(found.filter((finding) => finding === undefined)).toHaveLength(1);
  expect(found.find((finding) => finding !== undefined)).toMatchObject({ code: 'request.second' });
});

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { parseAddress } from '../../cli/git/address.ts';
import { commitFiles } from '../../cli/git/commit-files.ts';
import { changedPaths, isAncestor, parents, revParse } from '../../cli/git/history.ts';
import { pushNewBranch, pushOver } from '../../cli/git/push.ts';
import type { Repository } from '../../cli/git/repository.ts';
import { cloneBare, fetchRefs } from '../../cli/git/repository.ts';
import { readTreeAt } from '../../cli/git/trees.ts';
import { findMergedPull, findOpenPull, openPull } from '../../cli/github/pulls.ts';
import { publishRecord, readRecord } from '../../cli/github/records.ts';
import { readRepository } from '../../cli/github/repository.ts';
import { readSpent, redeem } from '../../cli/github/spent.ts';
import { bundleDigest, bundleOf } from '../../cli/key/bundle.ts';
import { checkRequest } from '../../cli/key/check-request.ts';
import { makeCopyKey, parseCopyKey } from '../../cli/key/copy-key.ts';
import { readGrant, signGrant } from '../../cli/key/grant.ts';
import { formatRequest, readRequest, signRequest } from '../../cli/key/request.ts';
import type { RequestFacts } from '../../cli/key/request-facts.ts';
import type { OrgPolicy } from '../../cli/model/org.ts';
import { usualApproval, usualRules } from '../../cli/model/org.ts';
import type { PullFacts } from '../../cli/model/request.ts';
import { requestBranch, requestPath } from '../../cli/model/request.ts';
import { composeRequest } from '../../cli/send/compose-request.ts';
import { crm } from '../emulator/git/forge-host.ts';
import { identity, seedOf } from '../key/world.ts';
import type { ForgeWorld } from './world.ts';
import { openWorld } from './world.ts';

const run = promisify(execFile);
const folder = 'environments/osaka';

/** A bare clone of the world's repository as a user, with the token kept out of its address. */
async function cloneAs(world: ForgeWorld, login: 'ada' | 'bo'): Promise<Repository> {
  const dir = mkdtempSync(join(tmpdir(), 'orgcast-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const { cloneUrl } = parseAddress(`${world.host.url}/git/head-office/crm.git`);
  return cloneBare(cloneUrl, dir, { env: process.env, credential: { origin: world.host.url, token: world.host.tokens[login] } });
}

/** ada makes a copy key for osaka and publishes its grant; the policy is what org.yaml on main says. */
async function issue(world: ForgeWorld, name = 'story') {
  const forge = world.connect('ada');
  const { id, now } = await readRepository(forge);
  const { key, grant } = makeCopyKey(seedOf(name), { target: 'osaka', org: '60001', repo: id, base: 'main', now });
  await publishRecord(forge, `grant/${grant.kid}`, { ...signGrant(grant, identity.privateKey), grant: { ...grant } });
  const policy: OrgPolicy = {
    ...{ name: 'osaka', zgid: '60001', dataCenter: 'jp', identityKeys: [identity.publicKey], approvers: [world.ids.ada] },
    ...{ repositoryId: id, baseBranch: 'main', rules: usualRules, approval: usualApproval },
  };
  return { key, kid: grant.kid, policy };
}

/** bo sends texts with the key: the first time as a new branch and request, then over the old one. */
async function send(world: ForgeWorld, repository: Repository, keyText: string, texts: ReadonlyMap<string, string>): Promise<PullFacts> {
  const key = parseCopyKey(keyText);
  await fetchRefs(repository, ['+refs/heads/main:refs/heads/main']);
  const baseCommit = await revParse(repository, 'main');
  const branch = requestBranch('osaka', key.kid);
  const claim = { kid: key.kid, bundle: bundleDigest(texts), branch, baseCommit, sender: world.ids.bo, source: '50001' };
  const existing = bundleOf('osaka', await readTreeAt(repository, baseCommit, folder));
  const requestText = formatRequest(signRequest(claim, key));
  const composed = composeRequest({ target: 'osaka', sourceName: 'tokyo', claim, requestText, texts, existing });
  const author = { name: 'Bo', email: 'bo@example.org' };
  const commit = await commitFiles(repository, { base: baseCommit, ...composed, author, date: 1_772_355_600 });
  const forge = world.connect('bo');
  const open = await findOpenPull(forge, branch);
  if (open === undefined) expect(await pushNewBranch(repository, branch, commit)).toBe('created');
  else expect(await pushOver(repository, branch, commit, open.headSha)).toBe('updated');
  return open ?? openPull(forge, { title: composed.title, body: composed.body, head: branch, base: 'main' });
}

/** What a job gathers before it judges a merged commit; everything is read as objects of a bare clone. */
async function gather(world: ForgeWorld, repository: Repository, commit: string, policy: OrgPolicy): Promise<RequestFacts> {
  const forge = world.connect('ada');
  const pull = await findMergedPull(forge, commit);
  if (pull === undefined) throw new Error(`no request left ${commit}`);
  await fetchRefs(repository, ['+refs/heads/main:refs/heads/main', `+refs/pull/${pull.number}/head:refs/orgcast/head`]);
  const [parent = ''] = await parents(repository, commit);
  const entries = await readTreeAt(repository, pull.headSha, folder);
  const request = readRequest(entries.find(({ path }) => path === requestPath('osaka'))?.text ?? '');
  const kid = request?.claim.kid ?? '';
  const grant = await readRecord(forge, `grant/${kid}`);
  const { id, now } = await readRepository(forge);
  const base = request?.claim.baseCommit ?? '';
  return {
    ...{ policy, policyCommit: parent, repository: id, pull, request, now, liveOrg: '60001' },
    grant: grant === undefined ? undefined : readGrant(grant.header),
    spent: await readSpent(forge, kid),
    commits: {
      headParents: await parents(repository, pull.headSha),
      baseWasOnBranch: await isAncestor(repository, base, parent),
      changedPaths: await changedPaths(repository, base, pull.headSha),
      entries,
      headDigest: bundleDigest(bundleOf('osaka', entries)),
      merged: {
        ...{ commit, parent, changedPaths: await changedPaths(repository, parent, commit) },
        digest: bundleDigest(bundleOf('osaka', await readTreeAt(repository, commit, folder))),
      },
    },
  };
}

async function merge(world: ForgeWorld, number: number, method: 'merge' | 'squash' | 'rebase', login: 'ada' | 'bo' = 'ada'): Promise<string> {
  const { data } = await world.host.octokit(login).rest.pulls.merge({ ...crm, pull_number: number, merge_method: method });
  return data.sha;
}

test.each(['merge', 'squash', 'rebase'] as const)(
  'a request is sent, sent again, merged by %s, judged, redeemed once and resumed',
  { timeout: 60_000 },
  async (method) => {
    const world = await openWorld();
    const [sender, job] = [await cloneAs(world, 'bo'), await cloneAs(world, 'ada')];
    const { key, kid, policy } = await issue(world);
    await send(
      world,
      sender,
      key,
      new Map([
        [`${folder}/modules/商談/module.yaml`, 'a: 1\n'],
        [`${folder}/b.yaml`, 'b: 1\n'],
      ]),
    );
    const pull = await send(world, sender, key, new Map([[`${folder}/modules/商談/module.yaml`, 'a: 2\n']]));
    const commit = await merge(world, pull.number, method);

    const facts = await gather(world, job, commit, policy);
    expect(checkRequest(facts)).toEqual([]);
    const digest = facts.request?.claim.bundle ?? '';
    const record = { kind: 'redeemed', kid, pr: pull.number, mergeSha: commit, digest, run: '1', nonce: 'n1' } as const;
    expect((await redeem(world.connect('ada'), record)).outcome).toBe('fresh');

    const again = await gather(world, job, commit, policy);
    expect(checkRequest(again)).toEqual([]);
    expect((await redeem(world.connect('ada'), { ...record, run: '2', nonce: 'n2' })).outcome).toBe('resume');

    const late = { ...again, now: facts.now + 73 * 3600 };
    expect(checkRequest(late).map(({ code }) => code)).toEqual(['request.late']);
  },
);

test('a second request with a spent key is refused', { timeout: 60_000 }, async () => {
  const world = await openWorld();
  const [sender, job] = [await cloneAs(world, 'bo'), await cloneAs(world, 'ada')];
  const { key, kid, policy } = await issue(world);
  const first = await send(world, sender, key, new Map([[`${folder}/a.yaml`, 'a: 1\n']]));
  const commit = await merge(world, first.number, 'squash');
  const digest = (await gather(world, job, commit, policy)).request?.claim.bundle ?? '';
  await redeem(world.connect('ada'), { kind: 'redeemed', kid, pr: first.number, mergeSha: commit, digest, run: null, nonce: 'n' });

  await world.host.octokit('bo').rest.git.deleteRef({ ...crm, ref: `heads/copy/osaka/${kid}` });
  const second = await send(world, sender, key, new Map([[`${folder}/a.yaml`, 'a: 2\n']]));
  expect(second.number).not.toBe(first.number);
  const facts = await gather(world, job, await merge(world, second.number, 'squash'), policy);
  expect(checkRequest(facts).map(({ code }) => code)).toEqual(['request.spent']);
});

test('a merge by the sender, and files added to the branch by hand, are refused', { timeout: 60_000 }, async () => {
  const world = await openWorld();
  const [sender, job] = [await cloneAs(world, 'bo'), await cloneAs(world, 'ada')];
  const { key, kid, policy } = await issue(world);
  const pull = await send(world, sender, key, new Map([[`${folder}/a.yaml`, 'a: 1\n']]));
  const extra = await commitFiles(sender, {
    ...{ base: pull.headSha, removals: [], message: 'more', author: { name: 'Bo', email: 'b@example.org' }, date: 1_772_355_700 },
    files: new Map([
      [`${folder}/a.yaml`, 'a: 9\n'],
      ['.github/workflows/x.yml', 'on: push\n'],
      [`${folder}/org.yaml`, 'approvers: []\n'],
    ]),
  });
  expect(await pushOver(sender, requestBranch('osaka', kid), extra, pull.headSha)).toBe('updated');
  const facts = await gather(world, job, await merge(world, pull.number, 'rebase', 'bo'), policy);
  const found = checkRequest(facts).map(({ code }) => code);
  expect([...new Set(found)].sort()).toEqual([...['request.commits', 'request.digest', 'request.paths', 'request.policy', 'request.self-approval']]);
});

test('the private half is in no object of the repository, nor the token in the clone', { timeout: 60_000 }, async () => {
  const world = await openWorld();
  const sender = await cloneAs(world, 'bo');
  const { key, policy } = await issue(world);
  const pull = await send(world, sender, key, new Map([[`${folder}/a.yaml`, 'a: 1\n']]));
  const commit = await merge(world, pull.number, 'squash');
  expect(checkRequest(await gather(world, await cloneAs(world, 'ada'), commit, policy))).toEqual([]);
  const { seed } = parseCopyKey(key);
  const half = Buffer.from(seed);
  const forms = [half.toString('base64url'), half.toString('base64'), half.toString('hex'), half.toString('latin1')];
  const bare = join(world.host.dataDir, 'repositories', 'head-office', 'crm.git');
  for (const dir of [bare, sender.dir]) {
    const { stdout } = await run('git', ['cat-file', '--batch-all-objects', '--batch'], { cwd: dir, encoding: 'latin1', maxBuffer: 1 << 26 });
    expect(stdout).toContain('a: 1');
    for (const form of forms) expect(stdout.includes(form)).toBe(false);
  }
  const { stdout: config } = await run('git', ['config', '--list', '--show-origin'], { cwd: sender.dir });
  expect(config).not.toContain(world.host.tokens.bo);
});

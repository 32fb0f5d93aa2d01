import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeIdentity, readIdentity } from '../../cli/key/identity.ts';
import { signValue } from '../../cli/key/signature.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { objects, property, text } from '../../cli/model/json.ts';
import { digestPlan } from '../../cli/plan/make-plan.ts';
import type { Person } from './pipeline.ts';
import { repository } from './pipeline.ts';
import { expectFailure, moveClock, photograph } from './refusals.ts';
import { addRole, fewApis, roleName } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

/** A request that was sent, checked and accepted. */
interface Checked {
  readonly number: number;
  readonly kid: string;
  readonly head: string;
}

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(addRole, { org: { disabledApis: fewApis } });
}, 180_000);
afterAll(() => stage?.pipeline.close());

async function sendAndCheck(): Promise<Checked> {
  const { number, key } = await stage.send({ args: ['--only', 'role'] });
  await stage.check(number);
  const { body } = await stage.pipeline.rest(stage.sender, 'GET', `/pulls/${number}`);
  return { number, kid: key.split('_')[1] ?? '', head: text(property(body as JsonObject, 'head'), 'sha') ?? '' };
}

/** Runs the job of the last push: refused by that code with exit 4, no key spent, nothing written anywhere, and taken back afterwards. */
async function expectRefusal(error: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
  const job = await stage.job(`tampered-${error}`);
  const before = await photograph(stage, stage.ci);
  const ended = await stage.pipeline.orgcast(stage.ci, ['--json', 'apply', 'osaka'], { env: { ...stage.credentials(), ...job, ...env } });
  expectFailure(ended, { code: 4, error });
  expect(await photograph(stage, stage.ci)).toEqual(before);
}

/** Takes what the last merge brought out of main again. */
async function undoMerge(): Promise<void> {
  const { approver, pipeline } = stage;
  await pipeline.git(approver, 'fetch', '--quiet', 'origin', 'main');
  await pipeline.git(approver, 'checkout', '--quiet', '-B', 'main', 'FETCH_HEAD');
  await pipeline.git(approver, 'revert', '--no-edit', '--mainline', '1', 'HEAD');
  await pipeline.git(approver, 'push', '--quiet', 'origin', 'HEAD:main');
  for (const person of [stage.sender, stage.ci]) {
    await pipeline.git(person, 'fetch', '--quiet', 'origin', 'main');
    await pipeline.git(person, 'checkout', '--quiet', '-B', 'main', 'FETCH_HEAD');
  }
}

/** The forge's own repository, where somebody with rights on the server could change what no protocol allows. */
const bare = (...args: readonly string[]): Promise<string> =>
  stage.pipeline.git(stage.ci, '--git-dir', join(stage.pipeline.folder, `emulator/git/repositories/${repository}.git`), ...args);

/** A commit in the forge's repository that holds just those files. */
async function commitOf(files: ReadonlyMap<string, string>): Promise<string> {
  const plumb = (args: readonly string[], input: string): string =>
    execFileSync('git', ['--git-dir', bareFolder(), ...args], { input })
      .toString()
      .trim();
  const lines = [...files].map(([path, written]) => `100644 blob ${plumb(['hash-object', '-w', '--stdin'], written)}\t${path}`);
  return (await bare('commit-tree', '-m', 'bent', plumb(['mktree'], `${lines.join('\n')}\n`))).trim();
}

const bareFolder = (): string => join(stage.pipeline.folder, `emulator/git/repositories/${repository}.git`);

/** Puts another text into a file of a ledger's record, past the forge that lets nobody change one. */
async function bendRecord(ref: string, path: string, change: (text: string) => string): Promise<void> {
  const names = (await bare('ls-tree', '--name-only', ref)).split('\n').filter((name) => name !== '');
  const files = new Map<string, string>();
  for (const name of names) files.set(name, await bare('cat-file', 'blob', `${ref}:${name}`));
  const before = files.get(path) ?? '';
  const after = change(before);
  expect(after).not.toBe(before);
  await bare('update-ref', ref, await commitOf(files.set(path, after)));
}

/** Changes the one commit of a branch behind the program's back, as its sender can. */
async function amend(branch: string, path: string, change: (text: string) => string): Promise<void> {
  const { sender, pipeline } = stage;
  await pipeline.git(sender, 'fetch', '--quiet', 'origin', branch);
  await pipeline.git(sender, 'checkout', '--quiet', '--detach', 'FETCH_HEAD');
  edit(sender, path, change);
  await pipeline.git(sender, 'commit', '--quiet', '--all', '--amend', '--no-edit');
  await pipeline.git(sender, 'push', '--quiet', '--force', 'origin', `HEAD:refs/heads/${branch}`);
  await pipeline.git(sender, 'checkout', '--quiet', 'main');
}

/** Merges a branch by hand and lets the merge hold something of its own. */
async function mergeByHand(branch: string, path: string, change: (text: string) => string): Promise<void> {
  const { approver, pipeline } = stage;
  await pipeline.git(approver, 'fetch', '--quiet', 'origin', 'main', branch);
  await pipeline.git(approver, 'checkout', '--quiet', '-B', 'main', 'origin/main');
  await pipeline.git(approver, 'merge', '--quiet', '--no-ff', '--no-commit', `origin/${branch}`);
  edit(approver, path, change);
  await pipeline.git(approver, 'commit', '--quiet', '--all', '--message', 'Merge the request');
  await pipeline.git(approver, 'push', '--quiet', 'origin', 'HEAD:main');
}

function edit(person: Person, path: string, change: (text: string) => string): void {
  const file = join(person.dir, path);
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
}

async function newestRef(folder: string): Promise<string> {
  const refs = (await bare('for-each-ref', '--format=%(refname)', `refs/tags/orgcast/${folder}`)).split('\n').filter((ref) => ref !== '');
  const numberOf = (ref: string) => Number(ref.slice(ref.lastIndexOf('/') + 1));
  return refs.toSorted((a, b) => numberOf(b) - numberOf(a))[0] ?? '';
}

async function editComment(number: number, change: (body: string) => string): Promise<void> {
  const listed = (await stage.pipeline.rest(stage.sender, 'GET', `/issues/${number}/comments`)).body as readonly JsonObject[];
  const plan = listed.find((comment) => text(comment, 'body')?.includes('orgcast:plan') === true);
  const edited = await stage.pipeline.rest(stage.sender, 'PATCH', `/issues/comments/${plan?.['id']}`, {
    body: change(text(plan ?? {}, 'body') ?? ''),
  });
  expect(edited.status).toBe(200);
}

describe('what somebody tampered with between check and apply is refused, and nothing is written', () => {
  test('plan: the recorded one says less than was shown', async () => {
    const { number, kid, head } = await sendAndCheck();
    await stage.merge(number);
    const ref = await newestRef(`plan/${kid}/${head}`);
    await bendRecord(ref, 'plan.json', (plan) => plan.replace('"risk":"rights"', '"risk":"none"').replace('Branch manager', 'Branch chief'));
    await expectRefusal('apply.plan-record');
    await undoMerge();
  });

  test('plan: a writer records another one, sound in itself, that no check showed', async () => {
    const { number, kid, head } = await sendAndCheck();
    await stage.merge(number);
    const ref = await newestRef(`plan/${kid}/${head}`);
    const shown = JSON.parse(await bare('cat-file', 'blob', `${ref}:plan.json`)) as JsonObject;
    const digest = digestPlan(text(shown, 'zgid') ?? '', []);
    const files = new Map([
      ['plan.json', JSON.stringify({ ...shown, digest, steps: [] })],
      ['record.json', JSON.stringify({ kid, head, digest, nonce: '1' })],
    ]);
    // A ref that nobody has yet, which is all that the protection of tags leaves a writer.
    const made = await commitOf(files);
    await bare('update-ref', ref.replace(/\d+$/, '99'), made);
    await expectRefusal('apply.not-shown');
    await undoMerge();
  });

  test('comment: people read another plan than the check wrote', async () => {
    const { number } = await sendAndCheck();
    await editComment(number, (body) => body.replace('Branch manager', 'Branch chief'));
    await stage.merge(number);
    await expectRefusal('apply.comment');
    await undoMerge();
  });

  test('check: somebody else set the status', async () => {
    const { number, head } = await sendAndCheck();
    const forged = { state: 'success', context: 'orgcast/osaka', description: 'Plan sha256:00000000: 0 steps' };
    expect((await stage.pipeline.rest(stage.sender, 'POST', `/statuses/${head}`, forged)).status).toBe(201);
    await stage.merge(number);
    await expectRefusal('apply.check');
    await undoMerge();
  });

  test('branch: the sender changes it after the check', async () => {
    const { number, kid } = await sendAndCheck();
    await amend(`copy/osaka/${kid}`, 'environments/osaka/security/roles.yaml', (roles) => roles.replace('Branch manager', 'Branch chief'));
    await stage.merge(number);
    await expectRefusal('request.digest');
    await undoMerge();
  });

  test('tree: the merge brings something that the request did not hold', async () => {
    const { kid } = await sendAndCheck();
    await mergeByHand(`copy/osaka/${kid}`, 'environments/osaka/security/roles.yaml', (roles) => roles.replace('Branch manager', 'Branch chief'));
    await expectRefusal('request.digest');
    await undoMerge();
  });

  test('grant: it names another key, or another identity signed it', async () => {
    const { number, kid } = await sendAndCheck();
    await stage.merge(number);
    const stranger = makeIdentity(crypto.getRandomValues(new Uint8Array(32)));
    await bendRecord(`refs/tags/orgcast/grant/${kid}`, 'record.json', (record) => {
      const value = JSON.parse(record) as JsonObject;
      const grant = { ...(value['grant'] as JsonObject), exp: 4_000_000_000 };
      return JSON.stringify({ ...value, grant, signature: signValue('grant', grant, readIdentity(stranger.privateKey, 'stranger').privateKey) });
    });
    await expectRefusal('request.grant');
    await undoMerge();
  });

  test("clock: the job's own and the commit's dates count for nothing once the key had expired at the merge", async () => {
    const { number } = await sendAndCheck();
    await moveClock(stage, 25);
    try {
      await stage.merge(number);
      await expectRefusal('request.expired', { GIT_COMMITTER_DATE: '2001-01-01T00:00:00Z', GIT_AUTHOR_DATE: '2001-01-01T00:00:00Z' });
    } finally {
      await moveClock(stage, 0);
    }
    await undoMerge();
  });

  test('live org: somebody changes there what the plan was about', async () => {
    const first = await sendAndCheck();
    await stage.merge(first.number);
    await stage.orgcast(stage.ci, ['apply', 'osaka'], { env: await stage.job('live-first') });
    await describeRole('head-office', 'as the head office has it');
    const { number, key } = await stage.send({ args: ['--only', 'role', '--live'] });
    expect(key).not.toBe('');
    await stage.check(number);
    await describeRole('osaka', 'as somebody in Osaka likes it');
    await stage.merge(number);
    await expectRefusal('apply.stale-plan');
  });
});

async function describeRole(org: string, description: string): Promise<void> {
  const crm = await stage.clicks(org);
  const roles = objects(await crm.get('/settings/roles'), 'roles');
  const role = roles.find((one) => text(one, 'name') === roleName) ?? {};
  const above = text(property(role, 'reporting_to'), 'id') ?? '';
  await crm.change('PUT', '/settings/roles', 'roles', {
    ...{ id: text(role, 'id') ?? '', name: roleName, reporting_to: { id: above } },
    ...{ description, share_with_peers: false },
  });
}

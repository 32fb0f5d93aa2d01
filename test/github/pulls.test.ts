import { describe, expect, test } from 'vitest';
import { closePull, findMergedPull, findOpenPull, openPull, readPull, updatePull } from '../../cli/github/pulls.ts';
import { readRepository, readUser, readViewer } from '../../cli/github/repository.ts';
import { mayWrite, readLogin, readReviews } from '../../cli/github/reviews.ts';
import { commitFiles, crm } from '../emulator/git/forge-host.ts';
import type { ForgeWorld } from './world.ts';
import { openWorld } from './world.ts';

/** Has bo open a request with one file on a branch. */
async function send(world: ForgeWorld, branch = 'copy/osaka/aaaaaaaaaaaaaaaa') {
  const head = await commitFiles(world.host.octokit('bo'), branch, world.base, { 'environments/osaka/a.yaml': 'a: 1\n' });
  const pull = await openPull(world.connect('bo'), { title: 'Copy tokyo to osaka', body: 'body', head: branch, base: 'main' });
  return { head, pull, branch };
}

describe('requests', () => {
  test('open, found by branch, updated, closed', async () => {
    const world = await openWorld();
    const forge = world.connect('bo');
    const { head, pull, branch } = await send(world);
    const { id } = await readRepository(forge);
    expect(pull).toEqual({
      number: 1,
      url: expect.stringContaining('/pull/1'),
      state: 'open',
      author: world.ids.bo,
      headRepository: id,
      headRef: branch,
      body: expect.any(String),
      headSha: head,
      baseRepository: id,
      baseRef: 'main',
      commits: 1,
      merge: undefined,
    });
    expect(await findOpenPull(forge, branch)).toEqual(pull);
    expect(await findOpenPull(forge, 'copy/osaka/none')).toBeUndefined();
    await expect(openPull(forge, { title: 'x', body: '', head: branch, base: 'main' })).rejects.toMatchObject({ code: 'forge.refused' });
    await updatePull(forge, 1, { title: 'again', body: 'new' });
    expect((await world.host.octokit('bo').rest.pulls.get({ ...crm, pull_number: 1 })).data).toMatchObject({ title: 'again', body: 'new' });
    await closePull(forge, 1);
    expect(await findOpenPull(forge, branch)).toBeUndefined();
    expect((await readPull(forge, 1)).state).toBe('closed');
  });

  test.each(['merge', 'squash', 'rebase'] as const)('of a merge commit are found when merged by %s', async (method) => {
    const world = await openWorld();
    const { pull } = await send(world);
    world.host.setTime('2026-03-02T10:00:00Z');
    const { data } = await world.host.octokit('ada').rest.pulls.merge({ ...crm, pull_number: pull.number, merge_method: method });
    const found = await findMergedPull(world.connect('rei'), data.sha);
    expect(found).toMatchObject({
      number: 1,
      commits: 1,
      merge: { mergedAt: Date.parse('2026-03-02T10:00:00Z') / 1000, mergedBy: world.ids.ada, sha: data.sha },
    });
  });

  test('of a direct push there is none', async () => {
    const world = await openWorld();
    const sha = await commitFiles(world.host.octokit('ada'), 'main', world.base, { 'environments/osaka/a.yaml': 'a: 2\n' });
    expect(await findMergedPull(world.connect('bo'), sha)).toBeUndefined();
    expect(await findMergedPull(world.connect('bo'), world.base)).toBeUndefined();
  });

  test('of a commit that a request contains but did not leave there is none', async () => {
    const world = await openWorld();
    const { pull, head } = await send(world);
    await world.host.octokit('ada').rest.pulls.merge({ ...crm, pull_number: pull.number, merge_method: 'merge' });
    expect(await findMergedPull(world.connect('bo'), head)).toBeUndefined();
  });

  test('tell who reviewed which commit', async () => {
    const world = await openWorld();
    const { pull, head } = await send(world);
    await world.host.octokit('ada').rest.pulls.createReview({ ...crm, pull_number: pull.number, event: 'APPROVE' });
    const user = { id: world.ids.ada, login: 'ada', bot: false };
    expect(await readReviews(world.connect('bo'), pull.number)).toEqual([{ user, state: 'APPROVED', commit: head }]);
  });

  test('have all of their reviews, however many pages they fill, in the order in which they were given', async () => {
    const world = await openWorld();
    const { pull } = await send(world);
    const say = (event: 'COMMENT' | 'APPROVE', body: string) =>
      world.host.octokit('ada').rest.pulls.createReview({ ...crm, pull_number: pull.number, event, body });
    for (let count = 0; count < 101; count += 1) await say('COMMENT', `${count}`);
    const { data } = await say('APPROVE', 'yes');
    const found = await readReviews(world.connect('bo'), pull.number);
    expect(found).toHaveLength(102);
    expect(found.at(-1)).toMatchObject({ state: 'APPROVED' });
    await world.host.octokit('ada').rest.pulls.dismissReview({ ...crm, pull_number: pull.number, review_id: data.id, message: 'no' });
    expect((await readReviews(world.connect('bo'), pull.number)).at(-1)).toMatchObject({ state: 'DISMISSED' });
  });
});

describe('the repository', () => {
  test('tells who may write, by number and name together', async () => {
    const world = await openWorld();
    const forge = world.connect('bo');
    const who = (login: 'ada' | 'bo' | 'rei', id = world.ids[login]) => ({ id, login, bot: false });
    expect(await mayWrite(forge, who('ada'))).toBe(true);
    expect(await mayWrite(forge, who('bo'))).toBe(true);
    expect(await mayWrite(forge, who('rei'))).toBe(false);
    expect(await mayWrite(forge, who('ada', 1))).toBe(false);
    expect(await mayWrite(forge, { id: 1, login: 'nobody', bot: false })).toBe(false);
    expect(await readLogin(forge, world.ids.rei)).toBe('rei');
    expect(await readLogin(forge, 1)).toBeUndefined();
  });

  test('tells its id, the permissions of the token, and the time of the forge', async () => {
    const world = await openWorld();
    world.host.setTime('2026-03-05T00:00:01Z');
    const facts = await readRepository(world.connect('bo'));
    expect(facts).toMatchObject({ fullName: 'head-office/crm', defaultBranch: 'main', private: true, canPush: true, canAdminister: false });
    expect(facts.now).toBe(Date.parse('2026-03-05T00:00:01Z') / 1000);
    expect(await readRepository(world.connect('rei'))).toMatchObject({ canPush: false });
    expect(await readRepository(world.connect('ada'))).toMatchObject({ canAdminister: true });
  });

  test('users by token and by login', async () => {
    const world = await openWorld();
    expect(await readViewer(world.connect('bo'))).toEqual({ id: world.ids.bo, login: 'bo' });
    expect(await readUser(world.connect('bo'), 'ada')).toEqual({ id: world.ids.ada, login: 'ada' });
    await expect(readUser(world.connect('bo'), 'nobody')).rejects.toMatchObject({ code: 'forge.not-found' });
  });
});

import { describe, expect, test } from 'vitest';
import { cutBody, putComment, readComment } from '../../cli/github/comments.ts';
import { setDeploymentStatus, startDeployment } from '../../cli/github/deployments.ts';
import { openPull } from '../../cli/github/pulls.ts';
import { setStatus } from '../../cli/github/statuses.ts';
import { commitFiles, crm } from '../emulator/git/forge-host.ts';
import { openWorld } from './world.ts';

async function openRequest() {
  const world = await openWorld();
  const head = await commitFiles(world.host.octokit('bo'), 'topic', world.base, { a: '1' });
  const { number } = await openPull(world.connect('bo'), { title: 't', body: '', head: 'topic', base: 'main' });
  const bodies = async () =>
    (await world.host.octokit('ada').rest.issues.listComments({ ...crm, issue_number: number })).data.map(({ body }) => body);
  return { world, number, head, bodies };
}

describe('the sticky comment', () => {
  test('is written once and then replaced, each name by itself', async () => {
    const { world, number, bodies } = await openRequest();
    const [forge, author] = [world.connect('ada'), world.ids.ada];
    const { id, url } = await putComment(forge, number, { name: 'plan', author, body: 'one' });
    const again = await putComment(forge, number, { name: 'plan', author, body: 'two' });
    expect(again).toMatchObject({ id, url });
    expect(await readComment(forge, id)).toBe(again.body);
    await putComment(forge, number, { name: 'receipt', author, body: 'three' });
    expect(await bodies()).toEqual(['<!-- orgcast:plan -->\ntwo', '<!-- orgcast:receipt -->\nthree']);
  });

  test('is not mistaken for a comment of somebody else with the same marker', async () => {
    const { world, number, bodies } = await openRequest();
    const forged = '<!-- orgcast:plan -->\nnothing changes, merge me';
    await world.host.octokit('bo').rest.issues.createComment({ ...crm, issue_number: number, body: forged });
    await putComment(world.connect('ada'), number, { name: 'plan', author: world.ids.ada, body: 'deletes 3 modules' });
    expect(await bodies()).toEqual([forged, '<!-- orgcast:plan -->\ndeletes 3 modules']);
  });
});

describe('cutBody', () => {
  test('leaves what fits alone', () => {
    expect(cutBody('x'.repeat(65_536))).toBe('x'.repeat(65_536));
  });

  test.each(['日本語の行\n', 'abc\n', '```\ncode\n', '<details><summary>s</summary>\n\n- x\n'])(
    'cuts lines of %j within the bytes, says so and closes what is open',
    (line) => {
      const body = cutBody(line.repeat(30_000));
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536);
      expect(body).toContain('Cut here');
      expect(body).not.toContain('\uFFFD');
      expect((body.match(/^```/gm) ?? []).length % 2).toBe(0);
    },
  );

  test('closes the section that it cuts through', () => {
    const body = cutBody(`<details><summary>s</summary>\n\n${'- step\n'.repeat(20_000)}\n</details>\n`);
    expect(body.match(/<details/g)).toHaveLength(1);
    expect(body.match(/<\/details>/g)).toHaveLength(1);
  });
});

test('a status stands on the commit, its description cut to what the forge takes', async () => {
  const { world, head } = await openRequest();
  await setStatus(world.connect('bo'), head, { state: 'failure', context: 'orgcast/osaka', description: 'x'.repeat(200) });
  const { data } = await world.host.octokit('ada').rest.repos.getCombinedStatusForRef({ ...crm, ref: head });
  expect(data.statuses).toMatchObject([{ state: 'failure', context: 'orgcast/osaka', description: `${'x'.repeat(139)}…` }]);
});

test('a deployment is started and reported on', async () => {
  const { world } = await openRequest();
  const forge = world.connect('bo');
  const id = await startDeployment(forge, world.base, 'osaka', 'apply #1');
  await setDeploymentStatus(forge, id, 'in_progress', 'applying');
  await setDeploymentStatus(forge, id, 'success', 'done', 'https://example.org/log');
  const { data } = await world.host.octokit('ada').rest.repos.listDeploymentStatuses({ ...crm, deployment_id: id });
  expect(data.map(({ state }) => state).sort()).toEqual(['in_progress', 'success']);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ended, Person } from './pipeline.ts';
import { repository, runInProcess } from './pipeline.ts';
import { expectFailure, moveClock } from './refusals.ts';
import { addRole, fewApis } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

const day = 86_400_000;

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(addRole, { org: { disabledApis: fewApis } });
}, 120_000);
afterAll(() => stage?.pipeline.close());

/** Runs the program on a machine whose clock is off by so many days. */
function runOffClock(person: Person, days: number, args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return runInProcess(person, ['--json', ...args], '', { ...person.env, ...stage.credentials(), ...env }, () => new Date(Date.now() + days * day));
}

/** Gives the one commit of a request other dates, as its sender can. */
async function forgeDates(key: string, date: string): Promise<void> {
  const { sender, pipeline } = stage;
  const forger = { ...sender, env: { ...sender.env, GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date } };
  const branch = `copy/osaka/${key.split('_')[1]}`;
  await pipeline.git(forger, 'fetch', '--quiet', 'origin', branch);
  await pipeline.git(forger, 'checkout', '--quiet', '--detach', 'FETCH_HEAD');
  await pipeline.git(forger, 'commit', '--quiet', '--amend', '--no-edit', '--date', date);
  await pipeline.git(forger, 'push', '--quiet', '--force', 'origin', `HEAD:refs/heads/${branch}`);
  await pipeline.git(forger, 'checkout', '--quiet', 'main');
}

test.each([-400, 400])("a key is made, judged and redeemed by the forge's clock; the machine's is off by %i days", async (days) => {
  const created = await runOffClock(stage.approver, days, ['key', 'create', 'osaka']);
  expect(created.code, created.stderr).toBe(0);
  const { key, issuedAt } = JSON.parse(created.stdout) as { key: string; issuedAt: string };
  expect(Math.abs(Date.parse(issuedAt) - Date.now())).toBeLessThan(day / 2);
  const { number } = await stage.send({ key, args: ['--only', 'role'] });
  const checked = await runOffClock(stage.ci, days, ['check', '--number', String(number)]);
  expect(JSON.parse(checked.stdout)).toMatchObject({ accepted: true });
  const listed = JSON.parse((await runOffClock(stage.approver, days, ['key', 'list', 'osaka'])).stdout) as { keys: { kid: string }[] };
  const { id } = stage.pipeline.emulator.forge.users().find(({ login }) => login === 'hana') ?? { id: 0 };
  expect(listed.keys.find(({ kid }) => kid === key.split('_')[1])).toMatchObject({ status: 'active', request: number, sender: id });

  // The key has expired, and a machine that lives in the past does not make it valid again.
  await moveClock(stage, 25);
  try {
    const late = await runOffClock(stage.ci, -2, ['check', '--number', String(number)]);
    expect(late.code).toBe(4);
    expect(JSON.parse(late.stdout)).toMatchObject({ accepted: false, findings: [{ code: 'request.expired' }] });
  } finally {
    await moveClock(stage, 0);
  }
});

test.each(['2001-01-01T00:00:00Z', '2037-01-01T00:00:00Z'])('dates of a commit decide nothing (%s)', async (date) => {
  const { number, key } = await stage.send({ args: ['--only', 'role'] });
  await forgeDates(key, date);
  expect(JSON.parse((await stage.orgcast(stage.ci, ['--json', 'check', '--number', String(number)])).stdout)).toMatchObject({ accepted: true });
  await moveClock(stage, 25);
  try {
    const late = await stage.orgcast(stage.ci, ['--json', 'check', '--number', String(number)], { code: 4 });
    expect(JSON.parse(late.stdout)).toMatchObject({ accepted: false, findings: [{ code: 'request.expired' }] });
  } finally {
    await moveClock(stage, 0);
  }
});

test('a job that starts 71 hours after the merge still applies, by a key that expired long ago; without its record in the ledger the same key is refused', async () => {
  const { number, key } = await stage.send({ args: ['--only', 'role'] });
  await stage.check(number);
  await stage.merge(number);
  const env = { ...(await stage.job('late')), ...stage.credentials() };
  await moveClock(stage, 71);
  try {
    const ended = await stage.orgcast(stage.ci, ['--json', 'apply', 'osaka'], { env });
    expect(JSON.parse(ended.stdout)).toMatchObject({ status: 'done' });
    const bare = `${stage.pipeline.folder}/emulator/git/repositories/${repository}.git`;
    // Past the forge, which lets nobody delete a record.
    await stage.pipeline.git(stage.ci, '--git-dir', bare, 'update-ref', '-d', `refs/tags/orgcast/spent/${key.split('_')[1]}`);
    const again = await stage.pipeline.orgcast(stage.ci, ['--json', 'apply', 'osaka'], { env: { ...env, GITHUB_RUN_ATTEMPT: '2' } });
    expectFailure(again, { code: 4, error: 'ledger.gap', says: /history osaka --audit/ });
  } finally {
    await moveClock(stage, 0);
  }
});

import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectForge } from '../../cli/github/forge.ts';
import { appendRecord } from '../../cli/github/records.ts';
import type { SignedReview } from '../../cli/key/review.ts';
import { verifyReview } from '../../cli/key/review.ts';
import type { Ended, Person } from './pipeline.ts';
import { repository, runInProcess } from './pipeline.ts';
import { expectFailure, photograph } from './refusals.ts';
import { addRole, fewApis } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(addRole, { org: { disabledApis: fewApis } });
}, 120_000);
afterAll(() => stage?.pipeline.close());

interface Reviewed {
  readonly accepted: boolean;
  readonly head: string;
  readonly plan: { readonly digest: string; readonly steps: readonly { id: string }[] } | null;
  readonly recorded: { readonly name: string; readonly digest: string } | null;
  readonly equal: boolean | null;
  readonly signed: { readonly name: string; readonly key: string } | null;
  readonly findings: readonly { readonly code: string; readonly message: string; readonly fix: string | null }[];
}

async function review(number: number, args: readonly string[] = [], code = 0, by: Person = stage.approver): Promise<Reviewed> {
  return JSON.parse((await stage.orgcast(by, ['--json', 'review', String(number), ...args], { code })).stdout) as Reviewed;
}

async function sendRequest(): Promise<{ number: number; kid: string }> {
  const { number, key } = await stage.send({ args: ['--only', 'role'] });
  return { number, kid: key.split('_')[1] ?? '' };
}

const git = (...args: readonly string[]) => {
  const bare = `${stage.pipeline.folder}/emulator/git/repositories/${repository}.git`;
  return stage.pipeline.git(stage.ci, '--git-dir', bare, ...args);
};

/** Runs a review on a terminal where somebody types that. */
async function reviewOnTerminal(args: readonly string[], typed: string): Promise<Ended> {
  const { approver } = stage;
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  stdin.end(typed);
  return runInProcess(approver, ['review', ...args], stdin, { ...approver.env, ...stage.credentials() }, () => new Date());
}

/** A plan record that somebody with write access made up: the steps of the true one are taken out. */
async function forgePlan(kid: string, head: string, recorded: { name: string }): Promise<void> {
  const { digestPlan } = await import('../../cli/plan/make-plan.ts');
  const plan = JSON.parse(await git('show', `refs/tags/orgcast/${recorded.name}:plan.json`)) as { zgid: string };
  const digest = digestPlan(plan.zgid, []);
  const forged = { ...plan, digest, steps: [] };
  const { emulator } = stage.pipeline;
  const token = stage.sender.env['GITHUB_TOKEN'] ?? '';
  const forge = connectForge({ apiUrl: emulator.git.apiUrl, owner: 'acme', repo: 'crm', token, userAgent: 'test' });
  await appendRecord(forge, `plan/${kid}/${head}/`, { kid, head, digest }, new Map([['plan.json', `${JSON.stringify(forged)}\n`]]));
}

describe('an approver', () => {
  test('sees the plan that the check recorded, and writes nothing by looking', async () => {
    const { number } = await sendRequest();
    const unchecked = await review(number);
    expect(unchecked).toMatchObject({ accepted: true, recorded: null, equal: null, signed: null, findings: [{ code: 'review.no-record' }] });
    await stage.check(number);
    const before = await photograph(stage, stage.approver);
    const seen = await review(number);
    expect(seen).toMatchObject({ accepted: true, equal: true, signed: null, findings: [] });
    expect(seen.recorded?.digest).toBe(seen.plan?.digest);
    const text = await stage.orgcast(stage.approver, ['review', String(number)]);
    expect(text.stdout).toMatch(/Plan for osaka[\s\S]*The recorded plan is the same: plan\//);
    const markdown = await stage.orgcast(stage.approver, ['review', `#${number}`, '--format', 'markdown']);
    expect(markdown.stdout).toMatch(/## .*osaka[\s\S]*\* The recorded plan is the same/);
    expect(await photograph(stage, stage.approver)).toEqual(before);
  });

  test('is told of a forged record, and signs the plan made here', async () => {
    const { number, kid } = await sendRequest();
    await stage.check(number);
    const { head, recorded, plan } = await review(number);
    await forgePlan(kid, head, recorded ?? { name: '' });
    const told = await review(number, [], 4);
    expect(told).toMatchObject({ equal: false, signed: null });
    expect(told.findings).toEqual(
      plan?.steps.map(({ id }) => expect.objectContaining({ code: 'review.differs', message: expect.stringContaining(id), fix: expect.any(String) })),
    );

    const digest = plan?.digest ?? '';
    const signed = await review(number, ['--sign', '--digest', digest]);
    const record = JSON.parse(await git('show', `refs/tags/orgcast/${signed.signed?.name}:record.json`)) as SignedReview;
    expect(signed.signed?.name).toBe(`review/${kid}/${head}/1`);
    expect(Object.keys(record).sort()).toEqual(['claim', 'nonce', 'signature']);
    expect(record.claim).toMatchObject({ request: number, headSha: head, planDigest: digest });
    expect(verifyReview({ claim: record.claim, signature: record.signature }, [signed.signed?.key ?? ''])).toBe(true);
    // The plan that was signed is in the ledger again, and signing twice adds nothing.
    expect((await review(number)).equal).toBe(true);
    const before = await photograph(stage, stage.approver);
    expect((await review(number, ['--sign', '--digest', digest])).signed).toEqual(signed.signed);
    expect(await photograph(stage, stage.approver)).toEqual(before);
  });

  test('is asked on a terminal, and only "yes" signs', async () => {
    const { number, kid } = await sendRequest();
    await stage.check(number);
    const before = await photograph(stage, stage.approver);
    for (const typed of ['\n', 'y\n', 'no\n', '']) {
      const ended = await reviewOnTerminal([String(number), '--sign'], typed);
      expect(ended.code, ended.stderr).toBe(4);
      expect(ended.stderr).toContain(`of request #${number} for osaka? Type "yes" to sign:`);
    }
    expect(await photograph(stage, stage.approver)).toEqual(before);
    const ended = await reviewOnTerminal([String(number), '--sign'], 'yes\n');
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stdout).toContain(`Signed with identity`);
    expect(await git('for-each-ref', `refs/tags/orgcast/review/${kid}`)).not.toBe('');
  });
});

describe('nothing is signed', () => {
  const expectRefused = async (person: Person, args: readonly string[], code: number, error: string): Promise<void> => {
    const before = await photograph(stage, stage.approver);
    const ended = await stage.pipeline.orgcast(person, ['--json', 'review', ...args], { env: stage.credentials() });
    expectFailure(ended, { code, error });
    expect(await photograph(stage, stage.approver)).toEqual(before);
  };

  test('without a terminal, for another plan, by the sender, without the identity, or for what is no request', async () => {
    const { number } = await sendRequest();
    await stage.check(number);
    const digest = (await review(number)).plan?.digest ?? '';
    await expectRefused(stage.approver, [String(number), '--sign'], 64, 'review.unasked');
    await expectRefused(stage.approver, [String(number), '--sign', '--digest', `${digest}0`], 4, 'review.other-digest');
    await expectRefused(stage.sender, [String(number), '--sign', '--digest', digest], 4, 'review.own');
    const elsewhere = { ...stage.approver, env: { ...stage.approver.env, ORGCAST_IDENTITY_DIR: `${stage.pipeline.folder}/none` } };
    await expectRefused(elsewhere, [String(number), '--sign', '--digest', digest], 4, 'identity.none');
    await expectRefused(stage.approver, ['one'], 64, 'usage.number');
    await stage.pipeline.rest(stage.approver, 'PATCH', `/pulls/${number}`, { state: 'closed' });
    await expectRefused(stage.approver, [String(number)], 4, 'review.closed');
  });

  test('when the request is refused', async () => {
    const { number, kid } = await sendRequest();
    await stage.orgcast(stage.approver, ['key', 'revoke', 'osaka', kid]);
    const seen = await review(number, ['--digest', `sha256:${'0'.repeat(64)}`], 4);
    expect(seen).toMatchObject({ accepted: false, plan: null, signed: null, findings: [{ code: 'request.revoked' }] });
  });
});

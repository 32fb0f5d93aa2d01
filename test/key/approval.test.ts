import { describe, expect, test } from 'vitest';
import type { ApprovalFacts, RiskyStep } from '../../cli/key/approval.ts';
import { judgeReviews, judgeRisks, listApprovals, tellNeeds } from '../../cli/key/approval.ts';
import type { ApprovalRules } from '../../cli/model/org.ts';
import { usualApproval } from '../../cli/model/org.ts';
import type { PullReview } from '../../cli/model/request.ts';
import { approver, headSha, mergedRequest, policy, sender } from './world.ts';

const [second, third, outsider] = [11, 12, 99];
const names = new Map([
  [approver, 'kenji'],
  [second, 'mika'],
]);

function review(user: number | null, state = 'APPROVED', commit: string | null = headSha, bot = false): PullReview {
  return { user: user === null ? null : { id: user, login: `user-${user}`, bot }, state, commit };
}

interface Given {
  readonly reviews?: readonly PullReview[];
  readonly rules?: Partial<ApprovalRules>;
  readonly approvers?: readonly number[];
  readonly writers?: readonly number[];
  readonly author?: number;
}

/** Facts of the honest request that `kenji` merged, who with `mika` and a third is an approver. */
function facts({ reviews = [], rules = {}, approvers = [approver, second, third], writers = [], author = sender }: Given = {}): ApprovalFacts {
  const { pull } = mergedRequest({ pull: { author } });
  const approval = { ...usualApproval, ...rules };
  return { policy: { ...policy, approvers, approval }, pull, sender, reviews, writers: new Set(writers), names };
}

const risky: readonly RiskyStep[] = [
  { id: 'update profile:Sales', risks: ['rights'] },
  { id: 'delete field:Deals.Old', risks: ['deletes', 'data-leaves'] },
];

describe('a review counts', () => {
  test.each<[string, Given, readonly number[]]>([
    ['by an approver on the head commit', { reviews: [review(second)] }, [second]],
    ['once for each', { reviews: [review(second), review(second), review(third)] }, [second, third]],
    ['also after a comment', { reviews: [review(second), review(second, 'COMMENTED')] }, [second]],
    ['also given after changes were asked for', { reviews: [review(second, 'CHANGES_REQUESTED'), review(second)] }, [second]],
    ['by a person who may write, where nobody is listed', { approvers: [], writers: [outsider], reviews: [review(outsider)] }, [outsider]],
    ['by a bot that is listed', { reviews: [review(second, 'APPROVED', headSha, true)] }, [second]],
    ['not by somebody who is no approver', { reviews: [review(outsider)], writers: [outsider] }, []],
    ['not by somebody who may not write, where nobody is listed', { approvers: [], reviews: [review(outsider)] }, []],
    ['not by a bot, where nobody is listed', { approvers: [], writers: [outsider], reviews: [review(outsider, 'APPROVED', headSha, true)] }, []],
    ['not on another commit', { reviews: [review(second, 'APPROVED', 'e'.repeat(40))] }, []],
    ['not on a commit that is gone', { reviews: [review(second, 'APPROVED', null)] }, []],
    ['not once it was dismissed', { reviews: [review(second, 'DISMISSED')] }, []],
    ['not when a later one was dismissed', { reviews: [review(second), review(second, 'DISMISSED')] }, []],
    ['not when changes were asked for afterwards', { reviews: [review(second), review(second, 'CHANGES_REQUESTED')] }, []],
    ['not while it is pending', { reviews: [review(second, 'PENDING')] }, []],
    ['not by the sender, listed or not', { approvers: [approver, sender], reviews: [review(sender)] }, []],
    ['not by the author, listed or not', { approvers: [approver, second], author: second, reviews: [review(second)] }, []],
    ['not by a deleted account', { reviews: [review(null)] }, []],
  ])('%s', (_what, given, expected) => {
    expect(listApprovals(facts(given)).map(({ id }) => id)).toEqual(expected);
  });
});

describe('the number of reviews', () => {
  test.each<[number, readonly PullReview[], number]>([
    [0, [], 0],
    [1, [], 1],
    [1, [review(approver)], 0],
    [2, [review(approver)], 1],
    [2, [review(approver), review(second)], 0],
    [2, [review(approver), review(outsider), review(sender)], 1],
    [3, [review(approver), review(second), review(third, 'CHANGES_REQUESTED')], 1],
  ])('%i wanted of %j: %i findings', (minReviews, reviews, count) => {
    const found = judgeReviews(facts({ reviews, rules: { minReviews } }));
    expect(found.map(({ code, severity }) => `${code} ${severity}`)).toEqual(Array.from({ length: count }, () => 'approval.reviews error'));
  });

  test('is told with those who gave one and those who can still', () => {
    const [found] = judgeReviews(facts({ reviews: [review(approver)], rules: { minReviews: 2 } }));
    expect(found?.message).toBe('"osaka" wants approving reviews by 2 approvers of the head commit, and only 1 (kenji (user 9)) was given.');
    expect(found?.fix).toBe(
      `Let one of mika (user 11), user 12 approve commit ${headSha.slice(0, 12)} in a review ("gh pr review 12 --approve"), then run this job again; nothing is written until then.`,
    );
  });
});

describe('risks', () => {
  test.each<[string, Given, readonly string[]]>([
    ['need a second approval each', {}, ['rights', 'data-leaves', 'deletes']],
    ['do not need one where the policy allows them all', { rules: { allow: new Set(['rights', 'data-leaves', 'deletes', 'owners']) } }, []],
    ['need one where the policy allows another one only', { rules: { allow: new Set(['rights', 'owners']) } }, ['data-leaves', 'deletes']],
    ['are approved by a second approver', { reviews: [review(second)] }, []],
    ['are not approved twice by who merged', { reviews: [review(approver)] }, ['rights', 'data-leaves', 'deletes']],
    ['are not approved by the sender', { approvers: [approver, sender], reviews: [review(sender)] }, ['rights', 'data-leaves', 'deletes']],
    ['are not approved by an older review', { reviews: [review(second, 'APPROVED', 'e'.repeat(40))] }, ['rights', 'data-leaves', 'deletes']],
  ])('%s', (_what, given, expected) => {
    const found = judgeRisks(facts(given), risky);
    expect(found.map(({ code, severity }) => [code, severity])).toEqual(expected.map(() => ['approval.risk', 'error']));
    expect(found.map(({ fix }) => /add "([^"]+)"/.exec(fix ?? '')?.[1])).toEqual(expected);
  });

  test('are none where nothing risky would be done', () => {
    expect(judgeRisks(facts(), [])).toEqual([]);
  });

  test('are told with the steps, who can approve and what to do', () => {
    const many = Array.from({ length: 12 }, (_, index): RiskyStep => ({ id: `create webhook:${index}`, risks: ['data-leaves'] }));
    const [found] = judgeRisks(facts(), many);
    expect(found?.message).toContain('It sends or shows data outside of the org (create webhook:0, create webhook:1');
    expect(found?.message).toContain('create webhook:9, and 2 more), for which "osaka" needs a second approval.');
    expect(found?.fix).toContain('Let one of mika (user 11), user 12 approve commit');
    expect(found?.fix).toContain('run this job again; nothing is written until then.');
    const [anybody] = judgeRisks(facts({ approvers: [] }), many);
    expect(anybody?.fix).toContain('Let a person who may write in the repository and neither sent nor merged it approve commit');
    const [nobody] = judgeRisks(facts({ approvers: [approver, sender] }), many);
    expect(nobody?.fix).toContain('No approver that org.yaml lists is left');
  });
});

test('before the merge the same needs are told and refuse nothing', () => {
  const told = (rules: Partial<ApprovalRules>, steps = risky) =>
    tellNeeds(facts({ rules }), steps).map(({ code, severity }) => `${code} ${severity}`);
  expect(told({}, [])).toEqual([]);
  expect(told({})).toEqual(['approval.risk warning', 'approval.risk warning', 'approval.risk warning']);
  expect(told({ allow: new Set(['rights', 'deletes']), minReviews: 2, approval: 'signed' })).toEqual([
    'approval.risk warning',
    'approval.reviews note',
    'approval.signature note',
  ]);
  expect(tellNeeds(facts({}), risky)[0]?.message).toBe('It needs a second approval because it raises rights (update profile:Sales).');
  for (const finding of tellNeeds(facts({ rules: { minReviews: 1, approval: 'signed' } }), risky)) {
    expect(finding).toMatchObject({ message: expect.stringMatching(/^\S.*\.$/), fix: expect.stringMatching(/\.$/) });
  }
});

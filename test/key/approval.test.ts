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
  readonly author?: number | null;
  readonly mergedBy?: number | null;
}

/** Facts of the honest request that `kenji` merged, who with `mika` and a third is an approver. */
function facts({ reviews = [], rules = {}, approvers = [approver, second, third], writers = [], ...given }: Given = {}): ApprovalFacts {
  const { author = sender, mergedBy = approver } = given;
  const { pull } = mergedRequest({ pull: { author }, merge: { mergedBy } });
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
    ['also while another one is pending', { reviews: [review(second), review(second, 'PENDING')] }, [second]],
    ['not by the sender, listed or not', { approvers: [approver, sender], reviews: [review(sender)] }, []],
    ['not by the sender for whom somebody else opened it', { approvers: [sender], author: third, reviews: [review(sender)] }, []],
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

const head = headSha.slice(0, 12);

/** The names that a finding asks for a review. */
const asked = (fix: string | undefined): string | undefined => /^Let (?:one of )?(.*) approve commit c{12} in a review/.exec(fix ?? '')?.[1];

describe('who is asked', () => {
  test.each<[string, Given, string]>([
    ['who merged is still one who can review', {}, 'kenji (user 9), mika (user 11), user 12'],
    ['not who gave one', { reviews: [review(second), review(third)] }, 'kenji (user 9)'],
    ['not the sender', { approvers: [sender, third] }, 'user 12'],
    ['not the author', { approvers: [second, third], author: second }, 'user 12'],
    ['whoever is listed when the author is gone', { approvers: [third], author: null }, 'user 12'],
    [
      'ten of eleven',
      { approvers: Array.from({ length: 11 }, (_, id) => 20 + id) },
      Array.from({ length: 10 }, (_, id) => `user ${20 + id}`).join(', '),
    ],
    ['anybody who may write, where nobody is listed', { approvers: [] }, 'a person who may write in the repository and neither sent nor merged it'],
  ])('for a review: %s', (_what, given, expected) => {
    const [found] = judgeReviews(facts({ ...given, rules: { minReviews: 3 } }));
    expect(asked(found?.fix)).toBe(expected);
  });

  test('for a risk, not who merged; where that is unknown, or nobody did yet, all are', () => {
    expect(asked(judgeRisks(facts(), risky)[0]?.fix)).toBe('mika (user 11), user 12');
    expect(asked(judgeRisks(facts({ mergedBy: null }), risky)[0]?.fix)).toBe('kenji (user 9), mika (user 11), user 12');
    const merged = facts();
    expect(asked(judgeRisks({ ...merged, pull: { ...merged.pull, merge: undefined } }, risky)[0]?.fix)).toBe(
      'kenji (user 9), mika (user 11), user 12',
    );
  });

  test('for a review, nobody, once all who are listed gave theirs', () => {
    const [found] = judgeReviews(facts({ approvers: [second], reviews: [review(second)], rules: { minReviews: 2 } }));
    expect(found?.fix).toBe('No approver that org.yaml lists is left to give it: list another one there and send again.');
  });

  test('says how many were given and how many it takes', () => {
    const message = (minReviews: number, ...reviews: PullReview[]) => judgeReviews(facts({ reviews, rules: { minReviews } }))[0]?.message;
    expect(message(1)).toBe('"osaka" wants an approving review by an approver of the head commit, and none was given.');
    expect(message(3, review(second), review(third))).toMatch(/reviews by 3 approvers .* and only 2 \(mika \(user 11\), user 12\) was given\.$/);
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

  test('of an open request are approved by any approver, and of one that nobody known merged too', () => {
    for (const pull of [{ merge: undefined }, { merge: { mergedAt: 1, mergedBy: null, sha: headSha } }]) {
      const given = facts({ reviews: [review(approver)] });
      expect(judgeRisks({ ...given, pull: { ...given.pull, ...pull } }, risky)).toEqual([]);
    }
  });

  test('are told with ten steps and not one more', () => {
    const steps = (length: number) => Array.from({ length }, (_, index): RiskyStep => ({ id: `s${index}`, risks: ['owners'] }));
    expect(judgeRisks(facts(), steps(10))[0]?.message).toBe(
      'It changes who owns records (s0, s1, s2, s3, s4, s5, s6, s7, s8, s9), for which "osaka" needs a second approval.',
    );
    expect(judgeRisks(facts(), steps(11))[0]?.message).toContain('s9, and 1 more)');
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
  const [risk, reviews, signature] = tellNeeds(facts({ rules: { minReviews: 1, approval: 'signed' } }), risky.slice(0, 1));
  expect(risk?.fix).toBe(`Let one approver approve commit ${head} in a review and another one merge.`);
  expect(reviews?.fix).toBe(`Let approvers review commit ${head} before or after the merge.`);
  expect(signature?.fix).toBe('Run "orgcast review 12 --sign" before merging.');
  for (const finding of tellNeeds(facts({ rules: { minReviews: 1, approval: 'signed' } }), risky)) {
    expect(finding).toMatchObject({ message: expect.stringMatching(/^\S.*\.$/), fix: expect.stringMatching(/\.$/) });
  }
});

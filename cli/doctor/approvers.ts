import type { Observation } from '../model/promise.ts';
import type { AccountFacts, OrgSetup } from '../model/setup.ts';
import type { SetupPromise } from './promise.ts';
import { bad, good, whenKnown } from './promise.ts';

/** Four eyes need a second pair that may merge; else requests cannot be approved, and somebody will bend the rules (threat 6). */
export const approvers: SetupPromise = {
  code: 'doctor.approvers',
  promise: {
    en: 'For whoever sends a request there is somebody else who may approve it.',
    ja: '誰がリクエストを送っても、承認できる別の人がいる。',
  },
  fix: {
    en: 'List approvers in org.yaml by numeric id, and give them write permission.',
    ja: 'org.yaml に承認者を数値 ID で記載し、書き込み権限を与えてください。',
  },
  page: 'settings/access',
  judge: ({ settings, orgs }) => orgs.flatMap((org) => whenKnown(org.policy.name, settings.writers, (writers) => judgeOrg(org, writers))),
};

function judgeOrg({ policy }: OrgSetup, writers: readonly AccountFacts[]): readonly Observation[] {
  const listed = policy.approvers.length > 0;
  const able = listed ? writers.filter(({ id }) => policy.approvers.includes(id)) : writers;
  const needed = Math.max(1, policy.approval.minReviews);
  const names = able.map(({ login }) => login).join(', ');
  const unable = policy.approvers.filter((id) => !writers.some((one) => one.id === id));
  const left = unable.map((id) =>
    bad(policy.name, `approver ${id} may not write to the repository`, `承認者 ${id} にはリポジトリの書き込み権限がない`),
  );
  if (able.length < needed) {
    return [
      bad(
        policy.name,
        `${able.length} of ${needed} approvers that a request needs may merge`,
        `必要な承認者 ${needed} 人のうち、マージできるのは ${able.length} 人`,
      ),
      ...left,
    ];
  }
  const alone = able.length === needed && !policy.approval.forks && writers.every(({ id }) => able.some((one) => one.id === id));
  if (alone)
    return [
      bad(
        policy.name,
        `nobody but ${names} may send, and then too few are left to approve`,
        `送信できるのは ${names} だけで、送信すると承認者が足りない`,
      ),
      ...left,
    ];
  return [
    good(
      policy.name,
      `${names} may approve${listed ? '' : ' (org.yaml lists nobody, so everybody who may write)'}`,
      `承認できる人: ${names}${listed ? '' : ' (org.yaml に記載がないため、書き込める人全員)'}`,
    ),
    ...left,
  ];
}

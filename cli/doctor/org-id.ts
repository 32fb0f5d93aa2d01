import type { SetupPromise } from './promise.ts';
import { bad, either, whenKnown } from './promise.ts';

/** The right name with another org's token would change the wrong org (threat 20). */
export const orgId: SetupPromise = {
  code: 'doctor.org-id',
  promise: {
    en: 'The credentials at hand are those of the org that the policy names.',
    ja: '使用する認証情報は、ポリシーに記載された組織のものである。',
  },
  fix: {
    en: 'Use the credentials of this org, or correct zgid in org.yaml; "orgcast export <org>" fills it in where it is missing.',
    ja: 'この組織の認証情報を使うか、org.yaml の zgid を修正してください。zgid がない場合は「orgcast export <組織名>」で記入されます。',
  },
  judge: ({ orgs }) =>
    orgs.flatMap(({ policy, zgid }) => {
      const { name } = policy;
      if (policy.zgid === undefined) return bad(name, 'org.yaml has no zgid', 'org.yaml に zgid がない');
      return whenKnown(name, zgid, (live) =>
        either(
          live === policy.zgid,
          name,
          { en: `the org answers as ${live}`, ja: `組織の ID は ${live}` },
          { en: `the org answers as ${live}, the policy says ${policy.zgid}`, ja: `組織の ID は ${live}、ポリシーでは ${policy.zgid}` },
        ),
      );
    }),
};

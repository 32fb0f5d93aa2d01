import type { Observation } from '../model/promise.ts';
import type { EnvironmentFacts, OrgSetup, Setup } from '../model/setup.ts';
import { whenKnown } from './promise.ts';

/** Names of the deployment environments that an org has: for applies, and for checks with a token that only reads. */
export function environmentNames({ policy }: OrgSetup): readonly string[] {
  return [policy.name, `${policy.name}-plan`];
}

/** Judges every environment of every org that is there; what is missing is for `environment-exists` to say. */
export function judgeEnvironments(
  { settings, orgs }: Setup,
  judge: (environment: EnvironmentFacts, org: OrgSetup) => readonly Observation[],
): readonly Observation[] {
  return whenKnown('environments', settings.environments, (environments) =>
    orgs.flatMap((org) =>
      environmentNames(org).flatMap((name) => {
        const found = environments.find((one) => one.name === name);
        return found === undefined ? [] : judge(found, org);
      }),
    ),
  );
}

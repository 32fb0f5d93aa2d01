import type { Ref } from '../../model/element.ts';
import type { Json } from '../../model/json.ts';
import { isObject, property } from '../../model/json.ts';
import type { Step } from '../../model/plan.ts';
import type { Guard, GuardFacts, Verdict } from './guard.ts';

/** The profile that Zoho makes and keeps; it has every right by itself, so files state none. */
const administrator = 'Administrator';

/** Rights without which nobody can set an org right again (OpenAPI modules.json and users.json, error NO_PERMISSION). */
const rights = ['Crm_Implied_Customize_Zoho_CRM', 'Crm_Implied_Manage_Users'];

/** An org must always have somebody who can customize it and manage its users; a plan after which nobody could is refused. */
export const lastAdministrator: Guard = {
  code: 'guard.last-administrator',
  judge: (facts) => [
    ...facts.steps.filter(weakensAdministrator).map((step) => refuse(step, `${step.id} takes rights from the ${administrator} profile.`)),
    ...rights.flatMap((right) => judgeRight(facts, right)),
  ],
};

function weakensAdministrator(step: Step): boolean {
  if (step.kind === 'profile' && step.key === administrator)
    return step.action === 'delete' || step.changes.some(({ path, after }) => path[0] === 'permissions' && holdsFalse(after));
  return step.kind === 'module' && step.action === 'update' && step.changes.some(isRemovalFromList);
}

/** A module that the administrators are taken out of is seen by nobody who could put them back. */
function isRemovalFromList({ path, after }: Step['changes'][number]): boolean {
  return path[0] === 'profiles' && path[1] === administrator && after === undefined;
}

function holdsFalse(value: Json | undefined): boolean {
  return value === false || (isObject(value) && Object.values(value).some(holdsFalse));
}

/** Verdicts on the steps that take a right from the last profiles that have it. */
function judgeRight({ input, steps }: GuardFacts, right: string): readonly Verdict[] {
  const profiles = new Map<Ref, Json>(
    [...input.live.elements].filter(([, { kind }]) => kind === 'profile').map(([ref, one]) => [ref, one.attributes]),
  );
  const hadIt = [...profiles].filter(([ref, attributes]) => hasRight(ref, attributes, right));
  const own = steps.filter((step) => step.kind === 'profile' && step.mode === 'api');
  for (const step of own) {
    if (step.action === 'delete') profiles.delete(step.ref);
    else profiles.set(step.ref, step.after ?? {});
  }
  if ([...profiles].some(([ref, attributes]) => hasRight(ref, attributes, right))) return [];
  return own
    .filter((step) => hadIt.some(([ref]) => ref === step.ref))
    .map((step) => refuse(step, `After ${step.id} no profile has the right ${right}.`));
}

function hasRight(ref: Ref, attributes: Json, right: string): boolean {
  return ref === `profile:${administrator}` || property(property(property(attributes, 'permissions'), 'org'), right) === true;
}

function refuse(step: Step, message: string): Verdict {
  return { severity: 'error', element: step.ref, message, fix: 'Leave at least one profile with all rights of an administrator.', blocks: [step.id] };
}

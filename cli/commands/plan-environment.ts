import { schemas } from '../kinds/schemas.gen.ts';
import type { Ref } from '../model/element.ts';
import type { Consent } from '../model/identity.ts';
import type { OrgRules } from '../model/org.ts';
import type { Plan } from '../model/plan.ts';
import type { LiveSnapshot, Snapshot } from '../model/snapshot.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { CommandContext } from './context.ts';
import { kindsByName } from './context.ts';
import type { DesiredEnvironment } from './environment.ts';

/** What planning for an environment rests on besides the org as it is: the same at the check, at the apply, and when planning again after a pass. */
export interface PlanBasis {
  readonly name: string;
  readonly rules: OrgRules;
  readonly desired: DesiredEnvironment;
  /** what was applied last; absent: nobody knows */
  readonly base?: Snapshot;
  /** elements that an apply of ours created */
  readonly owned: ReadonlySet<Ref>;
  readonly consents: ReadonlySet<Consent>;
  /** elements for which absence is deletion whatever the rules say, as in a rollback */
  readonly exact: ReadonlySet<Ref>;
}

/** An org that orgcast never applied to, and nobody agreed to anything. */
export const nothingKnown: Pick<PlanBasis, 'owned' | 'consents' | 'exact'> = { owned: new Set(), consents: new Set(), exact: new Set() };

/** The plan for an environment's desired state against its live org; `records` are numbers of records by module, as far as counted. */
export function planEnvironment(
  context: CommandContext,
  basis: PlanBasis,
  live: LiveSnapshot,
  records: ReadonlyMap<string, number> = new Map(),
): Plan {
  const { name, rules, desired, base, owned, consents, exact } = basis;
  return makePlan({
    org: name,
    desired,
    live,
    kinds: kindsByName,
    schemas,
    rules,
    ...(base === undefined ? {} : { base }),
    owned,
    consents,
    moved: desired.moved,
    records,
    exact,
    hasSecret: (secret) => context.variable(`ORGCAST_SECRET_${secret}`) !== undefined,
  });
}

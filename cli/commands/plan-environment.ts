import type { CrmClient } from '../crm/client.ts';
import { readCounts } from '../crm/read-counts.ts';
import { schemas } from '../kinds/schemas.gen.ts';
import type { Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Consent } from '../model/identity.ts';
import type { OrgRules } from '../model/org.ts';
import type { Plan } from '../model/plan.ts';
import type { LiveSnapshot, Snapshot } from '../model/snapshot.ts';
import { makePlan } from '../plan/make-plan.ts';
import { applyMoves } from '../plan/moves.ts';
import type { PlanInput } from '../plan/proposal.ts';
import { completeTold } from '../plan/told.ts';
import type { CommandContext } from './context.ts';
import { kindsByName } from './context.ts';
import type { DesiredEnvironment } from './environment.ts';
import type { Created } from './touched.ts';

/** What planning for an environment rests on besides the org as it is: the same at the check, at the apply, and when planning again after a pass. */
export interface PlanBasis {
  readonly name: string;
  readonly rules: OrgRules;
  readonly desired: DesiredEnvironment;
  /** what was applied last; absent: nobody knows */
  readonly base?: Snapshot;
  /** elements that an apply of ours created, with their ids where these are known */
  readonly created: Created;
  readonly consents: ReadonlySet<Consent>;
  /** elements for which absence is deletion whatever the rules say, as in a rollback */
  readonly exact: ReadonlySet<Ref>;
}

/** The plan for an environment's desired state against its live org; `records` are numbers of records by module, as far as counted. */
export function planEnvironment(
  context: CommandContext,
  basis: PlanBasis,
  live: LiveSnapshot,
  records: ReadonlyMap<string, number> = new Map(),
): Plan {
  return makePlan(inputOf(context, basis, live, records));
}

/**
 * A reading with what only the past and the files tell: what people ticked that they had set, and the new names of what is about to be renamed, so that the write
 * that renames it finds its id.
 */
export function completeReading(context: CommandContext, basis: PlanBasis, reading: LiveSnapshot): LiveSnapshot {
  const live = completeTold(reading, basis.base, kindsByName);
  if (basis.desired.moved.length === 0 && live.renamed.length === 0) return live;
  const moved = applyMoves(inputOf(context, basis, live, new Map())).input.live.ids;
  return { ...live, ids: new Map([...live.ids, ...moved]) };
}

function inputOf(context: CommandContext, basis: PlanBasis, live: LiveSnapshot, records: ReadonlyMap<string, number>): PlanInput {
  const { name, rules, desired, base, created, consents, exact } = basis;
  return {
    org: name,
    desired,
    live,
    kinds: kindsByName,
    schemas,
    rules,
    ...(base === undefined ? {} : { base }),
    owned: new Set(created.keys()),
    consents,
    moved: desired.moved,
    records,
    exact,
    hasSecret: (secret) => context.variable(`ORGCAST_SECRET_${secret}`) !== undefined,
  };
}

/** A plan, and the numbers of records that planning again may rest on. */
export interface CountedPlan {
  readonly plan: Plan;
  readonly records: ReadonlyMap<string, number>;
}

/** Plans, counts the records of the modules whose number the plan asked for, once each, and plans again with what they hold. */
export async function planCounted(context: CommandContext, client: CrmClient, basis: PlanBasis, live: LiveSnapshot): Promise<CountedPlan> {
  const asked = new AskedCounts();
  const plan = planEnvironment(context, basis, live, asked);
  const modules = [...asked.names].sort();
  if (modules.length === 0) return { plan, records: new Map() };
  const there = modules.filter((module) => live.elements.has(refOf('module', module)));
  const counted = await readCounts(client, there, context.progress);
  // A module that the plan makes holds nothing yet.
  const records = new Map([...modules.filter((module) => !there.includes(module)).map((module) => [module, 0] as const), ...counted]);
  return { plan: planEnvironment(context, basis, live, records), records };
}

/** Numbers of records that nobody counted yet, which remembers the modules it was asked for. */
class AskedCounts extends Map<string, number> {
  readonly names = new Set<string>();

  override get(module: string): undefined {
    this.names.add(module);
    return undefined;
  }
}

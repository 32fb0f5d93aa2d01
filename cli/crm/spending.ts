import { Failure } from '../model/failure.ts';
import type { HttpAnswer, HttpLoss } from './transport.ts';

/** Requests sent (repeats counted, token exchanges not) and API credits they cost. */
export interface CrmStats {
  readonly requests: number;
  readonly credits: number;
}

/** An org's credits as far as they are known. */
export interface Quota {
  /** what the org says is left of its 24 hours (`X-API-CREDITS-REMAINING`); it says so only when half is used up */
  readonly remaining?: number;
  /** credits of 24 hours by licence */
  readonly limit?: number;
  /** credits that this client used */
  readonly spent: number;
}

/** Most credits, reads included, and most time that may be used from now on. */
export interface Budget {
  readonly credits?: number;
  readonly minutes?: number;
}

/** What a client has spent, and how much it may. */
export interface Spending {
  /** notes an answer to a call of that cost; what is turned away costs nothing */
  note(outcome: HttpAnswer | HttpLoss, cost: number): void;
  /**
   * Keeps the cost of a write free until the returned function is called. Failure `crm.budget` or `crm.credits_used_up` when the budget, or what the org
   * says is left, does not cover it beside the writes under way.
   */
  reserve(cost: number, place: string): () => void;
  setLimit(credits: number | undefined): void;
  setBudget(budget: Budget): void;
  stats(): CrmStats;
  quota(): Quota;
}

/** Header that tells what is left of the credits (Zoho "API limits"). */
const remainingHeader = 'x-api-credits-remaining';
const minute = 60_000;

/** Nothing spent, no limit. `now` is in milliseconds. */
export function createSpending(now: () => number): Spending {
  const spent = { requests: 0, credits: 0 };
  let reserved = 0;
  let remaining: number | undefined;
  let limit: number | undefined;
  let credits = Number.POSITIVE_INFINITY;
  let deadline = Number.POSITIVE_INFINITY;
  return {
    note(outcome, cost) {
      spent.requests += 1;
      if (outcome.kind !== 'answer' || ![401, 429].includes(outcome.status)) spent.credits += cost;
      const told = outcome.kind === 'answer' ? outcome.headers.get(remainingHeader) : null;
      if (told === null || !/^\d+$/.test(told)) return;
      // Answers overtake each other: while writes are under way an older one may tell of more than there is.
      remaining = reserved <= cost || remaining === undefined ? Number(told) : Math.min(remaining, Number(told));
    },
    reserve(cost, place) {
      if (now() >= deadline) throw describeBudget('the time is over', place);
      if (spent.credits + reserved + cost > credits) throw describeBudget(`the call costs ${cost} credits more`, place);
      if (remaining !== undefined && reserved + cost > remaining) throw describeUsedUp(remaining, cost, place);
      reserved += cost;
      return () => {
        reserved -= cost;
      };
    },
    setLimit(permitted) {
      limit = permitted;
    },
    setBudget(budget) {
      credits = spent.credits + (budget.credits ?? Number.POSITIVE_INFINITY);
      deadline = now() + (budget.minutes ?? Number.POSITIVE_INFINITY) * minute;
    },
    stats: () => ({ ...spent }),
    quota: () => ({
      ...(remaining === undefined ? {} : { remaining }),
      ...(limit === undefined || !Number.isFinite(limit) ? {} : { limit }),
      spent: spent.credits,
    }),
  };
}

function describeBudget(why: string, place: string): Failure {
  return new Failure(`The budget of this run does not cover the next write: ${why}`, {
    code: 'crm.budget',
    kind: 'partial',
    place,
    fix: 'Raise "budget" in org.yaml, or run again to go on from here.',
  });
}

function describeUsedUp(remaining: number, cost: number, place: string): Failure {
  return new Failure(`The org has ${remaining} API credits left in these 24 hours, and the next write costs ${cost}`, {
    code: 'crm.credits_used_up',
    kind: 'partial',
    place,
    fix: 'Run again later to go on from here; credits count over the last 24 hours.',
  });
}

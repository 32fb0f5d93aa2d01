import type { PlanSummary } from './plan.ts';

/** How one step ended. */
export interface StepReceipt {
  readonly id: string;
  readonly status: 'done' | 'failed' | 'skipped' | 'manual';
  readonly attempts: number;
  /** the CRM's or our own words, secrets masked */
  readonly error?: string;
  /** id of the element that the step created */
  readonly created?: string;
}

/** What an apply did, step by step. Stored in the ledger, so that no job ever pushes to the base branch. */
export interface Receipt {
  readonly formatVersion: 1;
  readonly org: string;
  readonly zgid: string;
  readonly status: 'done' | 'partial' | 'refused';
  /** stable code and words when not done */
  readonly reason: string | null;
  /** number of the pull request, null for an apply without one */
  readonly request: number | null;
  readonly planDigest: string;
  readonly steps: readonly StepReceipt[];
  /** steps of each status */
  readonly summary: { readonly done: number; readonly failed: number; readonly skipped: number; readonly manual: number };
  readonly plan: PlanSummary;
  readonly requests: number;
  readonly credits: number;
  readonly startedAt: string;
  readonly finishedAt: string;
}

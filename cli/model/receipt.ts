import type { Json } from './json.ts';
import type { Action, PlanSummary, SetupPage } from './plan.ts';

/** What a person does in the org's setup for a step that the API cannot do. */
export interface Deed {
  readonly action: Action;
  readonly kind: string;
  readonly key: string;
  /** what to set, by path; without `value`: what to take away. Empty for a delete. */
  readonly values: readonly { readonly path: readonly string[]; readonly value?: Json }[];
  readonly setup?: SetupPage;
  /** by what a tick is known (see plan/told.ts), where no API tells whether it was done; absent where reading the org does */
  readonly tick?: string;
}

/** How one step ended. */
export interface StepReceipt {
  readonly id: string;
  readonly status: 'done' | 'failed' | 'skipped' | 'manual';
  readonly attempts: number;
  /** the CRM's or our own words, secrets masked */
  readonly error?: string;
  /** id of the element that the step created */
  readonly created?: string;
  /** of a step that is left to a person, and that one can do now */
  readonly deed?: Deed;
}

/** What an apply did, step by step. Stored in the ledger, so that no job ever pushes to the base branch. */
export interface Receipt {
  readonly formatVersion: 1;
  readonly org: string;
  readonly zgid: string;
  /** `partial`: something of the approved plan is open: failed, skipped, or left to people */
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

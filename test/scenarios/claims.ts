import { expect } from 'vitest';
import type { Plan, Step } from '../../cli/model/plan.ts';

/** What a story is about, in words and as a check of its plan. */
export interface Claim {
  readonly title: string;
  check(plan: Plan): void;
}

function codes(plan: Plan): readonly string[] {
  return plan.findings.map((finding) => finding.code);
}

function idsOf(plan: Plan, test: (step: Step) => boolean): readonly string[] {
  return plan.steps.filter(test).map((step) => step.id);
}

const deletes = (step: Step): boolean => step.action === 'delete';
const isApi = (step: Step): boolean => step.mode === 'api';
const isBlocked = (step: Step): boolean => step.mode === 'blocked';
/** Values that leave an element: what an update takes away. */
const takesAway = (step: Step): boolean =>
  step.action === 'update' && step.changes.some((change) => change.after === undefined && change.before !== undefined);

function expectNothingDeleted(plan: Plan): void {
  expect(idsOf(plan, (step) => deletes(step) && isApi(step))).toEqual([]);
}

/** The claims of the stories named after the pains (what lost data or trust elsewhere). */
export const claims: Readonly<Record<string, Claim>> = {
  'pain-01-absence-read-as-delete-unreadable-kind': {
    title: 'what could not be read whole is not judged absent, and not made once more',
    check(plan) {
      expect(idsOf(plan, isApi)).toEqual([]);
      expect(codes(plan)).toContain('plan.unreadable');
    },
  },
  'pain-01-absence-read-as-delete-missing-permission': {
    title: 'only what could be read is judged: the rest of the org stays',
    check(plan) {
      expect(idsOf(plan, isApi)).toEqual(['delete workflow_rule:Leads/Old']);
      expect(codes(plan)).toContain('plan.unreadable');
    },
  },
  'pain-01-absence-read-as-delete-empty-folder': {
    title: 'an empty folder deletes nothing and refuses the plan',
    check(plan) {
      expectNothingDeleted(plan);
      expect(plan.findings.filter((finding) => finding.severity === 'error').map((finding) => finding.code)).toContain('guard.empty-source');
    },
  },
  'pain-01-absence-read-as-delete-filtered-export': {
    title: 'files of one module alone do not delete those of all others',
    check(plan) {
      expectNothingDeleted(plan);
      expect(plan.findings.some((finding) => finding.severity === 'error')).toBe(true);
    },
  },
  'pain-01-absence-read-as-delete-renamed-item': {
    title: 'a rename that nobody declared is pointed out, and what had the old name stays until somebody agrees',
    check(plan) {
      expect(codes(plan)).toContain('plan.likely-rename');
      expectNothingDeleted(plan);
    },
  },
  'pain-01-absence-read-as-delete-shallow-clone': {
    title: 'without the history nothing is known to be ours, so nothing of the org goes',
    check(plan) {
      expect(idsOf(plan, deletes)).toEqual([]);
      expect(idsOf(plan, takesAway)).toEqual([]);
    },
  },
  'pain-02-replace-means-destroy-renamed': {
    title: 'a declared rename is one update of the name',
    check(plan) {
      expect(idsOf(plan, () => true)).toEqual(['update role:Osaka branch', 'update role:Sales']);
    },
  },
  'pain-02-replace-means-destroy-type-changed': {
    title: 'another type is nothing that is done: neither deleted nor made anew',
    check(plan) {
      expect(idsOf(plan, (step) => step.action !== 'update' || step.mode === 'api')).toEqual([]);
    },
  },
  'pain-02-replace-means-destroy-value-removed': {
    title: 'values that records hold go only when somebody agreed to it',
    check(plan) {
      expect(idsOf(plan, isBlocked)).toContain('update field:Deals.Channel');
      expect(plan.steps.find((step) => step.id === 'update field:Deals.Channel')?.records).toBe(1200);
    },
  },
  'pain-02-replace-means-destroy-field-deleted': {
    title: 'a field with records goes only when somebody agreed to it, and the plan says how many hang on it',
    check(plan) {
      expect(idsOf(plan, (step) => deletes(step) && isApi(step))).toEqual(['delete field:Deals.Agreed']);
      expect(idsOf(plan, (step) => deletes(step) && isBlocked(step))).toEqual(['delete field:Deals.Old']);
      expect(plan.steps.filter(deletes).map((step) => step.records)).toEqual([1200, 1200]);
    },
  },
  'pain-02-replace-means-destroy-shortened': {
    title: 'less room than there was is kept back',
    check(plan) {
      expect(codes(plan)).toContain('guard.data-loss');
      expect(idsOf(plan, isApi)).toEqual([]);
    },
  },
  'pain-07-noise': {
    title: 'order, defaults, ids and times are no difference',
    check: (plan) => expect(plan.steps).toEqual([]),
  },
  'pain-08-overwriting-the-org-theirs': {
    title: 'what the org changed since is said, with who and when',
    check(plan) {
      expect(codes(plan)).toContain('plan.theirs');
      expect(JSON.stringify(plan.findings)).toContain('Sam Sales');
      expect(plan.steps.flatMap((step) => step.changes.map((change) => change.side))).toContain('theirs');
    },
  },
  'pain-08-overwriting-the-org-both': {
    title: 'where both moved nothing is overwritten',
    check(plan) {
      expect(codes(plan)).toContain('plan.conflict');
      expect(idsOf(plan, isBlocked)).toEqual(['update field:Deals.Note']);
      expect(idsOf(plan, isApi)).toEqual(['update field:Deals.Channel']);
    },
  },
  'pain-08-overwriting-the-org-agreed': {
    title: 'where both moved it is overwritten when somebody agreed to it',
    check: (plan) => expect(idsOf(plan, isApi)).toEqual(['update field:Deals.Note']),
  },
  'pain-08-overwriting-the-org-left-to-it': {
    title: 'what is left to the org is no difference',
    check: (plan) => expect(plan.steps).toEqual([]),
  },
  'pain-10-plan-nobody-can-read': {
    title: 'the plan says what is dangerous first, and stays short enough to be read',
    check(plan) {
      expect(plan.steps.length).toBeGreaterThan(40);
    },
  },
};

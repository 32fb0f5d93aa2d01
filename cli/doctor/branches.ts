import type { Observation } from '../model/promise.ts';
import type { BranchRules, Setup } from '../model/setup.ts';
import { whenKnown } from './promise.ts';

/** Judges the rules of every branch that an org's policy is read from. */
export function judgeBranches({ settings }: Setup, judge: (branch: string, rules: BranchRules) => readonly Observation[]): readonly Observation[] {
  return [...settings.branches].flatMap(([branch, rules]) => whenKnown(branch, rules, (known) => judge(branch, known)));
}

import type { Ref } from '../../model/element.ts';
import type { Severity } from '../../model/finding.ts';
import type { Step } from '../../model/plan.ts';
import type { PlanInput } from '../proposal.ts';

/** What a guard looks at: all that planning knows, and the steps that it came to. */
export interface GuardFacts {
  readonly input: PlanInput;
  readonly steps: readonly Step[];
  /** estimated API credits of the steps, reads not counted */
  readonly credits: number;
  /** estimated minutes that applying the steps takes */
  readonly minutes: number;
}

/** What a guard says. An error refuses the plan as a whole; anything else only concerns the steps it names. */
export interface Verdict {
  readonly severity: Severity;
  readonly element?: Ref;
  /** dot-separated path of the attribute concerned */
  readonly path?: string;
  readonly message: string;
  /** what to do, as an imperative sentence */
  readonly fix?: string;
  /** ids of steps that nobody may do until this is settled */
  readonly blocks?: readonly string[];
}

/** One policy over plans, in a file of its own. Pure: equal facts give equal verdicts. */
export interface Guard {
  /** stable code of its findings, `guard.…` */
  readonly code: string;
  judge(facts: GuardFacts): readonly Verdict[];
}

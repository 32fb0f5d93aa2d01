import type { FailureKind } from '../model/failure.ts';
import { Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import type { Plan } from '../model/plan.ts';

/** What a failure made of findings is; `place` serves where the first finding has no file. */
export interface Refusal {
  readonly code: string;
  readonly kind?: FailureKind;
  readonly place?: string;
}

/** A failure made of findings: its message is the first of them, and all are kept for whoever prints the failure. */
export class FindingsFailure extends Failure {
  readonly findings: readonly Finding[];

  constructor(message: string, findings: readonly Finding[], refusal: Refusal) {
    const [first] = findings;
    const place = first?.file === undefined ? refusal.place : `${first.file}:${first.line ?? 1}:${first.column ?? 1}`;
    super(message, {
      code: refusal.code,
      kind: refusal.kind ?? 'invalid',
      ...(place === undefined ? {} : { place }),
      ...(first?.fix === undefined ? {} : { fix: first.fix }),
    });
    this.findings = findings;
  }
}

/** Refuses a plan as a whole (exit 4, before any write) when one of its findings is an error. */
export function requireSound(plan: Plan): Plan {
  const errors = plan.findings.filter((finding) => finding.severity === 'error');
  const [first] = errors;
  if (first === undefined) return plan;
  throw refuseFindings(errors, `The plan for "${plan.org}" is refused`, { code: first.code, kind: 'refused', place: first.element ?? plan.org });
}

/** A failure that says what stands in the way and names the first finding; the others are listed when it is printed. */
export function refuseFindings(findings: readonly Finding[], what: string, refusal: Refusal): FindingsFailure {
  const [first] = findings;
  const message = first?.message ?? '';
  const named = first === undefined || first.code === refusal.code ? message : `${message.replace(/\.$/, '')} [${first.code}]`;
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
  return new FindingsFailure(`${what}: ${named}${more}`, findings, refusal);
}

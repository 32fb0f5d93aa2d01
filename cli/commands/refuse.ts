import type { FailureKind } from '../model/failure.ts';
import { Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';

/** A failure made of findings: its message is the first of them, and all are kept for whoever prints the failure. */
export class FindingsFailure extends Failure {
  readonly findings: readonly Finding[];

  constructor(message: string, findings: readonly Finding[], code: string, kind: FailureKind) {
    const [first] = findings;
    super(message, {
      code,
      kind,
      ...(first?.file === undefined ? {} : { place: `${first.file}:${first.line ?? 1}:${first.column ?? 1}` }),
      ...(first?.fix === undefined ? {} : { fix: first.fix }),
    });
    this.findings = findings;
  }
}

/** A failure that says what stands in the way and names the first finding; the others are listed when it is printed. */
export function refuseFindings(findings: readonly Finding[], code: string, what: string, kind: FailureKind = 'invalid'): FindingsFailure {
  const [first] = findings;
  const named = first === undefined || first.code === code ? '' : ` [${first.code}]`;
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
  return new FindingsFailure(`${what}: ${first?.message ?? ''}${named}${more}`, findings, code, kind);
}

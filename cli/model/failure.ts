/** Exit codes of every command (design: "The surface"). */
export const exitCodes = { done: 0, failure: 1, changes: 2, invalid: 3, refused: 4, partial: 5, usage: 64 } as const;

/** Which of the exit codes a failure ends the command with. */
export type FailureKind = 'failure' | 'invalid' | 'refused' | 'partial' | 'usage';

/** What a user needs to mend a failure: a stable code, the place it concerns, and the next thing to do. */
export interface FailureDetails {
  readonly code: string;
  readonly kind: FailureKind;
  /** file:line:column, element, host or variable that the failure concerns */
  readonly place?: string;
  /** what to do, as an imperative sentence */
  readonly fix?: string;
  readonly cause?: unknown;
}

/**
 * A failure that is not a bug of ours: wrong input, a refusal, the outside world. Shown as one sentence with code, place and fix, never with a
 * stack trace. Anything else that is thrown is a bug and is shown with one.
 */
export class Failure extends Error {
  readonly code: string;
  readonly kind: FailureKind;
  readonly place: string | undefined;
  readonly fix: string | undefined;

  constructor(message: string, details: FailureDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'Failure';
    this.code = details.code;
    this.kind = details.kind;
    this.place = details.place;
    this.fix = details.fix;
  }
}

import { exitCodes, Failure } from '../model/failure.ts';
import { showHidden } from '../report/encode/hidden.ts';

/** The exit code for whatever a command threw: that of a Failure's kind, 1 for a bug of ours. */
export function exitCodeOf(error: unknown): number {
  return error instanceof Failure ? exitCodes[error.kind] : exitCodes.failure;
}

/** What the user reads when a command threw: one line with code, place and fix for a Failure, the stack for a bug of ours. Ends with a line feed. */
export function describeError(error: unknown): string {
  if (error instanceof Failure) return `${describeFailure(error)}\n`;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a bug in orgcast; please report it with the lines below.\n${stack}\n`;
}

function describeFailure(failure: Failure): string {
  const place = failure.place === undefined ? '' : ` ${showHidden(failure.place)}`;
  const fix = failure.fix === undefined ? '' : ` ${endSentence(failure.fix)}`;
  // What is told may repeat what an attacker wrote: it moves no cursor and begins no line.
  return `error ${failure.code}${place}: ${showHidden(endSentence(failure.message))}${showHidden(fix)}`;
}

function endSentence(sentence: string): string {
  return /[.!?。]$/u.test(sentence) ? sentence : `${sentence}.`;
}

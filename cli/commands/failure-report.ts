import { exitCodes, Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import { defuseCommands } from '../report/encode/log-line.ts';
import { toFailureJson } from '../report/json/failure.ts';
import { toFindingsJson } from '../report/json/finding.ts';
import { listFindingLines } from '../report/text/findings.ts';
import type { CommandContext } from './context.ts';
import { describeError, exitCodeOf } from './outcome.ts';
import { FindingsFailure } from './refuse.ts';

/**
 * Tells what a command threw: one sentence on stderr, and after it every finding when there are several; with `--json` the failure as the one document
 * on stdout too. Secrets are masked. Gives the code to exit with.
 */
export function reportFailure(context: CommandContext, error: unknown): number {
  const findings = error instanceof FindingsFailure ? error.findings : [];
  const list = findings.length > 1 ? `${listFindingLines(findings, context.text).join('\n')}\n` : '';
  context.world.stderr.write(defuseCommands(context.mask(`${describeError(error)}${list}`)));
  if (context.json) context.printJson(failureDocument(error instanceof Failure ? error : bugOf(error), findings));
  return exitCodeOf(error);
}

/** A wrong command line has been explained on stderr already; with `--json` it is a document on stdout too. */
export function reportUsage(context: CommandContext, error: { readonly code: string; readonly message: string }): number {
  const name = error.code.replace(/^commander\./, '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const failure = new Failure(error.message.replace(/^error: /, ''), { code: `usage.${name}`, kind: 'usage', fix: 'Run the command with --help.' });
  if (context.json) context.printJson(failureDocument(failure, []));
  return exitCodes.usage;
}

/** The document of a failure with its findings; shape: `schemas/output/failure.schema.json`. */
function failureDocument(failure: Failure, findings: readonly Finding[]) {
  return { ...toFailureJson(failure), findings: toFindingsJson(findings) };
}

/** What a reader of documents is told of a bug; its stack is on stderr. */
function bugOf(error: unknown): Failure {
  return new Failure(error instanceof Error ? error.message : String(error), {
    code: 'bug',
    kind: 'failure',
    fix: 'Report this with what was printed on stderr.',
  });
}

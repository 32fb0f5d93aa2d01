import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Failure } from '../model/failure.ts';
import { say } from '../report/language.ts';
import { keyMessages } from '../report/messages/key.ts';
import type { CommandContext } from './context.ts';

/**
 * A copy key from where it was given: the text itself, `-` for standard input, and when nothing was given the variable ORGCAST_KEY, else a question on a
 * terminal. Standard input and the variable keep it out of the process list; of a key that was given as an argument a line on stderr says that it does not stay out. Failure `key.none` when there is none.
 */
export async function readSecretInput(context: CommandContext, given: string | undefined): Promise<string> {
  if (given !== undefined && given !== '-') {
    context.progress(say(keyMessages.asArgument, context.text.lang));
    return given;
  }
  const named = given === undefined ? context.variable('ORGCAST_KEY') : undefined;
  if (named !== undefined) return named;
  const { stdin } = context.world;
  if (given === '-') return readAll(stdin);
  if (stdin.isTTY === true) {
    // Without an output the terminal's own echo is off, so that the key does not stay on the screen.
    const questions = createInterface({ input: stdin, output: new Writable({ write: (_text, _encoding, done) => done() }), terminal: true });
    context.world.stderr.write(`${say(keyMessages.ask, context.text.lang)} `);
    const answer = await questions.question('');
    questions.close();
    context.world.stderr.write('\n');
    return answer;
  }
  throw new Failure('No copy key was given', {
    code: 'key.none',
    kind: 'usage',
    place: '--key',
    fix: 'Pipe the key in with --key -, or set ORGCAST_KEY.',
  });
}

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  const parts: string[] = [];
  for await (const part of stream) parts.push(String(part));
  return parts.join('');
}

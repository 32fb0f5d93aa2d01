import { readFileSync } from 'node:fs';
import { Failure } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import type { CommandContext } from './context.ts';

/** The event that a workflow's job was started by, from the file that GITHUB_EVENT_PATH names; undefined outside of a job. Failure `event.unreadable`. */
export function readEvent(context: CommandContext): Json | undefined {
  const path = context.variable('GITHUB_EVENT_PATH');
  if (path === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Json;
  } catch (error) {
    throw new Failure(`${path} cannot be read as the event of a workflow`, {
      code: 'event.unreadable',
      kind: 'usage',
      place: 'GITHUB_EVENT_PATH',
      fix: 'Unset GITHUB_EVENT_PATH outside of a workflow, and name the request with --number or the merge with --commit.',
      cause: error,
    });
  }
}

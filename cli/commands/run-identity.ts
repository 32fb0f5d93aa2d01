import type { CommandContext } from './context.ts';

/** What a job and its re-run have in common: the number of the workflow's run; something new outside of a workflow. */
export function runOf(context: CommandContext): string {
  return context.variable('GITHUB_RUN_ID') ?? `local-${nonce(context).slice(0, 16)}`;
}

/** Something that no other attempt has. */
export function nonce(context: CommandContext): string {
  return Buffer.from(context.world.random(16)).toString('hex');
}

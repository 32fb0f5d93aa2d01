import type { Posted } from '../github/comments.ts';
import { readComment } from '../github/comments.ts';
import type { Forge } from '../github/forge.ts';
import { appendRecord, readNewest } from '../github/records.ts';
import { readStatus } from '../github/statuses.ts';
import { digestText } from '../model/canonical.ts';
import { Failure } from '../model/failure.ts';
import type { JsonObject } from '../model/json.ts';
import { property, text } from '../model/json.ts';
import type { PullFacts } from '../model/request.ts';

/** What a check showed to people: the comment and the status on the head commit, for a plan. */
export interface ShownCheck {
  readonly kid: string;
  readonly headSha: string;
  readonly planDigest: string;
  readonly comment: Posted;
  /** what the status says, and of which context it is */
  readonly status: { readonly context: string; readonly description: string };
}

/** Records what a check showed, so that an apply can tell whether people read just that (`requireUnchanged`). Answers nothing; equal ones are recorded once. */
export async function recordShown(forge: Forge, shown: ShownCheck): Promise<void> {
  const { kid, headSha, planDigest, comment, status } = shown;
  const header: JsonObject = { kid, head: headSha, planDigest, comment: comment.id, body: digestText(comment.body), status: { ...status } };
  const folder = folderOf(kid, headSha);
  const latest = (await readNewest(forge, folder))?.header;
  if (latest !== undefined && Object.entries(header).every(([name, value]) => JSON.stringify(latest[name]) === JSON.stringify(value))) return;
  await appendRecord(forge, folder, header);
}

/**
 * Refuses a request whose comment or status is no longer what the check showed for the plan: whoever may write could edit them, and the approver would have read
 * something else than what is applied. Failures `apply.not-shown`, `apply.comment` and `apply.check`, before anything is written.
 */
export async function requireUnchanged(forge: Forge, pull: PullFacts, kid: string, planDigest: string): Promise<void> {
  const shown = (await readNewest(forge, folderOf(kid, pull.headSha)))?.header;
  if (shown === undefined || text(shown, 'planDigest') !== planDigest)
    throw refuse(pull, 'apply.not-shown', `no check showed plan ${planDigest.slice(0, 19)} on it`);
  const id = property(shown, 'comment');
  const body = typeof id === 'number' ? await readComment(forge, id) : undefined;
  if (body === undefined) throw refuse(pull, 'apply.comment', 'the comment with its plan is gone');
  if (digestText(body) !== text(shown, 'body')) throw refuse(pull, 'apply.comment', 'the comment with its plan is not as the check wrote it');
  const wanted = property(shown, 'status');
  const found = await readStatus(forge, pull.headSha, text(wanted, 'context') ?? '');
  if (found?.state !== 'success' || found.description !== text(wanted, 'description'))
    throw refuse(pull, 'apply.check', `its status ${text(wanted, 'context')} is not what the check set`);
}

function refuse(pull: PullFacts, code: string, why: string): Failure {
  return new Failure(`Request #${pull.number} may have been approved for something else: ${why}`, {
    code,
    kind: 'refused',
    place: `request #${pull.number}`,
    fix: 'Find out who changed it; revert the merge, and send again with a new copy key.',
  });
}

function folderOf(kid: string, headSha: string): string {
  return `shown/${kid}/${headSha}/`;
}

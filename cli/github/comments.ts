import type { Forge } from './forge.ts';
import { callForge } from './forge.ts';

/** Longest body of a comment or pull request (GitHub counts 65,536 characters; bytes are never fewer). */
const bodyBudget = 65_536;

/** The one comment of ours on a pull request: `name` tells several apart, `author` (numeric user id) tells it from anybody else's. */
export interface StickyComment {
  readonly name: string;
  readonly author: number;
  readonly body: string;
}

/**
 * Writes the comment, or replaces its text when it is there already. A comment counts as ours only when it starts with the hidden marker and the
 * author is ours: others may copy the marker. Answers the comment's URL.
 */
export async function putComment(forge: Forge, number: number, comment: StickyComment): Promise<string> {
  const marker = `<!-- orgcast:${comment.name} -->`;
  const body = cutBody(comment.body.startsWith(marker) ? comment.body : `${marker}\n${comment.body}`);
  const purpose = { what: `comment on request #${number}`, permission: 'pull-requests: write' };
  const { data } = await callForge(forge, purpose, async (octokit, at) => {
    const all = await octokit.paginate(octokit.rest.issues.listComments, { ...at, issue_number: number, per_page: 100 });
    const ours = all.find((one) => one.user?.id === comment.author && one.body?.startsWith(marker) === true);
    if (ours !== undefined) return octokit.rest.issues.updateComment({ ...at, comment_id: ours.id, body });
    // A retry after a lost answer would write a second comment.
    return octokit.rest.issues.createComment({ ...at, issue_number: number, body, request: { retries: 0 } });
  });
  return data.html_url;
}

/** Cuts a Markdown text to a number of bytes at the end of a line, closes what that leaves open, and says that it was cut. */
export function cutBody(body: string, budget: number = bodyBudget): string {
  if (Buffer.byteLength(body) <= budget) return body;
  const note = '\n\n*Cut here: the text is longer than the forge takes. The whole of it is in the output of the job.*\n';
  const room = budget - Buffer.byteLength(note) - 64;
  const kept = Buffer.from(body, 'utf8').subarray(0, Math.max(0, room)).toString('utf8');
  const lines = kept.slice(0, Math.max(0, kept.lastIndexOf('\n')));
  const fence = (lines.match(/^```/gm) ?? []).length % 2 === 1 ? '\n```' : '';
  const open = (lines.match(/<details/g) ?? []).length - (lines.match(/<\/details>/g) ?? []).length;
  return `${lines}${fence}${'\n</details>'.repeat(Math.min(3, Math.max(0, open)))}${note}`;
}

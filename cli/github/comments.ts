import type { ForgeAccount } from '../model/request.ts';
import type { Forge } from './forge.ts';
import { callForge } from './forge.ts';
import { isNotFound } from './forge-failure.ts';
import { mayWrite, readAccount } from './reviews.ts';

/** Longest body of a comment or pull request (GitHub counts 65,536 characters; bytes are never fewer). */
const bodyBudget = 65_536;

/** The one comment of ours on a pull request: `name` tells several apart, `author` (numeric user id) tells it from anybody else's. */
export interface StickyComment {
  readonly name: string;
  readonly author: number;
  readonly body: string;
}

/** A comment as the forge has it now. */
export interface Posted {
  readonly id: number;
  readonly url: string;
  /** the text as the forge keeps it, which may spell line ends in its own way */
  readonly body: string;
}

/**
 * Writes the comment, or replaces its text when it is there already. A comment counts as ours only when it starts with the hidden marker and the
 * author is ours: others may copy the marker.
 */
export async function putComment(forge: Forge, number: number, comment: StickyComment): Promise<Posted> {
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
  return { id: data.id, url: data.html_url, body: data.body ?? '' };
}

/** The text of a comment now; undefined when it is gone. */
export async function readComment(forge: Forge, id: number): Promise<string | undefined> {
  try {
    const purpose = { what: `read comment ${id}`, permission: 'pull-requests: read' };
    const { data } = await callForge(forge, purpose, (octokit, at) => octokit.rest.issues.getComment({ ...at, comment_id: id }));
    return data.body ?? '';
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/**
 * Texts of the comments of a name that people may trust to be ours: the author is a program of the forge, or somebody who may write, as is whoever may change
 * them (GitHub lets only authors and writers edit a comment). Anybody else may copy the marker.
 */
export async function readComments(forge: Forge, number: number, name: string): Promise<readonly string[]> {
  const purpose = { what: `read the comments on request #${number}`, permission: 'pull-requests: read' };
  const all = await callForge(forge, purpose, (octokit, at) =>
    octokit.paginate(octokit.rest.issues.listComments, { ...at, issue_number: number, per_page: 100 }),
  );
  const marked = all.filter((one) => one.body?.startsWith(`<!-- orgcast:${name} -->`) === true);
  const trusted = await Promise.all(marked.map((one) => isTrusted(forge, readAccount(one.user))));
  return marked.flatMap((one, at) => (trusted[at] === true ? [one.body ?? ''] : []));
}

async function isTrusted(forge: Forge, author: ForgeAccount | null): Promise<boolean> {
  return author !== null && (author.bot || (await mayWrite(forge, author)));
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

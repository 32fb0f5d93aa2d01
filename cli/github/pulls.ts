import type { RestEndpointMethodTypes } from '@octokit/rest';
import type { PullFacts } from '../model/request.ts';
import type { Forge } from './forge.ts';
import { callForge, secondsOf } from './forge.ts';
import { readAccount } from './reviews.ts';

type PullAnswer = RestEndpointMethodTypes['pulls']['get']['response']['data'];

/** What a pull request shows: title and body in Markdown, from a branch of this repository (or `owner:branch` of a fork) to another. */
export interface NewPull {
  readonly title: string;
  readonly body: string;
  readonly head: string;
  readonly base: string;
}

const writes = 'pull-requests: write';
const reads = 'pull-requests: read';

/** Opens a pull request (REST `POST /repos/{owner}/{repo}/pulls`). The forge refuses a second open one of the same branch: `forge.refused`. */
export async function openPull(forge: Forge, pull: NewPull): Promise<PullFacts> {
  const { data } = await callForge(forge, { what: 'open the request', permission: writes }, (octokit, at) =>
    octokit.rest.pulls.create({ ...at, ...pull }),
  );
  return readFacts(data);
}

/** Replaces title and body of a pull request. */
export async function updatePull(forge: Forge, number: number, text: Pick<NewPull, 'title' | 'body'>): Promise<PullFacts> {
  const purpose = { what: `update request #${number}`, permission: writes };
  const { data } = await callForge(forge, purpose, (octokit, at) => octokit.rest.pulls.update({ ...at, pull_number: number, ...text }));
  return readFacts(data);
}

/** Closes a pull request without merging it. */
export async function closePull(forge: Forge, number: number): Promise<void> {
  const purpose = { what: `close request #${number}`, permission: writes };
  await callForge(forge, purpose, (octokit, at) => octokit.rest.pulls.update({ ...at, pull_number: number, state: 'closed' }));
}

/** Reads one pull request. Failure `forge.not-found` when there is none. */
export async function readPull(forge: Forge, number: number): Promise<PullFacts> {
  const purpose = { what: `read request #${number}`, permission: reads };
  const { data } = await callForge(forge, purpose, (octokit, at) => octokit.rest.pulls.get({ ...at, pull_number: number }));
  return readFacts(data);
}

/** The open pull request of a branch of this repository, or of the fork that `owner` has; undefined when there is none. */
export async function findOpenPull(forge: Forge, branch: string, owner: string = forge.owner): Promise<PullFacts | undefined> {
  const purpose = { what: `look for the request of ${branch}`, permission: reads };
  const head = `${owner}:${branch}`;
  const { data } = await callForge(forge, purpose, (octokit, at) => octokit.rest.pulls.list({ ...at, head, state: 'open' }));
  const found = data.find((pull) => pull.head.ref === branch && pull.head.label?.toLowerCase() === head.toLowerCase());
  return found === undefined ? undefined : readPull(forge, found.number);
}

/**
 * The pull request whose merge left this very commit on the base branch, or undefined (a direct push). The first call lacks `merged_by`, so each
 * candidate is read again (REST `GET /repos/{owner}/{repo}/commits/{sha}/pulls`).
 */
export async function findMergedPull(forge: Forge, commit: string): Promise<PullFacts | undefined> {
  const purpose = { what: `find the request of commit ${commit.slice(0, 12)}`, permission: reads };
  const { data } = await callForge(forge, purpose, (octokit, at) =>
    octokit.rest.repos.listPullRequestsAssociatedWithCommit({ ...at, commit_sha: commit }),
  );
  for (const { number } of data) {
    const pull = await readPull(forge, number);
    if (pull.merge?.sha === commit) return pull;
  }
  return undefined;
}

function readFacts(data: PullAnswer): PullFacts {
  return {
    number: data.number,
    url: data.html_url,
    state: data.state === 'open' ? 'open' : 'closed',
    author: readId(data.user),
    headRepository: readId(data.head.repo),
    headRef: data.head.ref,
    body: data.body ?? '',
    headSha: data.head.sha,
    baseRepository: data.base.repo.id,
    baseRef: data.base.ref,
    commits: data.commits,
    merge: readMerge(data),
  };
}

function readMerge(data: PullAnswer): PullFacts['merge'] {
  if (!data.merged || data.merged_at === null || data.merge_commit_sha === null) return undefined;
  const merger = readAccount(data.merged_by);
  const who = merger === null ? { mergedBy: null } : { mergedBy: merger.id, merger };
  return { mergedAt: secondsOf(data.merged_at), ...who, sha: data.merge_commit_sha };
}

/** The published types say that users and head repositories are always there; deleted ones are null. */
function readId(found: { readonly id: number } | null | undefined): number | null {
  return found?.id ?? null;
}

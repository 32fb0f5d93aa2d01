import type { Forge } from './forge.ts';
import { callForge } from './forge.ts';

/** A commit's status: what the merge box shows. The forge takes at most 140 characters of description. */
export interface CommitStatus {
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  /** names the check, e.g. `orgcast/osaka` */
  readonly context: string;
  readonly description: string;
  readonly targetUrl?: string;
}

/** The latest status of a context on a commit; undefined when none was set. The forge lists the newest first. */
export async function readStatus(forge: Forge, commit: string, context: string): Promise<{ state: string; description: string } | undefined> {
  const purpose = { what: `read the statuses of commit ${commit.slice(0, 12)}`, permission: 'statuses: read' };
  const all = await callForge(forge, purpose, (octokit, at) =>
    octokit.paginate(octokit.rest.repos.listCommitStatusesForRef, { ...at, ref: commit, per_page: 100 }),
  );
  const latest = all.find((one) => one.context === context);
  return latest === undefined ? undefined : { state: latest.state, description: latest.description ?? '' };
}

/** Sets a status on a commit (REST `POST /repos/{owner}/{repo}/statuses/{sha}`); a longer description is cut. Answers the description as set. */
export async function setStatus(forge: Forge, commit: string, status: CommitStatus): Promise<string> {
  const purpose = { what: `set the status of commit ${commit.slice(0, 12)}`, permission: 'statuses: write' };
  const description = status.description.length > 140 ? `${status.description.slice(0, 139)}…` : status.description;
  const url = status.targetUrl === undefined ? {} : { target_url: status.targetUrl };
  await callForge(forge, purpose, (octokit, at) =>
    octokit.rest.repos.createCommitStatus({ ...at, sha: commit, state: status.state, context: status.context, description, ...url }),
  );
  return description;
}

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

/** Sets a status on a commit (REST `POST /repos/{owner}/{repo}/statuses/{sha}`); a longer description is cut. */
export async function setStatus(forge: Forge, commit: string, status: CommitStatus): Promise<void> {
  const purpose = { what: `set the status of commit ${commit.slice(0, 12)}`, permission: 'statuses: write' };
  const description = status.description.length > 140 ? `${status.description.slice(0, 139)}…` : status.description;
  const url = status.targetUrl === undefined ? {} : { target_url: status.targetUrl };
  await callForge(forge, purpose, (octokit, at) =>
    octokit.rest.repos.createCommitStatus({ ...at, sha: commit, state: status.state, context: status.context, description, ...url }),
  );
}

import type { ForgeAccount, PullReview } from '../model/request.ts';
import type { Forge } from './forge.ts';
import { callForge } from './forge.ts';
import { isNotFound } from './forge-failure.ts';

/** Permissions that let somebody push: `permission` of GitHub's answer says `write` for the role `maintain` too (OpenAPI `repos/get-collaborator-permission-level`). */
const writing: ReadonlySet<string> = new Set(['write', 'maintain', 'admin']);

/** All reviews of a pull request, oldest first (REST `GET /repos/{owner}/{repo}/pulls/{number}/reviews`, every page). */
export async function readReviews(forge: Forge, number: number): Promise<readonly PullReview[]> {
  const purpose = { what: `read the reviews of request #${number}`, permission: 'pull-requests: read' };
  const found = await callForge(forge, purpose, (octokit, at) =>
    octokit.paginate(octokit.rest.pulls.listReviews, { ...at, pull_number: number, per_page: 100 }),
  );
  return found.map((review) => ({ user: readAccount(review.user), state: review.state, commit: review.commit_id }));
}

/**
 * Whether a user may write in the repository (REST `GET /repos/{owner}/{repo}/collaborators/{username}/permission`). The answer has to be about the account of that
 * number: names can change hands.
 */
export async function mayWrite(forge: Forge, { id, login }: ForgeAccount): Promise<boolean> {
  const purpose = { what: `read what user ${id} may do in the repository`, permission: 'metadata: read' };
  try {
    const { data } = await callForge(forge, purpose, (octokit, at) => octokit.rest.repos.getCollaboratorPermissionLevel({ ...at, username: login }));
    return data.user?.id === id && writing.has(data.permission);
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

/** The login of a user by number (REST `GET /user/{account_id}`); undefined when the forge does not tell. */
export async function readLogin(forge: Forge, id: number): Promise<string | undefined> {
  try {
    const purpose = { what: `read the name of user ${id}`, permission: 'metadata: read' };
    return (await callForge(forge, purpose, (octokit) => octokit.rest.users.getById({ account_id: id }))).data.login;
  } catch {
    // a name only makes a sentence easier to read
    return undefined;
  }
}

/** An account of the forge's answers; the published types say that it is always there, but a deleted one is null. */
export function readAccount(found: { readonly id: number; readonly login: string; readonly type: string } | null | undefined): ForgeAccount | null {
  return found == null ? null : { id: found.id, login: found.login, bot: found.type === 'Bot' };
}

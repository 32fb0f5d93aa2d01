import { Failure } from '../model/failure.ts';
import type { Forge } from './forge.ts';
import { callForge, secondsOf } from './forge.ts';

/** What the forge says of the repository, and the forge's clock. */
export interface RepositoryFacts {
  readonly id: number;
  readonly fullName: string;
  readonly defaultBranch: string;
  readonly private: boolean;
  readonly url: string;
  readonly canPush: boolean;
  readonly canAdminister: boolean;
  /** the forge's clock (the answer's `Date` header), seconds since 1970 UTC */
  readonly now: number;
}

/** Reads the repository's facts (REST `GET /repos/{owner}/{repo}`). Failure `forge.…`. */
export async function readRepository(forge: Forge): Promise<RepositoryFacts> {
  const { data, headers } = await callForge(forge, { what: 'read the repository', permission: 'metadata: read' }, (octokit, at) =>
    octokit.rest.repos.get(at),
  );
  return {
    id: data.id,
    fullName: data.full_name,
    defaultBranch: data.default_branch,
    private: data.private,
    url: data.html_url,
    canPush: data.permissions?.push ?? false,
    canAdminister: data.permissions?.admin ?? false,
    now: readDate(headers.date, forge.apiUrl),
  };
}

/** A user of the forge. */
export interface ForgeUser {
  readonly id: number;
  readonly login: string;
}

/** The account that GitHub's own job tokens act as; they may not ask who they are. */
const actionsBot: ForgeUser = { id: 41_898_282, login: 'github-actions[bot]' };

/** Who the token belongs to (REST `GET /user`); the job token of GitHub Actions, which gets a 403 there, is its bot. */
export async function readViewer(forge: Forge): Promise<ForgeUser> {
  try {
    const { data } = await callForge(forge, { what: 'read who the token belongs to', permission: 'metadata: read' }, (octokit) =>
      octokit.rest.users.getAuthenticated(),
    );
    return { id: data.id, login: data.login };
  } catch (error) {
    if (error instanceof Failure && error.code === 'forge.permission') return actionsBot;
    throw error;
  }
}

/** The numeric id and login of a user by login (REST `GET /users/{username}`). */
export async function readUser(forge: Forge, login: string): Promise<ForgeUser> {
  const { data } = await callForge(forge, { what: `read user ${login}`, permission: 'metadata: read' }, (octokit) =>
    octokit.rest.users.getByUsername({ username: login }),
  );
  return { id: data.id, login: data.login };
}

function readDate(header: string | undefined, place: string): number {
  const now = header === undefined ? Number.NaN : secondsOf(header);
  if (!Number.isNaN(now)) return now;
  throw new Failure('The forge tells no time, so no copy key can be judged.', {
    code: 'forge.no-clock',
    kind: 'failure',
    place,
    fix: 'Make sure that no proxy removes the Date header of its answers.',
  });
}

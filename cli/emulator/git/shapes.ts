import type { JsonObject } from '../../model/json.ts';
import { associationOf, userById } from './accounts.ts';
import type { ForgeContext } from './context.ts';
import { fullName } from './context.ts';
import type { Permission, Pull, Repository, User } from './records.ts';
import { headRepositoryOf } from './repositories.ts';

/** GitHub's opaque global id: what it is made of carries no meaning for clients. */
export function nodeId(type: string, id: number | string): string {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}

/** The REST address of something in a repository, such as `/pulls/1`. */
export function apiUrl(context: ForgeContext, repository: Repository, path: string): string {
  return `${context.baseUrl()}/api/v3/repos/${fullName(repository)}${path}`;
}

/** The address that GitHub would show the same thing to a person under. */
export function htmlUrl(context: ForgeContext, repository: Repository, path: string): string {
  return `${context.baseUrl()}/${fullName(repository)}${path}`;
}

/** An account as it appears inside other answers. */
export function userShape(context: ForgeContext, user: User): JsonObject {
  const url = `${context.baseUrl()}/api/v3/users/${encodeURIComponent(user.login)}`;
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId('User', user.id),
    avatar_url: '',
    gravatar_id: '',
    url,
    html_url: `${context.baseUrl()}/${encodeURIComponent(user.login)}`,
    repos_url: `${url}/repos`,
    type: user.type,
    site_admin: false,
  };
}

/** The account with this id, as it appears inside other answers. */
export function userShapeById(context: ForgeContext, id: number): JsonObject {
  return userShape(context, userById(context, id));
}

/** A repository. `permission` is the caller's; without it `permissions` is left out, as in webhooks. */
export function repositoryShape(context: ForgeContext, repository: Repository, permission?: Permission | 'none'): JsonObject {
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.private,
    visibility: repository.private ? 'private' : 'public',
    owner: userShapeById(context, repository.ownerId),
    html_url: htmlUrl(context, repository, ''),
    description: null,
    fork: repository.parentId !== undefined,
    archived: false,
    disabled: false,
    url: apiUrl(context, repository, ''),
    clone_url: `${context.baseUrl()}/git/${fullName(repository)}.git`,
    default_branch: repository.defaultBranch,
    allow_merge_commit: true,
    allow_squash_merge: true,
    allow_rebase_merge: true,
    delete_branch_on_merge: false,
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    ...(permission === undefined ? {} : { permissions: permissionFlags(permission) }),
  };
}

/** GitHub's five permission levels as flags. */
export function permissionFlags(permission: Permission | 'none'): JsonObject {
  const admin = permission === 'admin';
  const push = admin || permission === 'write';
  return { admin, maintain: admin, push, triage: push, pull: permission !== 'none' };
}

/** A label; labels have no records of their own here, their name is their identity. */
export function labelShape(context: ForgeContext, repository: Repository, name: string): JsonObject {
  const url = apiUrl(context, repository, `/labels/${encodeURIComponent(name)}`);
  return { id: labelId(name), node_id: nodeId('Label', name), url, name, color: 'ededed', default: false, description: null };
}

/** A number that is the same for the same name. */
function labelId(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_000_007, 7);
}

/** A pull request as lists show it: without what only the single one has (`merged`, `mergeable`, `merged_by`, counts). */
export function pullShape(context: ForgeContext, repository: Repository, pull: Pull): JsonObject {
  const user = userById(context, pull.userId);
  const url = apiUrl(context, repository, `/pulls/${pull.number}`);
  const issue = apiUrl(context, repository, `/issues/${pull.number}`);
  const page = htmlUrl(context, repository, `/pull/${pull.number}`);
  return {
    url,
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    comments_url: `${issue}/comments`,
    statuses_url: apiUrl(context, repository, `/statuses/${pull.headSha}`),
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: userShape(context, user),
    body: pull.body,
    labels: pull.labels.map((name) => labelShape(context, repository, name)),
    milestone: null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.merge?.at ?? null,
    merge_commit_sha: pull.merge?.sha ?? pull.trial?.sha ?? null,
    draft: pull.draft,
    head: sideShape(context, headRepositoryOf(context, repository, pull), pull.headRef, pull.headSha),
    base: sideShape(context, repository, pull.baseRef, pull.baseSha),
    author_association: associationOf(context, repository, user),
    auto_merge: null,
  };
}

function sideShape(context: ForgeContext, repository: Repository, ref: string, sha: string): JsonObject {
  return {
    label: `${repository.owner}:${ref}`,
    ref,
    sha,
    user: userShapeById(context, repository.ownerId),
    repo: repositoryShape(context, repository),
  };
}

import type { JsonObject } from '../../model/json.ts';
import type { Commit } from './commits.ts';
import type { ForgeContext } from './context.ts';
import type { ChangedFile } from './diff.ts';
import { userOfEmail } from './identities.ts';
import type { Repository } from './records.ts';
import type { Ref } from './refs.ts';
import { apiUrl, htmlUrl, nodeId, userShape } from './shapes.ts';

const unsigned = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null } as const;

/** A ref with the object it points to. */
export function refShape(context: ForgeContext, repository: Repository, ref: Ref): JsonObject {
  return {
    ref: ref.name,
    node_id: nodeId('Ref', `${repository.id}:${ref.name}`),
    url: apiUrl(context, repository, `/git/${ref.name}`),
    object: { type: ref.type, sha: ref.sha, url: apiUrl(context, repository, `/git/${ref.type}s/${ref.sha}`) },
  };
}

/** A commit as the Git database calls give it (`git/commits`). */
export function gitCommitShape(context: ForgeContext, repository: Repository, commit: Commit): JsonObject {
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    url: apiUrl(context, repository, `/git/commits/${commit.sha}`),
    html_url: htmlUrl(context, repository, `/commit/${commit.sha}`),
    author: { ...commit.author },
    committer: { ...commit.committer },
    tree: { sha: commit.tree, url: apiUrl(context, repository, `/git/trees/${commit.tree}`) },
    message: commit.message,
    parents: commit.parents.map((sha) => ({
      sha,
      url: apiUrl(context, repository, `/git/commits/${sha}`),
      html_url: htmlUrl(context, repository, `/commit/${sha}`),
    })),
    verification: unsigned,
  };
}

/** A commit as the repository calls give it (`commits`, comparisons, pull requests). */
export function commitShape(context: ForgeContext, repository: Repository, commit: Commit): JsonObject {
  const url = apiUrl(context, repository, `/commits/${commit.sha}`);
  const author = userOfEmail(context, commit.author.email);
  const committer = userOfEmail(context, commit.committer.email);
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    url,
    html_url: htmlUrl(context, repository, `/commit/${commit.sha}`),
    comments_url: `${url}/comments`,
    commit: {
      url: apiUrl(context, repository, `/git/commits/${commit.sha}`),
      author: { ...commit.author },
      committer: { ...commit.committer },
      message: commit.message,
      tree: { sha: commit.tree, url: apiUrl(context, repository, `/git/trees/${commit.tree}`) },
      comment_count: 0,
      verification: unsigned,
    },
    author: author ? userShape(context, author) : null,
    committer: committer ? userShape(context, committer) : null,
    parents: commit.parents.map((sha) => ({
      sha,
      url: apiUrl(context, repository, `/commits/${sha}`),
      html_url: htmlUrl(context, repository, `/commit/${sha}`),
    })),
  };
}

/** A changed file of a commit, comparison or pull request. Patches are left out, as GitHub does for large ones. */
export function fileShape(context: ForgeContext, repository: Repository, at: string, file: ChangedFile): JsonObject {
  const path = file.filename.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.sha,
    filename: file.filename,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: htmlUrl(context, repository, `/blob/${at}/${path}`),
    raw_url: htmlUrl(context, repository, `/raw/${at}/${path}`),
    contents_url: apiUrl(context, repository, `/contents/${path}?ref=${at}`),
    ...(file.previous === undefined ? {} : { previous_filename: file.previous }),
  };
}

import type { JsonObject } from '../../model/json.ts';
import { listShas } from './commits.ts';
import type { ForgeContext } from './context.ts';
import { bareOf } from './context.ts';
import { diffSince } from './diff.ts';
import type { Pull, Repository } from './records.ts';
import { pullShape, userShapeById } from './shapes.ts';

/** A single pull request: the list's shape plus merge facts and counts. `mergeable` is null while it isn't known, as on GitHub. */
export async function pullDetailShape(context: ForgeContext, repository: Repository, pull: Pull): Promise<JsonObject> {
  const bare = bareOf(context, repository);
  const files = await diffSince(bare, pull.baseSha, pull.headSha);
  const commits = await listShas(bare, `${pull.baseSha}..${pull.headSha}`);
  const mergeable = pull.state === 'open' && pull.trial ? pull.trial.sha !== null : null;
  const comments = context.store.list('comments', repository.id).filter((comment) => comment.number === pull.number);
  return {
    ...pullShape(context, repository, pull),
    merged: pull.merge !== null,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeable === null ? 'unknown' : mergeable ? 'clean' : 'dirty',
    merged_by: pull.merge ? userShapeById(context, pull.merge.byId) : null,
    comments: comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: commits.length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

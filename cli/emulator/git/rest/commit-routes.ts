import type { JsonObject } from '../../../model/json.ts';
import { listCommits, readCommitOf } from '../commits.ts';
import type { ForgeContext } from '../context.ts';
import { bareOf } from '../context.ts';
import { diffSince, diffTrees, emptyTree, mergeBase } from '../diff.ts';
import { ForgeError, notFound } from '../forge-error.ts';
import { commitShape, fileShape } from '../git-shapes.ts';
import { listPulls } from '../pulls.ts';
import { isAncestor, resolveCommit } from '../refs.ts';
import { htmlUrl, pullShape } from '../shapes.ts';
import type { Call, RestApp } from './call.ts';
import { answer, answerPage, pageOf } from './call.ts';

const comparisonFileLimit = 300;

/** Commits, the pull requests that brought them, and comparisons. */
export function routeCommits(app: RestApp, context: ForgeContext): void {
  app.get('/repos/:owner/:repo/commits', (call) => listHistory(context, call));
  app.get('/repos/:owner/:repo/commits/:ref/pulls', (call) => listPullsOf(context, call, call.req.param('ref')));
  app.get('/repos/:owner/:repo/commits/:ref{.+}', (call) => getCommit(context, call, call.req.param('ref')));
  app.get('/repos/:owner/:repo/compare/:range{.+}', (call) => compare(context, call, call.req.param('range')));
}

/** The commit that a path names; throws ForgeError 422, as GitHub does for commits that it doesn't know. */
export async function commitNamed(context: ForgeContext, call: Call, name: string): Promise<string> {
  const sha = await resolveCommit(bareOf(context, call.get('repository')), name);
  if (!sha) throw new ForgeError(422, `No commit found for SHA: ${name}`);
  return sha;
}

async function listHistory(context: ForgeContext, call: Call): Promise<Response> {
  const repository = call.get('repository');
  const from = await commitNamed(context, call, call.req.query('sha') ?? repository.defaultBranch);
  const commits = await listCommits(bareOf(context, repository), from);
  const shapes = pageOf(call, commits).map((commit) => commitShape(context, repository, commit));
  return answerPage(context, call, shapes, commits.length);
}

async function getCommit(context: ForgeContext, call: Call, name: string): Promise<Response> {
  const repository = call.get('repository');
  const bare = bareOf(context, repository);
  const commit = await readCommitOf(bare, await commitNamed(context, call, name));
  const files = await diffTrees(bare, commit.parents[0] ?? emptyTree, commit.sha);
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  return answer({
    ...commitShape(context, repository, commit),
    stats: { additions, deletions, total: additions + deletions },
    files: files.slice(0, comparisonFileLimit).map((file) => fileShape(context, repository, commit.sha, file)),
  });
}

/** Merged requests that brought the commit to their base branch; for a commit that isn't there yet, the open ones that contain it. */
async function listPullsOf(context: ForgeContext, call: Call, name: string): Promise<Response> {
  const repository = call.get('repository');
  const bare = bareOf(context, repository);
  const sha = await commitNamed(context, call, name);
  const all = listPulls(context, repository);
  const merged = all.filter((pull) => pull.merge && (pull.merge.sha === sha || pull.merge.commits.includes(sha)));
  const open = [];
  for (const pull of all.filter((candidate) => candidate.state === 'open')) {
    if ((await isAncestor(bare, sha, pull.headSha)) && !(await isAncestor(bare, sha, pull.baseSha))) open.push(pull);
  }
  const pulls = [...merged, ...open];
  return answerPage(
    context,
    call,
    pageOf(call, pulls).map((pull) => pullShape(context, repository, pull)),
    pulls.length,
  );
}

async function compare(context: ForgeContext, call: Call, range: string): Promise<Response> {
  const repository = call.get('repository');
  const bare = bareOf(context, repository);
  const [baseName = '', headName] = range.split('...', 2);
  const base = await resolveCommit(bare, baseName);
  const head = headName === undefined ? undefined : await resolveCommit(bare, headName);
  const common = base && head ? await mergeBase(bare, base, head) : undefined;
  if (!base || !head || !common) throw notFound();
  const ahead = await listCommits(bare, '--reverse', `${base}..${head}`);
  const behind = await listCommits(bare, `${head}..${base}`);
  const files = await diffSince(bare, base, head);
  const shape = async (sha: string): Promise<JsonObject> => commitShape(context, repository, await readCommitOf(bare, sha));
  return answer({
    url: call.req.url,
    html_url: htmlUrl(context, repository, `/compare/${range}`),
    base_commit: await shape(base),
    merge_base_commit: await shape(common),
    status: comparisonStatus(ahead.length, behind.length),
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: pageOf(call, ahead).map((commit) => commitShape(context, repository, commit)),
    files: files.slice(0, comparisonFileLimit).map((file) => fileShape(context, repository, head, file)),
  });
}

function comparisonStatus(ahead: number, behind: number): string {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}

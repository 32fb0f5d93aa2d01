import type { JsonObject } from '../../../model/json.ts';
import { property, text } from '../../../model/json.ts';
import { allows, permissionOf } from '../accounts.ts';
import { announcePull } from '../announcements.ts';
import { listCommits } from '../commits.ts';
import type { ForgeContext } from '../context.ts';
import { bareOf } from '../context.ts';
import { diffSince } from '../diff.ts';
import { ForgeError, invalid } from '../forge-error.ts';
import { commitShape, fileShape } from '../git-shapes.ts';
import { pullDetailShape } from '../pull-detail.ts';
import { changePull, closePull, listPulls, openPull, pullNumbered, readHead, reopenPull, tryMerge } from '../pulls.ts';
import type { Pull } from '../records.ts';
import { headRepositoryOf } from '../repositories.ts';
import { pullShape } from '../shapes.ts';
import type { Call, RestApp } from './call.ts';
import { answer, answerPage, callerOf, flag, optionalText, pageOf, pathNumber, readBody, requiredText } from './call.ts';

const fileLimit = 3000;
const commitLimit = 250;

/** Pull requests: open, list, read, change, their files and commits. */
export function routePulls(app: RestApp, context: ForgeContext): void {
  app.post('/repos/:owner/:repo/pulls', (call) => createPull(context, call));
  app.get('/repos/:owner/:repo/pulls', (call) => {
    const pulls = selectPulls(context, call);
    const shapes = pageOf(call, pulls).map((pull) => pullShape(context, call.get('repository'), pull));
    return answerPage(context, call, shapes, pulls.length);
  });
  app.get('/repos/:owner/:repo/pulls/:number', async (call) => {
    const repository = call.get('repository');
    const pull = pullNumbered(context, repository, pathNumber(call.req.param('number')));
    const tried = await context.inTurn(repository, () => tryMerge(context, repository, pull));
    return answer(await pullDetailShape(context, repository, tried));
  });
  app.patch('/repos/:owner/:repo/pulls/:number', (call) => updatePull(context, call, pathNumber(call.req.param('number'))));
  app.get('/repos/:owner/:repo/pulls/:number/files', async (call) => {
    const repository = call.get('repository');
    const pull = pullNumbered(context, repository, pathNumber(call.req.param('number')));
    const files = (await diffSince(bareOf(context, repository), pull.baseSha, pull.headSha)).slice(0, fileLimit);
    const shapes = pageOf(call, files).map((file) => fileShape(context, repository, pull.headSha, file));
    return answerPage(context, call, shapes, files.length);
  });
  app.get('/repos/:owner/:repo/pulls/:number/commits', async (call) => {
    const repository = call.get('repository');
    const pull = pullNumbered(context, repository, pathNumber(call.req.param('number')));
    const range = `${pull.baseSha}..${pull.headSha}`;
    const commits = (await listCommits(bareOf(context, repository), '--reverse', '--topo-order', range)).slice(0, commitLimit);
    const shapes = pageOf(call, commits).map((commit) => commitShape(context, repository, commit));
    return answerPage(context, call, shapes, commits.length);
  });
}

async function createPull(context: ForgeContext, call: Call): Promise<Response> {
  const repository = call.get('repository');
  const body = await readBody(call);
  const wanted = {
    title: requiredText(body, 'PullRequest', 'title'),
    head: requiredText(body, 'PullRequest', 'head'),
    base: requiredText(body, 'PullRequest', 'base'),
    body: optionalText(body, 'body'),
    draft: flag(body, 'draft'),
  };
  const user = callerOf(call);
  // Who may read can open one from a branch that is theirs to write.
  const head = readHead(context, repository, wanted.head);
  if (!allows(permissionOf(context, head?.repository ?? repository, user), 'write'))
    throw new ForgeError(403, 'Resource not accessible by personal access token');
  const pull = await context.inTurn(repository, () => openPull(context, repository, user, wanted));
  return answer(await pullDetailShape(context, repository, pull), 201);
}

/** `state` (default open), `head` as `owner:branch`, `base`, and GitHub's order: newest first. */
function selectPulls(context: ForgeContext, call: Call): Pull[] {
  const repository = call.get('repository');
  const { state = 'open', head, base, sort = 'created', direction = 'desc' } = call.req.query();
  const wanted = head === undefined ? undefined : readHead(context, repository, head);
  const isFrom = (pull: Pull) => pull.headRef === wanted?.branch && headRepositoryOf(context, repository, pull).id === wanted.repository.id;
  const found = listPulls(context, repository).filter(
    (pull) => (state === 'all' || pull.state === state) && (head === undefined || isFrom(pull)) && (base === undefined || pull.baseRef === base),
  );
  if (sort === 'updated') found.sort((one, other) => one.updatedAt.localeCompare(other.updatedAt));
  return direction === 'asc' ? found : found.reverse();
}

async function updatePull(context: ForgeContext, call: Call, number: number): Promise<Response> {
  const repository = call.get('repository');
  const user = callerOf(call);
  const body = await readBody(call);
  const pull = await context.inTurn(repository, async () => {
    const before = pullNumbered(context, repository, number);
    const mayWrite = call.get('permission') === 'write' || call.get('permission') === 'admin';
    if (!mayWrite && before.userId !== user.id) throw new ForgeError(403, 'Resource not accessible by personal access token');
    await editText(context, call, before, body);
    const state = text(body, 'state') ?? before.state;
    if (state !== 'open' && state !== 'closed') throw invalid('PullRequest', 'state', 'invalid');
    if (state === before.state) return pullNumbered(context, repository, number);
    return state === 'open' ? reopenPull(context, repository, user, number) : closePull(context, repository, user, number);
  });
  return answer(await pullDetailShape(context, repository, pull));
}

async function editText(context: ForgeContext, call: Call, before: Pull, body: JsonObject): Promise<void> {
  const title = text(body, 'title') ?? before.title;
  const words = property(body, 'body') === undefined ? before.body : optionalText(body, 'body');
  if (title === before.title && words === before.body) return;
  const pull = changePull(context, call.get('repository'), before.number, { title, body: words });
  const changes: JsonObject = {
    ...(title === before.title ? {} : { title: { from: before.title } }),
    ...(words === before.body ? {} : { body: { from: before.body } }),
  };
  await announcePull(context, call.get('repository'), callerOf(call), pull, 'edited', { changes });
}

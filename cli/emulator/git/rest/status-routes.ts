import { statusShape } from '../activity-shapes.ts';
import type { ForgeContext } from '../context.ts';
import { newId, stamp } from '../context.ts';
import { invalid } from '../forge-error.ts';
import type { Status } from '../records.ts';
import { apiUrl, repositoryShape } from '../shapes.ts';
import type { Call, RestApp } from './call.ts';
import { answer, answerPage, callerOf, needs, optionalText, pageOf, readBody, requiredText } from './call.ts';
import { commitNamed } from './commit-routes.ts';

const states = ['error', 'failure', 'pending', 'success'];
const descriptionLimit = 140;

/** Commit statuses: set, list, and the combined state of a commit. */
export function routeStatuses(app: RestApp, context: ForgeContext): void {
  app.post('/repos/:owner/:repo/statuses/:sha', needs('write'), (call) => createStatus(context, call, call.req.param('sha')));
  app.get('/repos/:owner/:repo/commits/:ref/statuses', async (call) => {
    const statuses = statusesOf(context, call, await commitNamed(context, call, call.req.param('ref')));
    const shapes = pageOf(call, statuses).map((status) => statusShape(context, call.get('repository'), status));
    return answerPage(context, call, shapes, statuses.length);
  });
  app.get('/repos/:owner/:repo/commits/:ref/status', async (call) => combine(context, call, await commitNamed(context, call, call.req.param('ref'))));
}

async function createStatus(context: ForgeContext, call: Call, ref: string): Promise<Response> {
  const repository = call.get('repository');
  const sha = await commitNamed(context, call, ref);
  const body = await readBody(call);
  const state = requiredText(body, 'Status', 'state');
  const description = optionalText(body, 'description');
  if (!states.includes(state)) throw invalid('Status', 'state', 'invalid');
  if (description !== null && description.length > descriptionLimit) {
    throw invalid('Status', 'description', 'custom', `description is too long (maximum is ${descriptionLimit} characters)`);
  }
  const status: Status = {
    ...{ id: newId(context), sha, state, description, creatorId: callerOf(call).id, createdAt: stamp(context) },
    ...{ context: optionalText(body, 'context') ?? 'default', targetUrl: optionalText(body, 'target_url') },
  };
  context.store.put('statuses', repository.id, status.id, status);
  return answer(statusShape(context, repository, status), 201);
}

/** Newest first. */
function statusesOf(context: ForgeContext, call: Call, sha: string): Status[] {
  const statuses = context.store.list('statuses', call.get('repository').id);
  return statuses.filter((status) => status.sha === sha).reverse();
}

/** The latest status of each context; one failure fails all, and no status at all is pending. */
function combine(context: ForgeContext, call: Call, sha: string): Response {
  const repository = call.get('repository');
  const latest = new Map<string, Status>();
  for (const status of statusesOf(context, call, sha)) if (!latest.has(status.context)) latest.set(status.context, status);
  const statuses = [...latest.values()];
  const failed = statuses.some(({ state }) => state === 'failure' || state === 'error');
  const pending = statuses.length === 0 || statuses.some(({ state }) => state === 'pending');
  return answer({
    state: failed ? 'failure' : pending ? 'pending' : 'success',
    statuses: statuses.map((status) => statusShape(context, repository, status)),
    sha,
    total_count: statuses.length,
    repository: repositoryShape(context, repository),
    commit_url: apiUrl(context, repository, `/commits/${sha}`),
    url: apiUrl(context, repository, `/commits/${sha}/status`),
  });
}

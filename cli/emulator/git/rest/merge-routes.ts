import { text } from '../../../model/json.ts';
import type { ForgeContext } from '../context.ts';
import { ForgeError, notFound } from '../forge-error.ts';
import { landPull } from '../land.ts';
import type { MergeMethod } from '../merge.ts';
import { pullNumbered } from '../pulls.ts';
import type { Call, RestApp } from './call.ts';
import { answer, callerOf, needs, noContent, pathNumber, readBody } from './call.ts';

/** Merging a pull request, and asking whether it is merged. */
export function routeMerges(app: RestApp, context: ForgeContext): void {
  app.put('/repos/:owner/:repo/pulls/:number/merge', needs('write'), (call) => mergePull(context, call, pathNumber(call.req.param('number'))));
  app.get('/repos/:owner/:repo/pulls/:number/merge', (call) => {
    if (!pullNumbered(context, call.get('repository'), pathNumber(call.req.param('number'))).merge) throw notFound();
    return noContent();
  });
}

async function mergePull(context: ForgeContext, call: Call, number: number): Promise<Response> {
  const repository = call.get('repository');
  const body = await readBody(call);
  const wish = {
    method: readMethod(text(body, 'merge_method') ?? 'merge'),
    title: text(body, 'commit_title'),
    message: text(body, 'commit_message'),
    sha: text(body, 'sha'),
  };
  const pull = await context.inTurn(repository, () => landPull(context, repository, callerOf(call), number, wish));
  return answer({ sha: pull.merge?.sha ?? null, merged: true, message: 'Pull Request successfully merged' });
}

function readMethod(method: string): MergeMethod {
  if (method === 'merge' || method === 'squash' || method === 'rebase') return method;
  throw new ForgeError(422, `Invalid merge_method: ${method}`);
}

import { findUser } from '../accounts.ts';
import type { ForgeContext } from '../context.ts';
import { invalid, notFound } from '../forge-error.ts';
import { createRepository, findRepository } from '../repositories.ts';
import { repositoryShape } from '../shapes.ts';
import type { Call, RestApp } from './call.ts';
import { answer, callerOf, needs, noContent, optionalText, readBody, requiredText } from './call.ts';

/** GitHub's names of permissions on a repository, and ours. */
const permissions: ReadonlyMap<string, 'read' | 'write' | 'admin'> = new Map([
  ['pull', 'read'],
  ['push', 'write'],
  ['admin', 'admin'],
]);

/** What sets a repository up: creating it for oneself or an organization, and letting people in (at once, without an invitation). */
export function routeSetUp(app: RestApp, context: ForgeContext): void {
  app.post('/user/repos', (call) => makeRepository(context, call, callerOf(call).login));
  app.post('/orgs/:org/repos', (call) => makeRepository(context, call, call.req.param('org')));
  app.put('/repos/:owner/:repo/collaborators/:login', needs('admin'), async (call) => {
    const user = findUser(context, call.req.param('login'));
    if (!user) throw notFound();
    const wanted = permissions.get(optionalText(await readBody(call), 'permission') ?? 'push');
    if (wanted === undefined) throw invalid('Collaborator', 'permission', 'invalid');
    context.store.put('collaborators', call.get('repository').id, user.id, { id: user.id, permission: wanted });
    return noContent();
  });
}

async function makeRepository(context: ForgeContext, call: Call, owner: string): Promise<Response> {
  const caller = callerOf(call);
  const body = await readBody(call);
  const name = requiredText(body, 'Repository', 'name');
  if (findRepository(context, owner, name) !== undefined) throw invalid('Repository', 'name', 'already_exists');
  const repository = await createRepository(context, { owner, name, defaultBranch: 'main', private: body['private'] === true });
  if (owner !== caller.login) context.store.put('collaborators', repository.id, caller.id, { id: caller.id, permission: 'admin' });
  return answer(repositoryShape(context, repository, 'admin'), 201);
}

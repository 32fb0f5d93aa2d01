import { findUser, permissionOf } from '../accounts.ts';
import { readCommitOf } from '../commits.ts';
import type { ForgeContext } from '../context.ts';
import { bareOf } from '../context.ts';
import { notFound } from '../forge-error.ts';
import { commitShape } from '../git-shapes.ts';
import type { User } from '../records.ts';
import { findRef, listRefs } from '../refs.ts';
import { apiUrl, permissionFlags, userShape } from '../shapes.ts';
import type { Call, RestApp } from './call.ts';
import { answer, answerPage, callerOf, needs, noContent, pageOf, pathNumber } from './call.ts';
import { forkShape } from './fork-routes.ts';

/** `/user`, the repository itself, its branches and its collaborators. */
export function routeRepositories(app: RestApp, context: ForgeContext): void {
  app.get('/user', (call) => answer(userShape(context, callerOf(call))));
  app.get('/user/:id', (call) => {
    const user = context.store.get('users', 0, pathNumber(call.req.param('id')));
    if (!user) throw notFound();
    return answer(userShape(context, user));
  });
  app.get('/users/:login', (call) => {
    const user = findUser(context, call.req.param('login'));
    if (!user) throw notFound();
    return answer(userShape(context, user));
  });
  app.get('/repos/:owner/:repo', (call) => answer(forkShape(context, call.get('repository'), call.get('user'))));
  app.get('/repos/:owner/:repo/branches', (call) => listBranches(context, call));
  app.get('/repos/:owner/:repo/branches/:branch{.+}', (call) => getBranch(context, call, call.req.param('branch')));
  app.get('/repos/:owner/:repo/collaborators', needs('write'), (call) => listCollaborators(context, call));
  app.get('/repos/:owner/:repo/collaborators/:login', needs('write'), (call) => {
    const user = findUser(context, call.req.param('login'));
    if (!user || !isCollaborator(context, call, user)) throw notFound();
    return noContent();
  });
  app.get('/repos/:owner/:repo/collaborators/:login/permission', (call) => {
    callerOf(call);
    const user = findUser(context, call.req.param('login'));
    if (!user) throw notFound();
    const permission = permissionOf(context, call.get('repository'), user);
    const shape = { ...userShape(context, user), permissions: permissionFlags(permission), role_name: permission };
    return answer({ permission, role_name: permission, user: shape });
  });
}

function isCollaborator(context: ForgeContext, call: Call, user: User): boolean {
  const repository = call.get('repository');
  return user.id === repository.ownerId || context.store.get('collaborators', repository.id, user.id) !== undefined;
}

function listCollaborators(context: ForgeContext, call: Call): Response {
  const users = context.store.list('users', 0).filter((user) => user.type !== 'Organization' && isCollaborator(context, call, user));
  const shapes = pageOf(call, users).map((user) => {
    const permission = permissionOf(context, call.get('repository'), user);
    return { ...userShape(context, user), permissions: permissionFlags(permission), role_name: permission };
  });
  return answerPage(context, call, shapes, users.length);
}

async function listBranches(context: ForgeContext, call: Call): Promise<Response> {
  const repository = call.get('repository');
  const refs = await listRefs(bareOf(context, repository), 'refs/heads/');
  const shapes = pageOf(call, refs).map((ref) => ({
    name: ref.name.slice('refs/heads/'.length),
    commit: { sha: ref.sha, url: apiUrl(context, repository, `/commits/${ref.sha}`) },
    protected: ref.name === `refs/heads/${repository.defaultBranch}`,
  }));
  return answerPage(context, call, shapes, refs.length);
}

async function getBranch(context: ForgeContext, call: Call, branch: string): Promise<Response> {
  const repository = call.get('repository');
  const bare = bareOf(context, repository);
  const ref = await findRef(bare, `refs/heads/${branch}`);
  if (!ref) throw notFound();
  const url = apiUrl(context, repository, `/branches/${encodeURIComponent(branch)}`);
  return answer({
    name: branch,
    commit: commitShape(context, repository, await readCommitOf(bare, ref.sha)),
    _links: { self: url, html: `${context.baseUrl()}/${repository.owner}/${repository.name}/tree/${branch}` },
    protected: branch === repository.defaultBranch,
    protection: { enabled: false, required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] } },
    protection_url: `${url}/protection`,
  });
}

import type { JsonObject } from '../../../model/json.ts';
import { permissionOf } from '../accounts.ts';
import type { ForgeContext } from '../context.ts';
import { ForgeError } from '../forge-error.ts';
import type { Repository, User } from '../records.ts';
import { createRepository, findFork, findRepository, listForks, parentOf } from '../repositories.ts';
import { repositoryShape } from '../shapes.ts';
import type { Call, RestApp } from './call.ts';
import { answer, answerPage, callerOf, pageOf, readBody } from './call.ts';

/** Forks: list them, and make one for oneself. Whoever may read a repository may fork it; a second time gives the fork that there is. */
export function routeForks(app: RestApp, context: ForgeContext): void {
  app.get('/repos/:owner/:repo/forks', (call) => {
    const forks = listForks(context, call.get('repository')).reverse();
    return answerPage(
      context,
      call,
      pageOf(call, forks).map((fork) => repositoryShape(context, fork)),
      forks.length,
    );
  });
  app.post('/repos/:owner/:repo/forks', (call) => makeFork(context, call));
}

async function makeFork(context: ForgeContext, call: Call): Promise<Response> {
  const parent = call.get('repository');
  const user = callerOf(call);
  await readBody(call);
  if (parent.ownerId === user.id) throw new ForgeError(403, 'You cannot fork your own repository');
  const fork = await context.inTurn(parent, async () => findFork(context, parent, user.login) ?? (await createFork(context, parent, user)));
  return answer(forkShape(context, fork, user), 202);
}

function createFork(context: ForgeContext, parent: Repository, { login }: User): Promise<Repository> {
  let name = parent.name;
  for (let count = 1; findRepository(context, login, name) !== undefined; count += 1) name = `${parent.name}-${count}`;
  return createRepository(context, { owner: login, name, defaultBranch: parent.defaultBranch, private: parent.private, parent });
}

/** A fork on its own names the repository that it comes from, which lists leave out. */
export function forkShape(context: ForgeContext, fork: Repository, user: User | undefined): JsonObject {
  const parent = parentOf(context, fork);
  const shape = repositoryShape(context, fork, permissionOf(context, fork, user));
  if (parent === undefined) return shape;
  const above = repositoryShape(context, parent);
  return { ...shape, parent: above, source: above };
}

import { Hono } from 'hono';
import type { JsonObject } from '../../../model/json.ts';
import { allows, permissionOf, tokenOf, userByToken } from '../accounts.ts';
import type { ForgeContext } from '../context.ts';
import { ForgeError, notFound } from '../forge-error.ts';
import { findRepository, isEmpty } from '../repositories.ts';
import { routeActions } from './action-routes.ts';
import type { RestApp, RestEnv } from './call.ts';
import { answer } from './call.ts';
import { routeCodeowners } from './codeowner-routes.ts';
import { routeComments } from './comment-routes.ts';
import { routeCommits } from './commit-routes.ts';
import { routeContents } from './content-routes.ts';
import { routeDeployments } from './deployment-routes.ts';
import { routeEnvironments } from './environment-routes.ts';
import { routeForks } from './fork-routes.ts';
import { routeLabels } from './label-routes.ts';
import { routeMerges } from './merge-routes.ts';
import { routeObjects } from './object-routes.ts';
import { routePulls } from './pull-routes.ts';
import { routeRefs } from './ref-routes.ts';
import { routeRepositories } from './repository-routes.ts';
import { routeReviews } from './review-routes.ts';
import { routeRules } from './rule-routes.ts';
import { routeSetUp } from './set-up-routes.ts';
import { routeStatuses } from './status-routes.ts';
import { routeTrees } from './tree-routes.ts';

/** The REST interface below `/api/v3`, as Request → Response. Every answer carries the forge's clock in `Date`. */
export function createRestApp(context: ForgeContext): (request: Request) => Promise<Response> {
  const app: RestApp = new Hono<RestEnv>().basePath('/api/v3');
  identifyCallers(app, context);
  openRepositories(app, context);
  for (const route of [
    ...[routeSetUp, routeRepositories, routeRefs, routeObjects, routeTrees, routeStatuses, routeCommits, routeContents],
    ...[routePulls, routeForks, routeMerges, routeReviews, routeComments, routeLabels, routeDeployments],
    ...[routeRules, routeEnvironments, routeActions, routeCodeowners],
  ]) {
    route(app, context);
  }
  app.notFound(() => answerError(notFound()));
  app.onError((error) => answerError(error));
  return async (request) => {
    const reply = await app.fetch(request);
    reply.headers.set('date', context.now().toUTCString());
    reply.headers.set('x-github-media-type', 'github.v3; format=json');
    return reply;
  };
}

function identifyCallers(app: RestApp, context: ForgeContext): void {
  app.use('*', async (call, next) => {
    const token = tokenOf(call.req.header('authorization'));
    const user = token === undefined ? undefined : userByToken(context, token);
    if (token !== undefined && !user) throw new ForgeError(401, 'Bad credentials');
    call.set('user', user);
    await next();
  });
}

/** A repository that the caller may not read answers as if it did not exist. */
function openRepositories(app: RestApp, context: ForgeContext): void {
  app.use('/repos/:owner/:repo/*', async (call, next) => {
    const repository = findRepository(context, call.req.param('owner'), call.req.param('repo'));
    const permission = repository ? permissionOf(context, repository, call.get('user')) : 'none';
    if (!repository || !allows(permission, 'read')) throw notFound();
    call.set('repository', repository);
    call.set('permission', permission);
    await next();
  });
  app.use('/repos/:owner/:repo/git/*', async (call, next) => {
    if (isEmpty(context, call.get('repository'))) throw new ForgeError(409, 'Git Repository is empty.');
    await next();
  });
}

/** A refusal in GitHub's shape; any other error is a bug of the emulator and says so. */
function answerError(error: Error): Response {
  const status = error instanceof ForgeError ? error.status : 500;
  const body: JsonObject = {
    message: status === 500 ? `Server Error: ${error.message}` : error.message,
    ...(error instanceof ForgeError && error.errors ? { errors: error.errors } : {}),
    documentation_url: 'https://docs.github.com/rest',
    status: String(status),
  };
  return answer(body, status);
}

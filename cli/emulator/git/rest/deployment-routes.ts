import { property } from '../../../model/json.ts';
import { deploymentShape, deploymentStatusShape } from '../activity-shapes.ts';
import type { ForgeContext } from '../context.ts';
import { newId, stamp } from '../context.ts';
import { invalid, notFound } from '../forge-error.ts';
import type { Deployment, DeploymentStatus, Repository } from '../records.ts';
import type { Call, RestApp } from './call.ts';
import { answer, answerPage, callerOf, needs, optionalText, pageOf, pathNumber, readBody, requiredText } from './call.ts';
import { commitNamed } from './commit-routes.ts';

const states = ['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success'];

/** Deployments and their statuses. */
export function routeDeployments(app: RestApp, context: ForgeContext): void {
  app.post('/repos/:owner/:repo/deployments', needs('write'), (call) => createDeployment(context, call));
  app.get('/repos/:owner/:repo/deployments', (call) => {
    const repository = call.get('repository');
    const { sha, ref, task, environment } = call.req.query();
    const wanted = Object.entries({ sha, ref, task, environment }).filter(([, value]) => value !== undefined);
    const all = context.store.list('deployments', repository.id).reverse();
    const found = all.filter((deployment) => wanted.every(([field, value]) => property({ ...deployment }, field) === value));
    const shapes = pageOf(call, found).map((deployment) => deploymentShape(context, repository, deployment));
    return answerPage(context, call, shapes, found.length);
  });
  app.get('/repos/:owner/:repo/deployments/:id', (call) =>
    answer(deploymentShape(context, call.get('repository'), deploymentOf(context, call, call.req.param('id')))),
  );
  app.post('/repos/:owner/:repo/deployments/:id/statuses', needs('write'), (call) =>
    createStatus(context, call, deploymentOf(context, call, call.req.param('id'))),
  );
  app.get('/repos/:owner/:repo/deployments/:id/statuses', (call) => {
    const repository = call.get('repository');
    const deployment = deploymentOf(context, call, call.req.param('id'));
    const all = context.store.list('deploymentStatuses', repository.id).reverse();
    const found = all.filter((status) => status.deploymentId === deployment.id);
    const shapes = pageOf(call, found).map((status) => deploymentStatusShape(context, repository, deployment, status));
    return answerPage(context, call, shapes, found.length);
  });
}

function deploymentOf(context: ForgeContext, call: Call, id: string): Deployment {
  const deployment = context.store.get('deployments', call.get('repository').id, pathNumber(id));
  if (!deployment) throw notFound();
  return deployment;
}

async function createDeployment(context: ForgeContext, call: Call): Promise<Response> {
  const repository = call.get('repository');
  const body = await readBody(call);
  const ref = requiredText(body, 'Deployment', 'ref');
  const environment = optionalText(body, 'environment') ?? 'production';
  const deployment: Deployment = {
    ...{ id: newId(context), sha: await commitNamed(context, call, ref), ref, environment },
    ...{ task: optionalText(body, 'task') ?? 'deploy', description: optionalText(body, 'description') },
    ...{ payload: JSON.stringify(property(body, 'payload') ?? {}), creatorId: callerOf(call).id, createdAt: stamp(context) },
  };
  context.store.put('deployments', repository.id, deployment.id, deployment);
  ensureEnvironment(context, repository, environment);
  return answer(deploymentShape(context, repository, deployment), 201);
}

/** GitHub makes an environment, unprotected, for the first deployment that names it. */
function ensureEnvironment(context: ForgeContext, repository: Repository, name: string): void {
  if (context.store.list('environments', repository.id).some((environment) => environment.name === name)) return;
  const id = newId(context);
  context.store.put('environments', repository.id, id, { id, name, createdAt: stamp(context) });
}

async function createStatus(context: ForgeContext, call: Call, deployment: Deployment): Promise<Response> {
  const repository = call.get('repository');
  const body = await readBody(call);
  const state = requiredText(body, 'DeploymentStatus', 'state');
  if (!states.includes(state)) throw invalid('DeploymentStatus', 'state', 'invalid');
  const status: DeploymentStatus = {
    ...{ id: newId(context), deploymentId: deployment.id, state, description: optionalText(body, 'description') },
    ...{ logUrl: optionalText(body, 'log_url') ?? optionalText(body, 'target_url'), environmentUrl: optionalText(body, 'environment_url') },
    ...{ creatorId: callerOf(call).id, createdAt: stamp(context) },
  };
  context.store.put('deploymentStatuses', repository.id, status.id, status);
  return answer(deploymentStatusShape(context, repository, deployment, status), 201);
}

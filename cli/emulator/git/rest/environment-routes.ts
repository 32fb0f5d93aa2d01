import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject, property, text } from '../../../model/json.ts';
import { environmentShape } from '../activity-shapes.ts';
import type { ForgeContext } from '../context.ts';
import { newId, stamp } from '../context.ts';
import { invalid, notFound } from '../forge-error.ts';
import type { Environment, EnvironmentProtection } from '../records.ts';
import type { Call, RestApp } from './call.ts';
import { answer, flag, needs, noContent, pageOf, pathNumber, readBody, requiredText } from './call.ts';

/** Deployment environments and the branches that may deploy to them. */
export function routeEnvironments(app: RestApp, context: ForgeContext): void {
  app.get('/repos/:owner/:repo/environments', (call) => {
    const repository = call.get('repository');
    const all = context.store.list('environments', repository.id);
    return answer({ total_count: all.length, environments: pageOf(call, all).map((one) => environmentShape(context, repository, one)) });
  });
  app.get('/repos/:owner/:repo/environments/:name', (call) =>
    answer(environmentShape(context, call.get('repository'), environmentOf(context, call, call.req.param('name')))),
  );
  app.put('/repos/:owner/:repo/environments/:name', needs('admin'), async (call) => {
    const environment = keep(context, call, { ...makeEnvironment(context, call), protection: protectionFrom(await readBody(call)) });
    return answer(environmentShape(context, call.get('repository'), environment));
  });
  app.delete('/repos/:owner/:repo/environments/:name', needs('admin'), (call) => {
    context.store.remove('environments', call.get('repository').id, environmentOf(context, call, call.req.param('name')).id);
    return noContent();
  });
  routePolicies(app, context);
}

function routePolicies(app: RestApp, context: ForgeContext): void {
  const path = '/repos/:owner/:repo/environments/:name/deployment-branch-policies';
  app.get(path, (call) => {
    const patterns = environmentOf(context, call, call.req.param('name')).protection?.patterns ?? [];
    return answer({ total_count: patterns.length, branch_policies: pageOf(call, patterns).map((one) => ({ ...one })) });
  });
  app.post(path, needs('admin'), async (call) => {
    const environment = environmentOf(context, call, call.req.param('name'));
    const { protection } = environment;
    if (protection?.branches !== 'patterns') throw notFound(); // GitHub: not found or deployment_branch_policy.custom_branch_policies is not true
    const body = await readBody(call);
    const type = text(body, 'type') === 'tag' ? 'tag' : 'branch';
    const pattern = { id: newId(context), name: requiredText(body, 'DeploymentBranchPolicy', 'name'), type } as const;
    keep(context, call, { ...environment, protection: { ...protection, patterns: [...protection.patterns, pattern] } });
    return answer({ ...pattern });
  });
  app.delete(`${path}/:id`, needs('admin'), (call) => {
    const environment = environmentOf(context, call, call.req.param('name'));
    const { protection } = environment;
    const id = pathNumber(call.req.param('id'));
    if (!protection?.patterns.some((one) => one.id === id)) throw notFound();
    keep(context, call, { ...environment, protection: { ...protection, patterns: protection.patterns.filter((one) => one.id !== id) } });
    return noContent();
  });
}

function environmentOf(context: ForgeContext, call: Call, name: string | undefined): Environment {
  const found = context.store.list('environments', call.get('repository').id).find((one) => one.name === name);
  if (!found) throw notFound();
  return found;
}

function makeEnvironment(context: ForgeContext, call: Call): Environment {
  const name = call.req.param('name') ?? '';
  const found = context.store.list('environments', call.get('repository').id).find((one) => one.name === name);
  return found ?? { id: newId(context), name, createdAt: stamp(context) };
}

function keep(context: ForgeContext, call: Call, environment: Environment): Environment {
  context.store.put('environments', call.get('repository').id, environment.id, environment);
  return environment;
}

function protectionFrom(body: JsonObject): EnvironmentProtection {
  const policy = property(body, 'deployment_branch_policy');
  const protectedOnly = property(policy, 'protected_branches') === true;
  const byPattern = property(policy, 'custom_branch_policies') === true;
  // GitHub: the two cannot have the same value
  if (isObject(policy) && protectedOnly === byPattern) throw invalid('Environment', 'deployment_branch_policy', 'invalid');
  const wait = property(body, 'wait_timer');
  return {
    waitTimer: typeof wait === 'number' ? wait : 0,
    preventSelfReview: flag(body, 'prevent_self_review'),
    reviewerIds: reviewersFrom(property(body, 'reviewers')),
    branches: protectedOnly ? 'protected' : byPattern ? 'patterns' : 'any',
    patterns: [],
  };
}

function reviewersFrom(value: Json | undefined): number[] {
  const ids = Array.isArray(value) ? value.map((one: Json) => property(one, 'id')) : [];
  return ids.filter((id) => typeof id === 'number');
}

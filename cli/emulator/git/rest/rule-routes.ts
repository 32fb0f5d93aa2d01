import type { JsonObject } from '../../../model/json.ts';
import { isObject, property, text } from '../../../model/json.ts';
import { environmentShape } from '../activity-shapes.ts';
import type { ForgeContext } from '../context.ts';
import { bareOf, fullName } from '../context.ts';
import { ForgeError, notFound } from '../forge-error.ts';
import type { Repository } from '../records.ts';
import { branchTip } from '../refs.ts';
import { repositoryShape, userShape } from '../shapes.ts';
import type { Call, RestApp } from './call.ts';
import { answer, callerOf, needs, noContent, pageOf, pathNumber, readBody } from './call.ts';

/** Environments, the rulesets that the hooks enforce, and `workflow_dispatch`. */
export function routeRules(app: RestApp, context: ForgeContext): void {
  app.get('/repos/:owner/:repo/environments', (call) => {
    const repository = call.get('repository');
    const all = context.store.list('environments', repository.id);
    return answer({ total_count: all.length, environments: pageOf(call, all).map((one) => environmentShape(context, repository, one)) });
  });
  app.get('/repos/:owner/:repo/environments/:name', (call) => {
    const repository = call.get('repository');
    const found = context.store.list('environments', repository.id).find((one) => one.name === call.req.param('name'));
    if (!found) throw notFound();
    return answer(environmentShape(context, repository, found));
  });
  app.get('/repos/:owner/:repo/rulesets', (call) => answer(rulesetsOf(call.get('repository')).map((ruleset) => ruleset.summary)));
  app.get('/repos/:owner/:repo/rulesets/:id', (call) => {
    const found = rulesetsOf(call.get('repository')).find(({ summary }) => summary['id'] === pathNumber(call.req.param('id')));
    if (!found) throw notFound();
    return answer({ ...found.summary, ...found.detail });
  });
  app.get('/repos/:owner/:repo/rules/branches/:branch{.+}', (call) => {
    const repository = call.get('repository');
    const facts = { ruleset_source_type: 'Repository', ruleset_source: fullName(repository), ruleset_id: 2 };
    const isDefault = call.req.param('branch') === repository.defaultBranch;
    return answer(isDefault ? ['deletion', 'non_fast_forward'].map((type) => ({ type, ...facts })) : []);
  });
  app.post('/repos/:owner/:repo/actions/workflows/:file/dispatches', needs('write'), (call) => dispatch(context, call, call.req.param('file')));
}

/** What the update hook enforces in every repository, in the words of GitHub's rulesets; lists leave the details out. */
function rulesetsOf(repository: Repository): { readonly summary: JsonObject; readonly detail: JsonObject }[] {
  const common = { source_type: 'Repository', source: fullName(repository), enforcement: 'active' };
  return [
    {
      summary: { id: 1, name: 'orgcast ledger', target: 'tag', ...common },
      detail: rulesOn('refs/tags/orgcast/**/*', ['update', 'deletion']),
    },
    {
      summary: { id: 2, name: 'default branch', target: 'branch', ...common },
      detail: rulesOn('~DEFAULT_BRANCH', ['deletion', 'non_fast_forward']),
    },
  ];
}

function rulesOn(include: string, types: readonly string[]): JsonObject {
  return { conditions: { ref_name: { include: [include], exclude: [] } }, rules: types.map((type) => ({ type })), bypass_actors: [] };
}

async function dispatch(context: ForgeContext, call: Call, file: string): Promise<Response> {
  const repository = call.get('repository');
  const actor = callerOf(call);
  const body = await readBody(call);
  const branch = (text(body, 'ref') ?? '').replace(/^refs\/heads\//, '');
  const sha = await branchTip(bareOf(context, repository), branch);
  if (!sha) throw new ForgeError(422, `No ref found for: ${branch}`);
  const inputs = property(body, 'inputs');
  const payload = {
    inputs: isObject(inputs) ? inputs : {},
    ref: `refs/heads/${branch}`,
    workflow: `.github/workflows/${file}`,
    repository: repositoryShape(context, repository),
    sender: userShape(context, actor),
  };
  const event = { name: 'workflow_dispatch', action: undefined, ref: payload.ref, sha } as const;
  context.emit({ ...event, repository: fullName(repository), actor: actor.login, payload }, repository);
  return noContent();
}

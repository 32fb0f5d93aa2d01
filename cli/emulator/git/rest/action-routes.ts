import { isObject, property, text } from '../../../model/json.ts';
import type { ForgeContext } from '../context.ts';
import { bareOf, fullName } from '../context.ts';
import { ForgeError, notFound } from '../forge-error.ts';
import type { RepositorySettings } from '../records.ts';
import { branchTip } from '../refs.ts';
import { changeSettings, settingsOf } from '../settings.ts';
import { repositoryShape, userShape } from '../shapes.ts';
import type { Call, RestApp } from './call.ts';
import { answer, callerOf, needs, noContent, pageOf, readBody, requiredText } from './call.ts';

/** Settings of Actions, the names of repository secrets, and `workflow_dispatch`. */
export function routeActions(app: RestApp, context: ForgeContext): void {
  app.get('/repos/:owner/:repo/actions/permissions', needs('admin'), (call) => {
    const { actionsEnabled, allowedActions } = settingsOf(context, call.get('repository'));
    return answer({ enabled: actionsEnabled, allowed_actions: allowedActions, sha_pinning_required: false });
  });
  app.put('/repos/:owner/:repo/actions/permissions', needs('admin'), async (call) => {
    const body = await readBody(call);
    return change(context, call, { actionsEnabled: property(body, 'enabled') === true, allowedActions: text(body, 'allowed_actions') ?? 'all' });
  });
  app.get('/repos/:owner/:repo/actions/permissions/workflow', needs('admin'), (call) => {
    const { defaultRights, actionsMayApprove } = settingsOf(context, call.get('repository'));
    return answer({ default_workflow_permissions: defaultRights, can_approve_pull_request_reviews: actionsMayApprove });
  });
  app.put('/repos/:owner/:repo/actions/permissions/workflow', needs('admin'), async (call) => {
    const body = await readBody(call);
    const before = settingsOf(context, call.get('repository'));
    const rights = text(body, 'default_workflow_permissions') ?? before.defaultRights;
    const approve = property(body, 'can_approve_pull_request_reviews') ?? before.actionsMayApprove;
    return change(context, call, { defaultRights: rights === 'write' ? 'write' : 'read', actionsMayApprove: approve === true });
  });
  routeSecrets(app, context);
  app.post('/repos/:owner/:repo/actions/workflows/:file/dispatches', needs('write'), (call) => dispatch(context, call, call.req.param('file')));
}

function routeSecrets(app: RestApp, context: ForgeContext): void {
  app.get('/repos/:owner/:repo/actions/secrets', needs('write'), (call) => {
    const { secrets } = settingsOf(context, call.get('repository'));
    const { createdAt } = call.get('repository');
    const shapes = pageOf(call, secrets).map((name) => ({ name, created_at: createdAt, updated_at: createdAt }));
    return answer({ total_count: secrets.length, secrets: shapes });
  });
  app.get('/repos/:owner/:repo/actions/organization-secrets', needs('write'), () => answer({ total_count: 0, secrets: [] }));
  app.put('/repos/:owner/:repo/actions/secrets/:name', needs('write'), async (call) => {
    requiredText(await readBody(call), 'Secret', 'encrypted_value');
    const { secrets } = settingsOf(context, call.get('repository'));
    const name = call.req.param('name').toUpperCase();
    changeSettings(context, call.get('repository'), { secrets: [...secrets.filter((one) => one !== name), name].sort() });
    return secrets.includes(name) ? noContent() : answer({}, 201);
  });
  app.delete('/repos/:owner/:repo/actions/secrets/:name', needs('write'), (call) => {
    const { secrets } = settingsOf(context, call.get('repository'));
    const name = call.req.param('name').toUpperCase();
    if (!secrets.includes(name)) throw notFound();
    return change(context, call, { secrets: secrets.filter((one) => one !== name) });
  });
}

function change(context: ForgeContext, call: Call, changes: Partial<RepositorySettings>): Response {
  changeSettings(context, call.get('repository'), changes);
  return noContent();
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

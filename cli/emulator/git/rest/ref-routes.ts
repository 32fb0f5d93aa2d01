import { text } from '../../../model/json.ts';
import type { ForgeContext } from '../context.ts';
import { bareOf } from '../context.ts';
import { ForgeError, notFound } from '../forge-error.ts';
import { refShape } from '../git-shapes.ts';
import { objectType } from '../objects.ts';
import { isObjectName, isRefName, noObject } from '../ref-name.ts';
import type { Move, Ref } from '../refs.ts';
import { findRef, isAncestor, listRefs, moveRef } from '../refs.ts';
import { afterMoves } from '../settle.ts';
import type { Call, RestApp } from './call.ts';
import { answer, answerPage, callerOf, flag, needs, noContent, pageOf, readBody } from './call.ts';

/** Refs: read, match, create (create-only, atomic), move and delete. */
export function routeRefs(app: RestApp, context: ForgeContext): void {
  app.get('/repos/:owner/:repo/git/ref/:ref{.+}', async (call) => {
    const ref = await refNamed(context, call, call.req.param('ref'));
    return answer(refShape(context, call.get('repository'), ref));
  });
  app.get('/repos/:owner/:repo/git/matching-refs/:ref{.+}', async (call) => {
    const repository = call.get('repository');
    const refs = await listRefs(bareOf(context, repository), `refs/${call.req.param('ref')}`);
    const shapes = pageOf(call, refs).map((ref) => refShape(context, repository, ref));
    return answerPage(context, call, shapes, refs.length);
  });
  app.post('/repos/:owner/:repo/git/refs', needs('write'), (call) => createRef(context, call));
  app.patch('/repos/:owner/:repo/git/refs/:ref{.+}', needs('write'), (call) => updateRef(context, call, call.req.param('ref')));
  app.delete('/repos/:owner/:repo/git/refs/:ref{.+}', needs('write'), async (call) => {
    const ref = await refNamed(context, call, call.req.param('ref')).catch(() => undefined);
    if (!ref) throw new ForgeError(422, 'Reference does not exist');
    await move(context, call, { ref: ref.name, before: ref.sha, after: noObject }, 'Reference cannot be deleted');
    return noContent();
  });
}

async function refNamed(context: ForgeContext, call: Call, name: string): Promise<Ref> {
  const ref = await findRef(bareOf(context, call.get('repository')), `refs/${name}`);
  if (!ref) throw notFound();
  return ref;
}

/** The ledger's atomic claim: of simultaneous creations exactly one gets 201, also when all name the same object. */
async function createRef(context: ForgeContext, call: Call): Promise<Response> {
  const body = await readBody(call);
  const name = text(body, 'ref') ?? '';
  const sha = text(body, 'sha') ?? '';
  if (!isRefName(name)) throw new ForgeError(422, "Reference name must start with 'refs/', contain at least two slashes and be well formed.");
  const type = await typeOfTarget(context, call, name, sha);
  await move(context, call, { ref: name, before: noObject, after: sha }, 'Reference already exists');
  return answer(refShape(context, call.get('repository'), { name, sha, type }), 201);
}

async function updateRef(context: ForgeContext, call: Call, path: string): Promise<Response> {
  const body = await readBody(call);
  const sha = text(body, 'sha') ?? '';
  const ref = await refNamed(context, call, path).catch(() => undefined);
  if (!ref) throw new ForgeError(422, 'Reference does not exist');
  const type = await typeOfTarget(context, call, ref.name, sha);
  const forward = await isAncestor(bareOf(context, call.get('repository')), ref.sha, sha);
  if (!forward && !flag(body, 'force')) throw new ForgeError(422, 'Update is not a fast forward');
  await move(context, call, { ref: ref.name, before: ref.sha, after: sha }, 'Reference cannot be updated');
  return answer(refShape(context, call.get('repository'), { name: ref.name, sha, type }));
}

/** Branches point to commits; tags and other refs to any object. */
async function typeOfTarget(context: ForgeContext, call: Call, ref: string, sha: string): Promise<string> {
  const type = isObjectName(sha) ? await objectType(bareOf(context, call.get('repository')), sha) : undefined;
  if (!type || (ref.startsWith('refs/heads/') && type !== 'commit')) throw new ForgeError(422, 'Object does not exist');
  return type;
}

async function move(context: ForgeContext, call: Call, change: Move, taken: string): Promise<void> {
  const repository = call.get('repository');
  await moveRef(context, repository, change, new ForgeError(422, taken));
  await context.inTurn(repository, () => afterMoves(context, repository, callerOf(call), [change]));
}

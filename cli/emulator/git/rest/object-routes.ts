import type { JsonObject } from '../../../model/json.ts';
import { isList, property, text } from '../../../model/json.ts';
import type { Signature } from '../commits.ts';
import { readCommitOf, writeCommit } from '../commits.ts';
import type { ForgeContext } from '../context.ts';
import { bareOf } from '../context.ts';
import { ForgeError, invalid, notFound } from '../forge-error.ts';
import { gitCommitShape } from '../git-shapes.ts';
import { userSignature } from '../identities.ts';
import { objectType, readBlob, writeBlob } from '../objects.ts';
import { isObjectName } from '../ref-name.ts';
import type { BareRepository } from '../run-git.ts';
import { apiUrl, nodeId } from '../shapes.ts';
import type { Call, RestApp } from './call.ts';
import { answer, callerOf, needs, readBody, requiredText } from './call.ts';
import { createTag, getTag } from './tag-calls.ts';

/** The Git database: blobs, commits and annotated tags. (Trees have a file of their own.) */
export function routeObjects(app: RestApp, context: ForgeContext): void {
  app.post('/repos/:owner/:repo/git/blobs', needs('write'), (call) => createBlob(context, call));
  app.get('/repos/:owner/:repo/git/blobs/:sha', (call) => getBlob(context, call, call.req.param('sha')));
  app.post('/repos/:owner/:repo/git/commits', needs('write'), (call) => createCommit(context, call));
  app.get('/repos/:owner/:repo/git/commits/:sha', async (call) => {
    const bare = bareOf(context, call.get('repository'));
    const sha = await objectOf(bare, call.req.param('sha'), 'commit');
    return answer(gitCommitShape(context, call.get('repository'), await readCommitOf(bare, sha)));
  });
  app.post('/repos/:owner/:repo/git/tags', needs('write'), (call) => createTag(context, call));
  app.get('/repos/:owner/:repo/git/tags/:sha', (call) => getTag(context, call, call.req.param('sha')));
}

/** The object name, when an object of that type exists; throws ForgeError 404 otherwise. */
async function objectOf(bare: BareRepository, sha: string, type: string): Promise<string> {
  if (!isObjectName(sha) || (await objectType(bare, sha)) !== type) throw notFound();
  return sha;
}

async function createBlob(context: ForgeContext, call: Call): Promise<Response> {
  const body = await readBody(call);
  const content = text(body, 'content');
  if (content === undefined) throw invalid('Blob', 'content', 'missing_field');
  const encoding = text(body, 'encoding') ?? 'utf-8';
  if (encoding !== 'utf-8' && encoding !== 'base64') throw invalid('Blob', 'encoding', 'invalid');
  const bytes = encoding === 'base64' ? Buffer.from(content, 'base64') : content;
  const sha = await writeBlob(bareOf(context, call.get('repository')), bytes);
  return answer({ sha, url: apiUrl(context, call.get('repository'), `/git/blobs/${sha}`) }, 201);
}

async function getBlob(context: ForgeContext, call: Call, sha: string): Promise<Response> {
  const repository = call.get('repository');
  const content = isObjectName(sha) ? await readBlob(bareOf(context, repository), sha) : undefined;
  if (!content) throw notFound();
  const url = apiUrl(context, repository, `/git/blobs/${sha}`);
  const coded = wrapBase64(content);
  return answer({ sha, node_id: nodeId('Blob', sha), size: content.length, url, content: coded, encoding: 'base64' });
}

/** Base64 in lines of 60, as GitHub gives it. */
export function wrapBase64(content: Buffer): string {
  return content.toString('base64').replace(/.{1,60}/g, '$&\n');
}

async function createCommit(context: ForgeContext, call: Call): Promise<Response> {
  const repository = call.get('repository');
  const bare = bareOf(context, repository);
  const body = await readBody(call);
  const message = requiredText(body, 'Commit', 'message');
  const tree = requiredText(body, 'Commit', 'tree');
  const given = property(body, 'parents');
  const parents = isList(given) ? given.map(String) : [];
  if (!isObjectName(tree) || (await objectType(bare, tree)) !== 'tree') throw new ForgeError(422, 'Tree SHA does not exist');
  for (const parent of parents) {
    const isCommit = isObjectName(parent) && (await objectType(bare, parent)) === 'commit';
    if (!isCommit) throw new ForgeError(422, 'Parent SHA does not exist or is not a commit object');
  }
  const author = readSignature(body, 'author') ?? userSignature(context, callerOf(call));
  const committer = readSignature(body, 'committer') ?? author;
  const sha = await writeCommit(bare, { tree, parents, author, committer, message });
  return answer(gitCommitShape(context, repository, await readCommitOf(bare, sha)), 201);

  function readSignature(from: JsonObject, field: string): Signature | undefined {
    const name = text(property(from, field), 'name');
    const email = text(property(from, field), 'email');
    if (!name || !email) return undefined;
    const date = text(property(from, field), 'date') ?? context.now().toISOString();
    if (Number.isNaN(Date.parse(date))) throw invalid('Commit', `${field}.date`, 'invalid');
    return { name, email, date };
  }
}

import type { JsonObject } from '../../../model/json.ts';
import type { ForgeContext } from '../context.ts';
import { bareOf } from '../context.ts';
import { notFound } from '../forge-error.ts';
import type { TreeEntry } from '../objects.ts';
import { readBlob, readTree } from '../objects.ts';
import { resolveCommit } from '../refs.ts';
import { apiUrl, htmlUrl } from '../shapes.ts';
import type { Call, RestApp } from './call.ts';
import { answer } from './call.ts';
import { wrapBase64 } from './object-routes.ts';

/** Files and folders of a commit; the media type `raw` gives a file's bytes. */
export function routeContents(app: RestApp, context: ForgeContext): void {
  app.get('/repos/:owner/:repo/contents', (call) => getContents(context, call, ''));
  app.get('/repos/:owner/:repo/contents/:path{.*}', (call) => getContents(context, call, call.req.param('path')));
}

async function getContents(context: ForgeContext, call: Call, given: string): Promise<Response> {
  const repository = call.get('repository');
  const bare = bareOf(context, repository);
  const ref = call.req.query('ref') ?? repository.defaultBranch;
  const commit = await resolveCommit(bare, ref);
  if (!commit) throw notFound();
  const path = given.replace(/^\/+|\/+$/g, '');
  const [entry] = path === '' ? [undefined] : await readTree(bare, commit, { path });
  if (path !== '' && entry?.path !== path) throw notFound();
  if (!entry || entry.type === 'tree') return listFolder(context, call, path, entry?.sha ?? commit, ref);
  const content = await readBlob(bare, entry.sha);
  if (!content) throw notFound();
  if (/\braw\b/.test(call.req.header('accept') ?? '')) return new Response(new Uint8Array(content));
  const shape = entryShape(context, call, path, entry, ref);
  return answer({ ...shape, encoding: 'base64', content: wrapBase64(content) });
}

async function listFolder(context: ForgeContext, call: Call, path: string, tree: string, ref: string): Promise<Response> {
  const entries = await readTree(bareOf(context, call.get('repository')), tree);
  const prefix = path === '' ? '' : `${path}/`;
  return answer(entries.map((entry) => entryShape(context, call, prefix + entry.path, entry, ref)));
}

function entryShape(context: ForgeContext, call: Call, path: string, entry: TreeEntry, ref: string): JsonObject {
  const repository = call.get('repository');
  const coded = path.split('/').map(encodeURIComponent).join('/');
  const type = entry.type === 'tree' ? 'dir' : entry.mode === '120000' ? 'symlink' : entry.type === 'commit' ? 'submodule' : 'file';
  const url = apiUrl(context, repository, `/contents/${coded}?ref=${encodeURIComponent(ref)}`);
  const git = apiUrl(context, repository, `/git/${entry.type}s/${entry.sha}`);
  const html = htmlUrl(context, repository, `/${entry.type}/${ref}/${coded}`);
  return {
    type,
    size: entry.size ?? 0,
    name: path.split('/').at(-1) ?? path,
    path,
    sha: entry.sha,
    url,
    git_url: git,
    html_url: html,
    download_url: null,
    _links: { self: url, git, html },
  };
}

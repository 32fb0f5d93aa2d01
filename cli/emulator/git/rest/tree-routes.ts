import type { JsonObject } from '../../../model/json.ts';
import { objects, property, text } from '../../../model/json.ts';
import type { ForgeContext } from '../context.ts';
import { bareOf } from '../context.ts';
import { ForgeError, invalid, notFound } from '../forge-error.ts';
import type { NewTreeEntry, TreeEntry } from '../objects.ts';
import { isTreePath, missingObjects, readTree, treeOf, writeTree } from '../objects.ts';
import { isObjectName } from '../ref-name.ts';
import { resolveCommit } from '../refs.ts';
import { apiUrl } from '../shapes.ts';
import type { Call, RestApp } from './call.ts';
import { answer, needs, readBody } from './call.ts';

const modes = ['100644', '100755', '040000', '160000', '120000'];

/** Trees: written from entries on a base tree, read flat or recursively, by object name or by branch. */
export function routeTrees(app: RestApp, context: ForgeContext): void {
  app.post('/repos/:owner/:repo/git/trees', needs('write'), (call) => createTree(context, call));
  app.get('/repos/:owner/:repo/git/trees/:name{.+}', async (call) => {
    const bare = bareOf(context, call.get('repository'));
    const name = call.req.param('name');
    const sha = await treeOf(bare, isObjectName(name) ? name : ((await resolveCommit(bare, name)) ?? noTree));
    if (!sha) throw notFound();
    return answer(await treeShape(context, call, sha, call.req.query('recursive') !== undefined));
  });
}

const noTree = '0'.repeat(40);

async function createTree(context: ForgeContext, call: Call): Promise<Response> {
  const bare = bareOf(context, call.get('repository'));
  const body = await readBody(call);
  const given = text(body, 'base_tree');
  const base = given === undefined ? undefined : isObjectName(given) ? await treeOf(bare, given) : undefined;
  if (given !== undefined && !base) throw new ForgeError(422, 'base_tree is not a valid tree oid');
  const entries = objects(body, 'tree').map(readEntry);
  if (entries.length === 0) throw invalid('Tree', 'tree', 'missing_field');
  const [missing] = await missingObjects(
    bare,
    entries.flatMap((entry) => entry.sha ?? []),
  );
  if (missing !== undefined) throw new ForgeError(422, `tree.sha ${missing} is not a valid object`);
  return answer(await treeShape(context, call, await writeTree(bare, base, entries), false), 201);
}

function readEntry(entry: JsonObject): NewTreeEntry {
  const path = text(entry, 'path') ?? '';
  const mode = text(entry, 'mode') ?? '100644';
  const sha = property(entry, 'sha');
  const content = text(entry, 'content');
  if (!isTreePath(path)) throw new ForgeError(422, 'tree.path contains a malformed path component');
  if (!modes.includes(mode)) throw new ForgeError(422, 'Must supply a valid tree.mode');
  if (sha === null) return { path, mode, sha: null };
  if (typeof sha === 'string' && isObjectName(sha)) return { path, mode, sha };
  if (content === undefined) throw new ForgeError(422, 'Must supply either tree.sha or tree.content');
  return { path, mode, content };
}

async function treeShape(context: ForgeContext, call: Call, sha: string, recursive: boolean): Promise<JsonObject> {
  const repository = call.get('repository');
  const entries = await readTree(bareOf(context, repository), sha, { recursive });
  const url = apiUrl(context, repository, `/git/trees/${sha}`);
  return { sha, url, tree: entries.map((entry) => entryShape(context, call, entry)), truncated: false };
}

function entryShape(context: ForgeContext, call: Call, entry: TreeEntry): JsonObject {
  const { size, ...rest } = entry;
  const url = apiUrl(context, call.get('repository'), `/git/${entry.type}s/${entry.sha}`);
  return size === undefined ? { ...rest, url } : { ...rest, size, url };
}

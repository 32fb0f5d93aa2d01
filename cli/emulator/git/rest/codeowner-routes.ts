import type { JsonObject } from '../../../model/json.ts';
import { findUser } from '../accounts.ts';
import type { ForgeContext } from '../context.ts';
import { bareOf } from '../context.ts';
import { notFound } from '../forge-error.ts';
import { readBlob, readTree } from '../objects.ts';
import { resolveCommit } from '../refs.ts';
import type { Call, RestApp } from './call.ts';
import { answer } from './call.ts';

/** Where GitHub looks for the file, in this order. */
const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** What is wrong in the repository's CODEOWNERS. Teams are not known here, so a team counts as one that is there. */
export function routeCodeowners(app: RestApp, context: ForgeContext): void {
  app.get('/repos/:owner/:repo/codeowners/errors', async (call) => {
    const found = await readCodeowners(context, call);
    if (!found) throw notFound();
    const lines = found.content.split('\n');
    return answer({ errors: lines.flatMap((line, index) => errorsOf(context, found.path, line, index + 1)) });
  });
}

async function readCodeowners(context: ForgeContext, call: Call): Promise<{ path: string; content: string } | undefined> {
  const repository = call.get('repository');
  const bare = bareOf(context, repository);
  const commit = await resolveCommit(bare, call.req.query('ref') ?? repository.defaultBranch);
  if (!commit) return undefined;
  for (const path of places) {
    const [entry] = await readTree(bare, commit, { path });
    const content = entry?.path === path ? await readBlob(bare, entry.sha) : undefined;
    if (content) return { path, content: content.toString('utf8') };
  }
  return undefined;
}

function errorsOf(context: ForgeContext, path: string, line: string, number: number): JsonObject[] {
  const [pattern, ...owners] = line.replace(/#.*/, '').trim().split(/\s+/);
  if (!pattern) return [];
  return owners.flatMap((owner): JsonObject[] => {
    const at = { line: number, column: line.indexOf(owner) + 1, source: line, path };
    if (!/^@[\w-]+(\/[\w.-]+)?$|^\S+@\S+\.\S+$/.test(owner))
      return [{ ...at, kind: 'Invalid owner', suggestion: null, message: `Invalid owner on line ${number}` }];
    const known = !owner.startsWith('@') || owner.includes('/') || findUser(context, owner.slice(1)) !== undefined;
    const said = `make sure ${owner} exists and has write access to the repository`;
    return known ? [] : [{ ...at, kind: 'Unknown owner', suggestion: said, message: `Unknown owner on line ${number}: ${said}` }];
  });
}

import { join } from 'node:path';
import { readTextFile } from '../disk/text-file.ts';
import { runGit } from '../git/plumbing.ts';
import type { Repository } from '../git/repository.ts';
import { readTreeAt } from '../git/trees.ts';
import type { Setup } from '../model/setup.ts';
import type { CommandContext } from './context.ts';

/** Workflows that `init` writes, by name of their file. */
export const shippedWorkflows: readonly string[] = ['check.yml', 'apply.yml', 'drift.yml'];

/** Where GitHub looks for CODEOWNERS; the first one counts (GitHub docs, "About code owners"). */
const ownerPlaces = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** Paths that must stay out of git: what a run keeps, and credentials. */
const ownPaths = ['.orgcast/journal', '.env'];

/** What a commit says about who owns what, and which of the workflows that this version ships it has. */
export async function readRepositoryFiles(context: CommandContext, git: Repository, commit: string): Promise<Pick<Setup, 'owners' | 'workflows'>> {
  const read = async (path: string): Promise<string | undefined> => (await readTreeAt(git, commit, path)).find((file) => file.path === path)?.text;
  const places = await Promise.all(ownerPlaces.map(async (path) => ({ path, text: await read(path) })));
  const owners = places.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]))[0];
  const workflows = shippedWorkflows.map(async (name) => {
    const path = `.github/workflows/${name}`;
    const text = await read(path);
    const same = text !== undefined && plain(text) === plain(readTextFile(join(context.world.root, path)) ?? '');
    return { path, state: text === undefined ? 'missing' : same ? 'same' : 'differs' } as const;
  });
  return { owners, workflows: await Promise.all(workflows) };
}

/** Line ends are git's business. */
function plain(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** Whether git ignores what must stay out of it (`git check-ignore`: 0 ignored, 1 not, else it cannot tell). */
export async function readIgnored(git: Repository): Promise<Setup['ignored']> {
  const results = await Promise.all(
    ownPaths.map(async (path) => ({ path, ...(await runGit(git, ['check-ignore', '--quiet', '--no-index', '--', path])) })),
  );
  const failed = results.find(({ code }) => code > 1);
  if (failed !== undefined) return { known: false, why: `git cannot tell: ${failed.stderr.trim()}` };
  return { known: true, value: results.map(({ path, code }) => ({ path, ignored: code === 0 })) };
}

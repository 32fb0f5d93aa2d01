import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isFile } from '../disk/read-tree.ts';
import { Failure } from '../model/failure.ts';
import type { CommandContext } from './context.ts';
import { policyFile } from './org-policy.ts';

/** Names of all environments of the repository, sorted. Failure `repo.none` when there is no `environments/` folder. */
export function listEnvironments(context: CommandContext): readonly string[] {
  const folder = join(context.repo, 'environments');
  let names: readonly string[];
  try {
    names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  } catch (error) {
    throw new Failure(`${context.repo} is no pipeline repository: it has no environments folder`, {
      code: 'repo.none',
      kind: 'invalid',
      place: context.repo,
      fix: 'Run "orgcast init" there, or name the repository with --repo.',
      cause: error,
    });
  }
  return names.filter((name) => isFile(join(folder, name, policyFile))).sort();
}

import type { BareRepository } from './run-git.ts';

/** git's name of the empty tree: what the first commit is compared with. */
export const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** One file that differs between two trees, with GitHub's word for how. */
export interface ChangedFile {
  readonly sha: string;
  readonly filename: string;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';
  readonly previous: string | undefined;
  readonly additions: number;
  readonly deletions: number;
}

const words = { A: 'added', D: 'removed', M: 'modified', R: 'renamed', C: 'copied', T: 'changed' } as const;

/** What differs between two trees or commits, renames found, sorted by path. */
export async function diffTrees(bare: BareRepository, from: string, to: string): Promise<ChangedFile[]> {
  const output = await bare.ask(['diff-tree', '-r', '-M', '-z', '--raw', '--numstat', '--no-abbrev', from, to]);
  const parts = output.split('\0').values();
  const files: Omit<ChangedFile, 'additions' | 'deletions'>[] = [];
  const counts = new Map<string, { additions: number; deletions: number }>();
  for (const part of parts) {
    if (part.startsWith(':')) files.push(readRaw(part, parts));
    else if (part !== '') readCount(part, parts, counts);
  }
  return files.map((file) => ({ ...file, ...(counts.get(file.filename) ?? { additions: 0, deletions: 0 }) }));
}

/** `--raw -z`: `:mode mode before after letter`, then the path, or the old and the new one of a rename. */
function readRaw(part: string, rest: Iterator<string>): Omit<ChangedFile, 'additions' | 'deletions'> {
  const [, , before = '', after = '', letter = ''] = part.split(' ');
  const status = words[letter.charAt(0) as keyof typeof words] ?? 'modified';
  const previous = status === 'renamed' || status === 'copied' ? nextOf(rest) : undefined;
  return { sha: status === 'removed' ? before : after, filename: nextOf(rest), status, previous };
}

/** `--numstat -z`: `added TAB removed TAB path`, or an empty path followed by the old and the new one; `-` counts stand for binary files. */
function readCount(part: string, rest: Iterator<string>, counts: Map<string, { additions: number; deletions: number }>): void {
  const [additions, deletions, path] = part.split('\t');
  if (!path) nextOf(rest);
  counts.set(path || nextOf(rest), { additions: Number(additions) || 0, deletions: Number(deletions) || 0 });
}

function nextOf(parts: Iterator<string>): string {
  return parts.next().value ?? '';
}

/** The best common ancestor of two commits, or undefined when their histories are unrelated. */
export async function mergeBase(bare: BareRepository, one: string, other: string): Promise<string | undefined> {
  const outcome = await bare.run(['merge-base', one, other]);
  return outcome.code === 0 ? outcome.stdout.toString().trim() : undefined;
}

/** What a branch changed since it left its base: the three-dot difference that pull requests show. */
export async function diffSince(bare: BareRepository, base: string, head: string): Promise<ChangedFile[]> {
  return diffTrees(bare, (await mergeBase(bare, base, head)) ?? emptyTree, head);
}

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
  const outcome = await bare.ask(['diff-tree', '-r', '-M', '-z', '--raw', '--numstat', '--no-abbrev', from, to]);
  const parts = outcome.split('\0').filter((part, index, all) => part !== '' || index < all.length - 1);
  const files: Omit<ChangedFile, 'additions' | 'deletions'>[] = [];
  let at = 0;
  for (; parts[at]?.startsWith(':'); at += 1) {
    const [, , before = '', after = '', letter = ''] = (parts[at] ?? '').split(' ');
    const status = words[letter.charAt(0) as keyof typeof words] ?? 'modified';
    const moved = status === 'renamed' || status === 'copied';
    const previous = moved ? parts[(at += 1)] : undefined;
    files.push({ sha: status === 'removed' ? before : after, filename: parts[(at += 1)] ?? '', status, previous });
  }
  const counts = readCounts(parts.slice(at));
  return files.map((file) => ({ ...file, ...(counts.get(file.filename) ?? { additions: 0, deletions: 0 }) }));
}

/** `--numstat -z`: `added TAB removed TAB path`, or an empty path followed by the old and the new one; `-` counts stand for binary files. */
function readCounts(parts: readonly string[]): Map<string, { additions: number; deletions: number }> {
  const counts = new Map<string, { additions: number; deletions: number }>();
  for (let at = 0; at < parts.length; at += 1) {
    const [additions, deletions, path] = (parts[at] ?? '').split('\t');
    const filename = path || parts[(at += 2)] || '';
    counts.set(filename, { additions: Number(additions) || 0, deletions: Number(deletions) || 0 });
  }
  return counts;
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

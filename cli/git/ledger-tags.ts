import { readGit } from './plumbing.ts';
import type { Repository } from './repository.ts';

/** A tag of the ledger as a clone has it, with the texts of some of its files. */
export interface LedgerTag {
  /** name of the record, without `refs/tags/orgcast/` */
  readonly name: string;
  readonly commit: string;
  /** first line of the commit's message: `orgcast: <name>` as it was published */
  readonly subject: string;
  /** path → text, of the files that were asked for and are there */
  readonly files: ReadonlyMap<string, string>;
}

const prefix = 'refs/tags/orgcast/';

/** Longest text that is read; the ledger's own are far shorter. */
const longestFile = 64 * 1024 * 1024;

/** All records of the ledger in a clone, without the forge and without checking anything out. `filesOf` says which files of a record are wanted. Sorted by name. */
export async function readLedgerTags(repository: Repository, filesOf: (name: string) => readonly string[]): Promise<readonly LedgerTag[]> {
  const listing = await readGit(repository, ['for-each-ref', '--format=%(objecttype) %(objectname) %(refname)', prefix]);
  const tags = listing.toString('utf8').split('\n').slice(0, -1).map(parseTag);
  const wanted = tags.map(({ name, commit }) => [commit, ...filesOf(name).map((path) => `${commit}:${path}`)]);
  const texts = await readObjects(repository, wanted.flat());
  let next = 0;
  return tags.map(({ name, commit }) => {
    const paths = filesOf(name);
    const own = texts.slice(next, next + paths.length + 1);
    next += own.length;
    const files = paths.flatMap((path, index) => (own[index + 1] === undefined ? [] : [[path, own[index + 1] ?? ''] as const]));
    return { name, commit, subject: subjectOf(own[0] ?? ''), files: new Map(files) };
  });
}

function parseTag(line: string): { name: string; commit: string } {
  const [, commit = '', ref = ''] = line.split(' ');
  return { name: ref.slice(prefix.length), commit };
}

function subjectOf(commit: string): string {
  const end = commit.indexOf('\n\n');
  return end < 0 ? '' : (commit.slice(end + 2).split('\n')[0] ?? '');
}

/** The texts of objects, undefined for what is not there, neither a commit nor a file, or too long. Two processes, however many there are. */
async function readObjects(repository: Repository, names: readonly string[]): Promise<readonly (string | undefined)[]> {
  const sizes = (await readGit(repository, ['cat-file', '--batch-check'], names.map((name) => `${name}\n`).join(''))).toString('utf8').split('\n');
  const found = names.map((_name, index) => {
    const [object = '', type = '', size = ''] = (sizes[index] ?? '').split(' ');
    return (type === 'commit' || type === 'blob') && Number(size) <= longestFile ? object : undefined;
  });
  const objects = [...new Set(found.filter((object) => object !== undefined))];
  const contents = splitBatch(await readGit(repository, ['cat-file', '--batch'], objects.map((object) => `${object}\n`).join('')));
  const texts = new Map(objects.map((object, index) => [object, contents[index]?.toString('utf8')]));
  return found.map((object) => (object === undefined ? undefined : texts.get(object)));
}

/** Splits the output of `cat-file --batch`: for each object a line that ends in its size, its bytes, a line feed. */
function splitBatch(output: Buffer): Buffer[] {
  const contents: Buffer[] = [];
  for (let offset = 0; offset < output.length; ) {
    const start = output.indexOf(0x0a, offset) + 1;
    const size = Number(
      output
        .toString('latin1', offset, start - 1)
        .split(' ')
        .at(-1),
    );
    contents.push(output.subarray(start, start + size));
    offset = start + size + 1;
  }
  return contents;
}

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';

/** One entry of a tree object, exactly as it will stand there: git's own commands would refuse many of them. */
export interface RawEntry {
  readonly mode: string;
  readonly name: Buffer;
  readonly object: string;
}

/** Writes objects into a repository as loose files, whatever git thinks of them. Answers their ids. */
export interface ObjectWriter {
  blob(content: Buffer): string;
  tree(entries: readonly RawEntry[]): string;
  commit(tree: string, parents: readonly string[], message?: string): string;
}

/** A writer for the repository with that git folder (`.git`, or a bare one). */
export function openObjectWriter(gitDir: string): ObjectWriter {
  const write = (type: string, body: Buffer): string => {
    const whole = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body]);
    const id = createHash('sha1').update(whole).digest('hex');
    const path = join(gitDir, 'objects', id.slice(0, 2), id.slice(2));
    if (existsSync(path)) return id;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, deflateSync(whole, { level: 1 }));
    return id;
  };
  return {
    blob: (content) => write('blob', content),
    tree: (entries) => write('tree', Buffer.concat(entries.map(formatEntry))),
    commit: (tree, parents, message = 'fuzz') => {
      const who = 'Mallory <mallory@example.org> 1790000000 +0000';
      const lines = [`tree ${tree}`, ...parents.map((parent) => `parent ${parent}`), `author ${who}`, `committer ${who}`, '', message, ''];
      return write('commit', Buffer.from(lines.join('\n')));
    },
  };
}

function formatEntry({ mode, name, object }: RawEntry): Buffer {
  return Buffer.concat([Buffer.from(`${mode} `), name, Buffer.from([0]), Buffer.from(object, 'hex')]);
}

/** A file or folder of a tree to be written. */
export interface Leaf {
  readonly name: Buffer;
  readonly mode: string;
  readonly content: Buffer | readonly Leaf[] | { readonly object: string };
}

/** A plain file. */
export function fileLeaf(name: string | Buffer, content: string | Buffer, mode = '100644'): Leaf {
  return { name: Buffer.from(name as string), mode, content: Buffer.from(content as string) };
}

/** A folder. */
export function folderLeaf(name: string | Buffer, leaves: readonly Leaf[]): Leaf {
  return { name: Buffer.from(name as string), mode: '40000', content: leaves };
}

/** Files by path as the leaves of a folder. */
export function leavesOf(files: ReadonlyMap<string, string>): readonly Leaf[] {
  const folders = new Map<string, Map<string, string>>();
  const leaves: Leaf[] = [];
  for (const [path, text] of files) {
    const [first = '', ...rest] = path.split('/');
    if (rest.length === 0) leaves.push(fileLeaf(first, text));
    else folders.set(first, (folders.get(first) ?? new Map<string, string>()).set(rest.join('/'), text));
  }
  for (const [name, inner] of folders) leaves.push(folderLeaf(name, leavesOf(inner)));
  return leaves;
}

/** Writes a folder with all below it, its entries in git's order unless they are to stay as they are. */
export function writeLeaves(writer: ObjectWriter, leaves: readonly Leaf[], sorted = true): string {
  const entries = leaves.map(({ name, mode, content }) => ({ name, mode, object: writeContent(writer, content, sorted) }));
  return writer.tree(sorted ? entries.sort((a, b) => Buffer.compare(sortKey(a), sortKey(b))) : entries);
}

function writeContent(writer: ObjectWriter, content: Leaf['content'], sorted: boolean): string {
  if (Buffer.isBuffer(content)) return writer.blob(content);
  return 'object' in content ? content.object : writeLeaves(writer, content as readonly Leaf[], sorted);
}

/** git sorts a folder as if its name ended in a slash. */
function sortKey({ mode, name }: RawEntry): Buffer {
  return mode === '40000' ? Buffer.concat([name, Buffer.from('/')]) : name;
}

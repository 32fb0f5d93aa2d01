import type { Kind } from '../kinds/kind.ts';
import { isOnlyOne, onlyKey } from '../kinds/kind.ts';
import type { Element, Ref } from '../model/element.ts';
import { moduleOfKey, nameOfKey, refOf } from '../model/element.ts';
import { Failure } from '../model/failure.ts';
import { decodeName, encodeName, encodeWithHash, foldPath } from './file-name.ts';

/** What a path within an environment says of the elements in the file. */
export interface PathMatch {
  readonly kind: Kind;
  /** empty for kinds of the org */
  readonly module: string;
  /** key of the one element in the file; undefined for a file of many elements, and for a name that was cut (`hash` then tells which it must be) */
  readonly key: string | undefined;
  readonly hash: string | undefined;
}

/** Path of the file that holds an element, relative to the environment's folder, as long as no other name collides with it (see `assignPaths`). */
export function pathOf(kind: Kind, key: string): string {
  return fillPattern(kind, key, encodeName, encodeName);
}

/** The kind whose pattern a path fits, and the key where the path tells it; undefined when it fits none or is not written as we write it. */
export function keyOfPath(kinds: readonly Kind[], path: string): PathMatch | undefined {
  for (const kind of kinds) {
    const match = matchPattern(kind, path);
    if (match !== undefined) return match;
  }
  return undefined;
}

/**
 * Path of every element's file. Names of one folder that differ only by case, and would be one file on many disks, all get `~` and a hash.
 * Throws a `Failure` when two elements would still share a file, which takes names made for that purpose.
 */
export function assignPaths(kinds: readonly Kind[], elements: Iterable<Element>): ReadonlyMap<Ref, string> {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  const all = [...elements].flatMap((element) => {
    const kind = byName.get(element.kind);
    return kind === undefined ? [] : [{ kind, key: element.key }];
  });
  const folders = findCollisions(new Set(all.map(({ kind, key }) => folderName(kind, key))));
  const paths = findCollisions(new Set(all.map(({ kind, key }) => pathOf(kind, key))));
  const assigned = new Map<Ref, string>();
  for (const { kind, key } of all) {
    const folder = folders.has(folderName(kind, key)) ? encodeWithHash : encodeName;
    const file = paths.has(pathOf(kind, key)) ? encodeWithHash : encodeName;
    assigned.set(refOf(kind.name, key), fillPattern(kind, key, folder, file));
  }
  refuseSharedFiles(all, assigned);
  return assigned;
}

/** Places where an export may have left an element's file before a name that collides with its own came or went. */
export function otherPathsOf(kind: Kind, key: string): readonly string[] {
  const encoders = [encodeName, encodeWithHash];
  return encoders.flatMap((folder) => encoders.map((file) => fillPattern(kind, key, folder, file)));
}

/** Key of an element of a kind from its module and its name within the module or the org. */
export function keyOf(kind: Kind, module: string, name: string): string {
  return kind.scope === 'org' ? name : `${module}${kind.separator}${name}`;
}

/** The part of a key that stands in the file's name or, in a file of many elements, before each of them. */
export function nameInFile(kind: Kind, key: string): string {
  return kind.scope === 'org' ? key : nameOfKey(key);
}

/** Part of a kind's file name that stands for an element's name, within a path that fits the kind; undefined when the file's name is fixed. */
export function namePart(kind: Kind, path: string): string | undefined {
  return matchSlots(kind.file.pattern, path)?.file;
}

/** What stands in the pattern's folder: the module, or the element itself where it has a folder of its own; empty when the folders are fixed. */
function folderName(kind: Kind, key: string): string {
  if (kind.file.pattern.includes('{module}')) return moduleOfKey(key);
  return kind.file.pattern.includes('{name}/') ? key : '';
}

// A folder's name is an api name, which is short, and must always be readable from the path, so it is never cut.
function fillPattern(kind: Kind, key: string, folder: typeof encodeName, file: typeof encodeName): string {
  return kind.file.pattern.replace(/\{(?:module|name)\}(\/?)/g, (_slot, slash: string) =>
    slash === '/' ? `${folder(folderName(kind, key), Number.POSITIVE_INFINITY)}/` : file(nameInFile(kind, key)),
  );
}

function matchPattern(kind: Kind, path: string): PathMatch | undefined {
  const slots = matchSlots(kind.file.pattern, path);
  if (slots === undefined) return undefined;
  if (isOnlyOne(kind)) return { kind, module: '', key: onlyKey, hash: undefined };
  const folder = slots.folder === undefined ? { name: '' } : decodeName(slots.folder, Number.POSITIVE_INFINITY);
  if (folder?.name === undefined) return undefined;
  const module = kind.scope === 'module' ? folder.name : '';
  if (slots.file === undefined) return { kind, module, key: kind.file.holds === 'one' ? folder.name : undefined, hash: undefined };
  const file = decodeName(slots.file);
  if (file === undefined) return undefined;
  return { kind, module, key: file.name === undefined ? undefined : keyOf(kind, module, file.name), hash: file.hash };
}

interface Slots {
  folder?: string;
  file?: string;
}

function matchSlots(pattern: string, path: string): Slots | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const slots: Slots = {};
  for (const [at, part] of wanted.entries()) {
    const text = given[at] ?? '';
    const [whole, before = '', after = ''] = /^(.*?)\{(?:module|name)\}(.*)$/.exec(part) ?? [];
    if (whole === undefined) {
      if (part !== text) return undefined;
    } else {
      if (!text.startsWith(before) || !text.endsWith(after) || text.length <= before.length + after.length) return undefined;
      slots[at < wanted.length - 1 ? 'folder' : 'file'] = text.slice(before.length, text.length - after.length);
    }
  }
  return slots;
}

function findCollisions(names: ReadonlySet<string>): ReadonlySet<string> {
  const groups = Map.groupBy(names, foldPath);
  return new Set([...groups.values()].filter((group) => group.length > 1).flat());
}

function refuseSharedFiles(all: readonly { kind: Kind; key: string }[], assigned: ReadonlyMap<Ref, string>): void {
  const taken = new Map<string, Ref>();
  for (const { kind, key } of all) {
    if (kind.file.holds === 'map') continue;
    const ref = refOf(kind.name, key);
    const path = foldPath(assigned.get(ref) ?? '');
    const other = taken.get(path);
    if (other !== undefined) {
      throw new Failure(`${ref} and ${other} would be one file: ${path}.`, {
        code: 'file.collision',
        kind: 'invalid',
        place: path,
        fix: 'Rename one of them in the CRM.',
      });
    }
    taken.set(path, ref);
  }
}

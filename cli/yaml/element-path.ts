import type { Kind } from '../kinds/kind.ts';
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
  return fillPattern(kind, encodeModule(kind, key, encodeName), encodeName(nameInPath(kind, key)));
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
  const modules = findCollisions(new Set(all.filter(({ kind }) => kind.scope === 'module').map(({ key }) => moduleOfKey(key))));
  const paths = findCollisions(new Set(all.map(({ kind, key }) => pathOf(kind, key))));
  const assigned = new Map<Ref, string>();
  for (const { kind, key } of all) {
    const collides = kind.file.holds === 'one' && kind.file.pattern.includes('{name}') && paths.has(pathOf(kind, key));
    const module = encodeModule(kind, key, modules.has(moduleOfKey(key)) ? encodeWithHash : encodeName);
    assigned.set(refOf(kind.name, key), fillPattern(kind, module, (collides ? encodeWithHash : encodeName)(nameInPath(kind, key))));
  }
  refuseSharedFiles(all, assigned);
  return assigned;
}

/** Other places where an export may have left an element's file before a name that collides came or went. */
export function otherPathsOf(kind: Kind, key: string): readonly string[] {
  const name = nameInPath(kind, key);
  return [encodeName, encodeWithHash].flatMap((module) =>
    [encodeName, encodeWithHash].map((encode) => fillPattern(kind, encodeModule(kind, key, module), encode(name))),
  );
}

/** Key of an element of a kind from its module and its name within the module or the org. */
export function keyOf(kind: Kind, module: string, name: string): string {
  return kind.scope === 'org' ? name : `${module}${kind.separator}${name}`;
}

/** The part of a key that stands in the file's name or, in a file of many elements, before each of them. */
export function nameInFile(kind: Kind, key: string): string {
  return kind.scope === 'org' ? key : nameOfKey(key);
}

function nameInPath(kind: Kind, key: string): string {
  return kind.file.pattern.includes('{name}') ? nameInFile(kind, key) : '';
}

// A module's api name is short and must always be readable from the path, so it is never cut.
function encodeModule(kind: Kind, key: string, encode: typeof encodeName): string {
  return kind.scope === 'module' ? encode(moduleOfKey(key), Number.POSITIVE_INFINITY) : '';
}

function fillPattern(kind: Kind, module: string, name: string): string {
  return kind.file.pattern.replace(/\{(module|name)\}/g, (_all, slot) => (slot === 'module' ? module : name));
}

function matchPattern(kind: Kind, path: string): PathMatch | undefined {
  const slots = matchSlots(kind.file.pattern, path);
  if (slots === undefined) return undefined;
  const module = slots.module === undefined ? { name: '' } : decodeName(slots.module, Number.POSITIVE_INFINITY);
  if (module?.name === undefined) return undefined;
  if (slots.name === undefined) return { kind, module: module.name, key: kind.file.holds === 'one' ? module.name : undefined, hash: undefined };
  const name = decodeName(slots.name);
  if (name === undefined) return undefined;
  return { kind, module: module.name, key: name.name === undefined ? undefined : keyOf(kind, module.name, name.name), hash: name.hash };
}

function matchSlots(pattern: string, path: string): { module?: string; name?: string } | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const slots: { module?: string; name?: string } = {};
  for (const [at, part] of wanted.entries()) {
    const text = given[at] ?? '';
    const [, before = '', slot, after = ''] = /^(.*?)\{(module|name)\}(.*)$/.exec(part) ?? [];
    if (slot === undefined) {
      if (part !== text) return undefined;
    } else {
      if (!text.startsWith(before) || !text.endsWith(after) || text.length <= before.length + after.length) return undefined;
      slots[slot === 'module' ? 'module' : 'name'] = text.slice(before.length, text.length - after.length);
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

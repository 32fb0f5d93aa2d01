import type { Kind } from '../kinds/kind.ts';
import type { Finding } from '../model/finding.ts';
import type { JsonObject } from '../model/json.ts';

/** An element's attributes without the texts that stand beside its file, and those texts by path. */
export interface TakenApart {
  readonly attributes: JsonObject;
  readonly texts: ReadonlyMap<string, string>;
}

/** Path of the file beside an element's own that holds an attribute's text. */
function besidePath(path: string, ending: string): string {
  return `${path.replace(/\.yaml$/, '')}.${ending}`;
}

/** Attributes of a kind that have files of their own, with the path each has beside the element's file. */
export function listBeside(kind: Kind, path: string): readonly (readonly [attribute: string, path: string])[] {
  return Object.entries(kind.file.beside ?? {}).map(([attribute, ending]) => [attribute, besidePath(path, ending)]);
}

/**
 * Takes the texts out that stand in files beside an element's own. A text that a file could not give back exactly (carriage returns, which git may change, and
 * what is no Unicode) stays among the attributes.
 */
export function takeApart(kind: Kind, path: string, attributes: JsonObject): TakenApart {
  const texts = new Map<string, string>();
  const left = { ...attributes };
  for (const [attribute, file] of listBeside(kind, path)) {
    const text = attributes[attribute];
    if (typeof text !== 'string' || !text.isWellFormed() || /[\r\0\ufeff]/.test(text)) continue;
    texts.set(file, text);
    delete left[attribute];
  }
  return { attributes: left, texts };
}

/** The element's path that a file stands beside, and its kind; undefined for a path of no such file. */
export function ownerOf(
  kinds: readonly Kind[],
  path: string,
  isOwner: (kind: Kind, path: string) => boolean,
): { kind: Kind; path: string } | undefined {
  for (const kind of kinds) {
    for (const ending of Object.values(kind.file.beside ?? {})) {
      const owner = `${path.slice(0, -ending.length)}yaml`;
      if (path.endsWith(`.${ending}`) && isOwner(kind, owner)) return { kind, path: owner };
    }
  }
  return undefined;
}

/** The finding for a text whose element's file is not there, so that nobody knows what it belongs to. */
export function describeLonely(file: string, owner: string): Finding {
  return {
    code: 'file.beside',
    severity: 'error',
    message: `${file} belongs to an element whose file ${owner} is not there.`,
    fix: 'Write that file too, or remove this one.',
    file,
    line: 1,
    column: 1,
  };
}

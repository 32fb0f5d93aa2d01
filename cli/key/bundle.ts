import { digestText, digestValue } from '../model/canonical.ts';
import { environmentFolder, requestPath } from '../model/request.ts';

/**
 * True for a path that belongs to a target's bundle: all of `environments/<target>/` but the policy (`org.yaml`), the generated keys of
 * the org's own (`identities.yaml`) and the request itself.
 */
export function isBundlePath(target: string, path: string): boolean {
  const folder = `${environmentFolder(target)}/`;
  return path.startsWith(folder) && path !== requestPath(target) && !isPolicyPath(target, path);
}

/** True for the files of an environment that a request may never touch. */
export function isPolicyPath(target: string, path: string): boolean {
  const folder = environmentFolder(target);
  return path === `${folder}/org.yaml` || path === `${folder}/identities.yaml`;
}

/** The files of a tree that make a target's bundle: path in the repository → text. */
export function bundleOf(target: string, entries: Iterable<{ readonly path: string; readonly text: string }>): ReadonlyMap<string, string> {
  const bundle = new Map<string, string>();
  for (const { path, text } of entries) if (isBundlePath(target, path)) bundle.set(path, text);
  return bundle;
}

/** Digest of a bundle: of the list of its [path, digest of the text], sorted by path. Equal for equal files in any order. */
export function bundleDigest(files: ReadonlyMap<string, string>): string {
  const list = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, text]) => [path, digestText(text)]);
  return digestValue(list);
}

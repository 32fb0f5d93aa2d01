/** The object name that git writes for "no object": a ref that is to be created or was deleted. */
export const noObject = '0'.repeat(40);

/** True for a full SHA-1 object name in lower-case hexadecimal. */
export function isObjectName(value: string): boolean {
  return /^[0-9a-f]{40}$/.test(value);
}

const forbidden = /\.\.|@\{|\/\/|\/\.|\.lock(\/|$)|[\p{Cc} ~^:?*[\\]/u;

/** True for a well-formed full ref name (`refs/…`), by the rules of git-check-ref-format, so that no revision syntax reaches git. */
export function isRefName(name: string): boolean {
  const [top, category, leaf] = name.split('/', 3);
  return top === 'refs' && Boolean(category) && Boolean(leaf) && !/[/.]$/.test(name) && !/^refs\/\./.test(name) && !forbidden.test(name);
}

/** Owners of a path by a CODEOWNERS file: those of the last line that matches; none where no line does, or where that line names none. */
export function ownersOf(text: string, path: string): readonly string[] {
  const lines = text.split('\n').flatMap((line) => {
    const [pattern, ...owners] = line
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/\s+/);
    return pattern === undefined || pattern === '' ? [] : [{ pattern, owners }];
  });
  return lines.findLast(({ pattern }) => matches(pattern, path))?.owners ?? [];
}

/**
 * Patterns are those of gitignore without `!` and `[ ]` (GitHub docs, "About code owners"): a slash at the beginning or within ties them to the root, a name
 * matches with all below it, and `*` as the last part matches what lies directly in a folder.
 */
function matches(pattern: string, path: string): boolean {
  const rooted = pattern.replace(/\/$/, '').includes('/');
  const body = pattern.replace(/^\//, '').replace(/\/$/, '');
  const source = body
    .split(/(\*\*\/|\/\*\*$|\*\*|\*|\?)/)
    .map((part) => {
      if (part === '**/') return '(?:.+/)?';
      if (part === '/**') return '/.+';
      if (part === '**') return '.*';
      if (part === '*') return '[^/]*';
      return part === '?' ? '[^/]' : part.replace(/[.[\](){}^$|+\\]/g, '\\$&');
    })
    .join('');
  const below = pattern.endsWith('/') ? '/.+' : body.includes('/') && body.endsWith('*') ? '' : '(?:/.+)?';
  return new RegExp(`^${rooted ? '' : '(?:.+/)?'}${source}${below}$`).test(path);
}

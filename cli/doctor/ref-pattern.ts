import type { RulesetFacts } from '../model/setup.ts';

/** True when a ruleset's conditions include a tag, by its whole ref name. */
export function includesTag({ include, exclude }: Pick<RulesetFacts, 'include' | 'exclude'>, ref: string): boolean {
  return include.some((pattern) => matchesRef(pattern, ref)) && !exclude.some((pattern) => matchesRef(pattern, ref));
}

/**
 * Whether a pattern of a ruleset matches a tag. GitHub uses Ruby's `File.fnmatch` with FNM_PATHNAME (GitHub docs, "Creating rulesets"): `*` does not match
 * a slash, and `**` crosses slashes only where a slash follows it, so that `orgcast/**` covers one level and with a further `/*` covers all of them.
 */
export function matchesRef(pattern: string, ref: string): boolean {
  if (pattern === '~ALL') return true;
  if (pattern === '~DEFAULT_BRANCH') return false;
  const parts = pattern.split(/(\*\*\/|\*+|\?|\[[^\]]+\])/);
  const source = parts.map((part) => {
    if (part === '**/') return '(?:[^/]+/)*';
    if (part.startsWith('*')) return '[^/]*';
    if (part === '?') return '[^/]';
    return /^\[.+\]$/.test(part) ? part.replace(/^\[!/, '[^') : part.replace(/[.[\](){}^$|+\\]/g, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`).test(ref);
}

import type { Kind } from '../kinds/kind.ts';
import type { Finding, Place } from '../model/finding.ts';

// Files in an environment's root that hold no elements, and notes for people.
const ignored = /^(?:org\.yaml|request\.json|identities\.yaml|moved\.yaml)$|(?:^|\/)\.[^/]+$|\.md$/;

/** True for files of an environment that hold no elements by design: its policy, the request, renames, notes and dot files. */
export function isIgnored(path: string): boolean {
  return ignored.test(path);
}

/** The finding for a file that belongs to no kind, with the patterns that its path is most like. */
export function describeUnknown(file: string, path: string, kinds: readonly Kind[]): Finding {
  const near = nearPatterns(path, kinds);
  const renamed = path.replace(/\.(?:yml|json)$/i, '.yaml');
  const hint = renamed === path ? 'Move or rename it' : `Name it ${cutPath(renamed)}`;
  return {
    code: 'file.unknown',
    severity: 'error',
    file,
    line: 1,
    column: 1,
    message: `No kind keeps elements in ${cutPath(path)}. Near patterns: ${near.join(', ')}.`,
    fix: `${hint}, or remove it; names hold letters as they are, and what a file system reserves as %XX.`,
  };
}

/** A path as a message repeats it: a git tree may hold names of any length. */
function cutPath(path: string): string {
  return path.length > 500 ? `${path.slice(0, 500)}…` : path;
}

/** The finding for a file whose cut name is not confirmed by its text. */
export function describeMisnamed(kind: Kind, place: Place): Finding {
  return {
    code: 'file.name',
    severity: 'error',
    message: `The file's name ends in the hash of a name that the file does not state.`,
    fix: `Name the file after its ${kind.title.en.toLowerCase()}, or state the whole name as \`${kind.identity}\`.`,
    ...place,
  };
}

function nearPatterns(path: string, kinds: readonly Kind[]): readonly string[] {
  const given = path.toLowerCase().split('/');
  const patterns = [...new Set(kinds.map((kind) => kind.file.pattern))];
  const scored = patterns.map((pattern) => ({ pattern, score: likeness(given, pattern.toLowerCase().split('/')) }));
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ pattern }) => pattern);
}

/** How many parts agree, those that are the same in every file for more than those that may be anything, and whether the file's own name does. */
function likeness(given: readonly string[], wanted: readonly string[]): number {
  const agreeing = wanted.map((part, at): number => (part.includes('{') ? 1 : isAlike(part, given[at] ?? '') ? 2 : 0));
  const sameName = isAlike(stem(given.at(-1) ?? ''), stem(wanted.at(-1) ?? ''));
  return agreeing.reduce((sum, points) => sum + points, 0) - Math.abs(given.length - wanted.length) + (sameName ? 3 : 0);
}

/** The same word, or one of it and more of it. */
function isAlike(one: string, other: string): boolean {
  return one === other || `${one}s` === other || one === `${other}s`;
}

function stem(name: string): string {
  return name.replace(/\.\w+$/, '');
}

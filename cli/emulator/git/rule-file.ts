import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from '../../model/json.ts';
import type { Ruleset } from './records.ts';

/** Name of the file beside the hooks that tells them the rules in force. */
export const ruleFile = 'orgcast-rules';

/** Rules that concern the move of a ref; others (checks, signatures …) are kept and shown without being enforced here. */
const enforced = ['creation', 'update', 'deletion', 'non_fast_forward', 'pull_request'];

/** Writes the rules in force, one a line: type, the extended regular expression of the refs, that of the refs left out or `-`. */
export function writeRuleFile(dir: string, rulesets: readonly Ruleset[], defaultBranch: string): void {
  const lines = rulesets.flatMap((ruleset) => linesOf(ruleset, defaultBranch));
  const file = join(dir, ruleFile);
  writeFileSync(`${file}.new`, lines.map((line) => `${line}\n`).join(''));
  renameSync(`${file}.new`, file); // a hook that runs meanwhile reads the old rules or the new ones
}

function linesOf({ target, enforcement, include, exclude, rules }: Ruleset, defaultBranch: string): string[] {
  if (enforcement !== 'active' || include.length === 0) return [];
  const expression = (patterns: readonly string[]): string =>
    patterns.length === 0 ? '-' : `^(${patterns.map((pattern) => expressionOf(pattern, target, defaultBranch)).join('|')})$`;
  const types = rules.map((rule) => text(rule, 'type') ?? '').filter((type) => enforced.includes(type));
  return types.map((type) => `${type} ${expression(include)} ${expression(exclude)}`);
}

/** True when a branch or tag, by its whole ref name, is one of a ruleset's. */
export function concerns(ruleset: Ruleset, ref: string, defaultBranch: string): boolean {
  const matches = (pattern: string): boolean => new RegExp(`^${expressionOf(pattern, ruleset.target, defaultBranch)}$`).test(ref);
  return ruleset.include.some(matches) && !ruleset.exclude.some(matches);
}

/**
 * A condition as a regular expression. GitHub matches with Ruby's `File.fnmatch` and FNM_PATHNAME: `*` stays within one part of the name, and `**` crosses
 * slashes only where a slash follows it ("Creating rulesets", GitHub docs).
 */
function expressionOf(pattern: string, target: Ruleset['target'], defaultBranch: string): string {
  if (pattern === '~ALL') return target === 'tag' ? 'refs/tags/.*' : 'refs/heads/.*';
  if (pattern === '~DEFAULT_BRANCH') return escapeLiteral(`refs/heads/${defaultBranch}`);
  return pattern
    .split(/(\*\*\/|\*+|\?)/)
    .map((part) => (part === '**/' ? '([^/]+/)*' : part.startsWith('*') ? '[^/]*' : part === '?' ? '[^/]' : escapeLiteral(part)))
    .join('');
}

function escapeLiteral(literal: string): string {
  return literal.replace(/[.[\](){}^$|+\\]/g, '\\$&');
}

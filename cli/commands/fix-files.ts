import { join } from 'node:path';
import { writeTextFileAtomic } from '../disk/text-file.ts';
import { kinds } from '../kinds/catalog.gen.ts';
import type { Finding, FindingEdit, Replacement } from '../model/finding.ts';
import { environmentFolder } from '../model/request.ts';
import { keyOfPath } from '../yaml/element-path.ts';
import { fixDocument, locateFixes } from '../yaml/fix-document.ts';
import type { CommandContext } from './context.ts';
import type { Environment } from './environment.ts';
import { elementFiles, loadEnvironment, schemaLine } from './environment.ts';

/** Fixes may bring others within reach, such as a state that a transition leads to; this many rounds are more than any file needs. */
const mostRounds = 50;

/** What fixing an environment's files did. */
export interface FixedFiles {
  /** findings that are fixed, at the places where they were */
  readonly fixed: readonly Finding[];
  /** files with corrections that could not be written into their text; nothing of them was changed */
  readonly refused: readonly string[];
}

/**
 * Writes the corrections of findings into an environment's files, each file at once or not at all, and again for what is found then, until nothing is left to
 * correct. `find` gives the findings of the files as they are. Files that cannot be read are left alone.
 */
export function fixFiles(context: CommandContext, name: string, find: (environment: Environment) => readonly Finding[]): FixedFiles {
  const fixed: Finding[] = [];
  const refused = new Set<string>();
  for (let round = 0; round < mostRounds; round += 1) {
    const environment = loadEnvironment(context, name);
    const found = [...find(environment), ...findMissingSchemaLines(context, environment)].filter(
      ({ edit }) => edit !== undefined && !refused.has(edit.file),
    );
    if (found.length === 0) break;
    for (const [file, findings] of Map.groupBy(found, ({ edit }) => edit?.file ?? '')) {
      const made = fixFile(context, environment, file, findings);
      if (made.length === 0) refused.add(file);
      fixed.push(...made);
    }
  }
  return { fixed, refused: [...refused] };
}

function fixFile(context: CommandContext, environment: Environment, file: string, findings: readonly Finding[]): readonly Finding[] {
  const text = environment.files.get(pathIn(environment, file));
  const result = text === undefined ? undefined : fixDocument(text, editsOf(findings));
  if (result === undefined || result.text === text) return [];
  writeTextFileAtomic(join(context.repo, file), result.text);
  return findings.filter(({ edit }) => edit !== undefined && result.made.includes(edit));
}

/** What the corrections of findings replace in the files. */
export function locateReplacements(environment: Environment, findings: readonly Finding[]): ReadonlyMap<Finding, Replacement> {
  const located = new Map<Finding, Replacement>();
  const correctable = findings.filter(({ edit }) => edit !== undefined);
  for (const [file, group] of Map.groupBy(correctable, ({ edit }) => edit?.file ?? '')) {
    const text = environment.files.get(pathIn(environment, file));
    if (text === undefined) continue;
    for (const [index, replacement] of locateFixes(file, text, editsOf(group)).entries()) {
      const finding = group[index];
      if (finding !== undefined && replacement !== undefined) located.set(finding, replacement);
    }
  }
  return located;
}

function editsOf(findings: readonly Finding[]): readonly FindingEdit[] {
  return findings.flatMap(({ edit }) => edit ?? []);
}

function pathIn(environment: Environment, file: string): string {
  return file.slice(environmentFolder(environment.name).length + 1);
}

/** Notes on files that do not tell editors their schema. Only `--fix` minds: nothing else depends on that line. */
function findMissingSchemaLines(context: CommandContext, environment: Environment): readonly Finding[] {
  const message = context.text.lang === 'ja' ? 'スキーマを示す行がありません。' : 'The file does not tell editors its schema.';
  return [...elementFiles(environment.files)].flatMap(([path, text]): readonly Finding[] => {
    const kind = keyOfPath(kinds, path)?.kind;
    if (kind === undefined || text.includes('# yaml-language-server:')) return [];
    const file = `${environmentFolder(environment.name)}/${path}`;
    const edit: FindingEdit = { file, path: [], what: 'head', line: schemaLine(kind, path) };
    return [{ code: 'file.schema-line', severity: 'note', message, file, line: 1, column: 1, edit }];
  });
}

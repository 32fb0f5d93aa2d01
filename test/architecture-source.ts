import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A source file as parsed, by its path below the root with forward slashes. */
export interface Source {
  readonly path: string;
  readonly tree: ts.SourceFile;
  readonly lines: number;
}

/** Size of one function with a body of statements; an arrow that is one expression counts as part of what surrounds it. */
export interface FunctionSize {
  readonly place: string;
  readonly lines: number;
}

/** All hand-written TypeScript below `folder`, in order of path. */
export function readSources(root: string, folder: string): Source[] {
  const paths = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  const written = paths.map((path) => `${folder}/${path.replaceAll('\\', '/')}`).filter((path) => path.endsWith('.ts') && !path.includes('.gen.'));
  return written.sort().map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')));
}

/** Parses one file; `lines` counts line feeds. */
export function parseSource(path: string, text: string): Source {
  return { path, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true), lines: text.split('\n').length - 1 };
}

/** Sizes of the functions of a file, from the line of the signature to that of the closing brace. */
export function functionSizes(source: Source): FunctionSize[] {
  return nodesOf(source).flatMap((node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined || !ts.isBlock(node.body as ts.Node)) return [];
    const first = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree)).line;
    const last = source.tree.getLineAndCharacterOfPosition(node.end).line;
    return [{ place: `${source.path}:${first + 1}`, lines: last - first + 1 }];
  });
}

/** Places where a file exports a default. */
export function defaultExports(source: Source): string[] {
  const isDefault = (node: ts.Node): boolean =>
    ts.isExportAssignment(node) ||
    (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword) === true);
  return placesOf(source, isDefault);
}

/** Places where a file hands on what another file exports, so that it stands between a name and its home. */
export function reExports(source: Source): string[] {
  return placesOf(source, (node) => ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined);
}

/** Places where a file reads or calls one of the globals, given as `name` or `name.member`; `new Date()` without arguments is written `new Date`. */
export function globalUses(source: Source, globals: readonly string[]): string[] {
  return placesOf(source, (node) => {
    if (ts.isPropertyAccessExpression(node)) return globals.includes(`${node.expression.getText(source.tree)}.${node.name.text}`);
    if (ts.isNewExpression(node)) return globals.includes(`new ${node.expression.getText(source.tree)}`) && (node.arguments?.length ?? 0) === 0;
    return ts.isIdentifier(node) && globals.includes(node.text) && isGlobalReference(node);
  });
}

/** Places where a file imports a name that matches from a module of Node. */
export function nodeImports(source: Source, name: RegExp): string[] {
  return placesOf(source, (node) => {
    if (!ts.isImportSpecifier(node) || !name.test((node.propertyName ?? node.name).text)) return false;
    const from = node.parent.parent.parent.moduleSpecifier;
    return ts.isStringLiteral(from) && from.text.startsWith('node:');
  });
}

/** The value that the given share of the sorted values does not exceed, e.g. 0.5 for the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function isGlobalReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  const names = 'name' in parent && parent.name === node;
  const isKey = ts.isPropertyAssignment(parent) && parent.name === node;
  return !names && !isKey && !ts.isTypeReferenceNode(parent) && !ts.isQualifiedName(parent) && !ts.isTypeQueryNode(parent);
}

function placesOf(source: Source, matches: (node: ts.Node) => boolean): string[] {
  return nodesOf(source)
    .filter(matches)
    .map((node) => `${source.path}:${source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree)).line + 1}`);
}

function nodesOf(source: Source): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
  return found;
}

import type { CST, Document, ParsedNode, YAMLError } from 'yaml';
import { Alias, Composer, Lexer, Pair, Parser, Scalar, Schema, YAMLMap, YAMLSeq } from 'yaml';
import type { Json } from '../model/json.ts';
import { checkText } from './text-check.ts';
import type { YamlProblem } from './yaml-problem.ts';
import {
  aliasProblem,
  anchorProblem,
  depthProblem,
  describeParserError,
  directiveProblem,
  documentsProblem,
  duplicateProblem,
  maxDepth,
  maxProblems,
  mergeProblem,
  numberProblem,
  sizeProblem,
  tagProblem,
} from './yaml-problem.ts';

/** What a YAML text says. */
export interface ReadDocument {
  /** undefined when the meaning of the text is in doubt */
  readonly value: Json | undefined;
  readonly problems: readonly YamlProblem[];
  /** the top of the parsed nodes; undefined when nothing could be parsed */
  readonly root: unknown;
}

/** The parsed nodes of a text, for looking up places and for editing. */
export type YamlDocument = Document.Parsed<ParsedNode>;

// YAML 1.2 core; the parser's own duplicate check is quadratic (we check while walking), and its warnings and line counting are not needed.
const coreSchema = new Schema({ schema: 'core', merge: false, resolveKnownTags: false });
const options = { version: '1.2', schema: coreSchema, uniqueKeys: false, stringKeys: true, prettyErrors: false, logLevel: 'error' } as const;

// A level of nesting takes at most two entries of the parser's stack; a text of ordinary configuration has one lexical token for 2 to 3 characters.
const maxStack = 2 * maxDepth + 20;
const maxTokens = 250_000;

/** Parses a text with the one parser and the one set of options that decide meaning everywhere; a problem when it is too much to parse. */
export function parseNodes(text: string): YamlDocument[] | YamlProblem {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > maxStack) return depthProblem(parser.offset);
    count += 1;
    if (count > maxTokens) return sizeProblem(parser.offset);
  }
  for (const token of parser.end()) tokens.push(token);
  return composeNodes(tokens, text.length);
}

/** Turns tokens into documents, and gives up at the first problem when there are so many that describing each would take seconds. */
function composeNodes(tokens: readonly CST.Token[], end: number): YamlDocument[] | YamlProblem {
  const composer = new Composer(options);
  const { errors, warnings } = composer.streamInfo();
  const flood = new Error('more problems than anybody reads');
  for (const found of [errors, warnings]) limitProblems(found, flood);
  const documents: YamlDocument[] = [];
  try {
    // Of a second document it matters only that there is one.
    for (const document of composer.compose(tokens, true, end)) if (documents.push(document) > 1) break;
    return documents;
  } catch (error) {
    const first = errors[0] ?? warnings[0];
    if (error !== flood || first === undefined) throw error;
    return describeParserError(first);
  }
}

/** Lets a list of the composer's take `maxProblems`, and throws `flood` at the next. */
function limitProblems(found: YAMLError[], flood: Error): void {
  const push = (...more: YAMLError[]): number => {
    if (found.length >= maxProblems) throw flood;
    return Array.prototype.push.apply(found, more);
  };
  Object.defineProperty(found, 'push', { value: push });
}

/**
 * Reads one YAML document strictly: no aliases, anchors, tags, merge keys, directives or duplicate keys, no number that is not written as it would
 * be printed, at most `maxFileBytes` and `maxDepth`. All problems are gathered. Mappings become plain objects whose keys are all their own.
 */
export function readDocument(text: string): ReadDocument {
  const early = checkText(text);
  if (early.some((problem) => problem.code === 'yaml.too-large')) return { value: undefined, problems: early, root: undefined };
  const documents = parseNodes(text);
  if (!Array.isArray(documents)) return { value: undefined, problems: [...early, documents], root: undefined };
  const [document, second] = documents;
  if (document === undefined) return { value: null, problems: early, root: undefined };
  const walk: Walk = { problems: [...early, ...documentProblems(document, second)], text, decorated: /[&!]/.test(text) };
  const value = toValue(walk, document.contents, 0);
  const problems = walk.problems.slice(0, maxProblems);
  // Of a text with that many problems the values are no better.
  const doubtful = problems.length >= maxProblems || problems.some((problem) => problem.fatal);
  return { value: doubtful ? undefined : value, problems, root: document.contents };
}

function documentProblems(document: YamlDocument, second: YamlDocument | undefined): readonly YamlProblem[] {
  // A tag that the parser can read is reported while walking; here are those that it cannot.
  const found = [...document.errors, ...document.warnings.filter((warning) => warning.code !== 'TAG_RESOLVE_FAILED')];
  const problems = found.slice(0, 20).map(describeParserError);
  if (second !== undefined) problems.push(documentsProblem(second.range[0]));
  // `%YAML 1.1` would change what `yes` means.
  if (document.directives.yaml.explicit === true) problems.push(directiveProblem());
  return problems;
}

interface Walk {
  readonly problems: YamlProblem[];
  readonly text: string;
  /** whether anchors or tags can occur at all */
  readonly decorated: boolean;
}

/** The value of a parsed node; problems go into the walk. */
function toValue(walk: Walk, node: unknown, depth: number): Json {
  if (node instanceof Scalar) return toScalar(walk, node);
  if (node instanceof YAMLMap) return toObject(walk, node, depth);
  if (node instanceof YAMLSeq) return toList(walk, node, depth);
  if (node instanceof Alias) report(walk, aliasProblem(node.range?.[0] ?? 0));
  return null;
}

function toScalar(walk: Walk, node: Scalar): Json {
  if (walk.decorated) checkDecoration(walk, node);
  const { value } = node;
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value !== 'number') return null;
  const source = node.source ?? '';
  if (String(value) !== source || !Number.isFinite(value)) report(walk, numberProblem(node.range?.[0] ?? 0, source, value));
  return value;
}

function toObject(walk: Walk, node: YAMLMap, depth: number): Json {
  if (walk.decorated) checkDecoration(walk, node);
  const object: Record<string, Json> = {};
  if (tooDeep(walk, node, depth)) return object;
  for (const pair of node.items) {
    const name = keyText(walk, pair);
    if (Object.hasOwn(object, name)) report(walk, duplicateProblem(offsetOf(pair.key), name));
    const value = toValue(walk, pair.value, depth + 1);
    // Plain assignment to `__proto__` would change the object's prototype instead of adding a key.
    if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
    else object[name] = value;
  }
  return object;
}

function keyText(walk: Walk, { key }: Pair): string {
  if (!(key instanceof Scalar)) return '';
  if (walk.decorated) checkDecoration(walk, key);
  const name = String(key.value ?? '');
  if (name === '<<' && key.type === Scalar.PLAIN) report(walk, mergeProblem(offsetOf(key)));
  return name;
}

function toList(walk: Walk, node: YAMLSeq, depth: number): Json {
  if (walk.decorated) checkDecoration(walk, node);
  if (tooDeep(walk, node, depth)) return [];
  return node.items.map((item) => (item instanceof Pair ? null : toValue(walk, item, depth + 1)));
}

function tooDeep(walk: Walk, node: YAMLMap | YAMLSeq, depth: number): boolean {
  if (depth < maxDepth) return false;
  report(walk, depthProblem(offsetOf(node)));
  return true;
}

function checkDecoration(walk: Walk, node: Scalar | YAMLMap | YAMLSeq): void {
  if (node.anchor !== undefined) report(walk, anchorProblem(walk.text.lastIndexOf('&', offsetOf(node))));
  if (node.tag !== undefined) report(walk, tagProblem(tagStart(walk.text, offsetOf(node))));
}

function tagStart(text: string, node: number): number {
  let start = text.lastIndexOf('!', node);
  while (text[start - 1] === '!') start -= 1;
  return start;
}

function report(walk: Walk, problem: YamlProblem): void {
  if (walk.problems.length <= maxProblems) walk.problems.push(problem);
}

function offsetOf(node: unknown): number {
  return node instanceof Scalar || node instanceof YAMLMap || node instanceof YAMLSeq ? (node.range?.[0] ?? 0) : 0;
}

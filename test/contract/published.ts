import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalizePath } from '../../cli/model/capability.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { isList, isObject, property, text } from '../../cli/model/json.ts';

/** Folder of the published OpenAPI files: a test input beside the repository, never part of it. */
export const sharedFolder = process.env['ORGCAST_SHARED'] ?? join(import.meta.dirname, '../../../shared');

/** Generations of the published files, newest first: an operation of an older file counts where no newer one has it. */
const generations = ['v8.0-oas31', 'v8.0'] as const;
const [newest, older] = generations;

/** False when the published files are absent, so that their tests are skipped; under ORGCAST_REQUIRE_SHARED=1 they run and fail instead. */
export const contractPresent = existsSync(folderOf(newest)) || process.env['ORGCAST_REQUIRE_SHARED'] === '1';
if (!contractPresent) process.stderr.write('contract tests are skipped: no ../shared/zoho-crm-oas (ORGCAST_SHARED names another folder)\n');

/** A published file: `fields` of the newest generation, `v8.0/sharing_rules` of the older one. */
export interface PublishedFile {
  readonly name: string;
  /** as OpenAPI 3.1, paths below `/crm/v8` */
  readonly document: Json;
}

/** An operation of a document: method in lower case and the path as the document has it. */
export interface PublishedOperation {
  readonly method: string;
  readonly template: string;
}

const methods: readonly string[] = ['get', 'post', 'put', 'patch', 'delete'];

/** The operations of a document, by its paths. */
export function operationsIn(document: Json): readonly PublishedOperation[] {
  const paths = property(document, 'paths');
  return Object.entries(isObject(paths) ? paths : {}).flatMap(([template, item]) =>
    methods.filter((method) => property(item, method) !== undefined).map((method) => ({ method, template })),
  );
}

/** `METHOD /path` with parameters as `{}`, the same for every generation. */
export function nameOperation(method: string, path: string): string {
  return `${method.toUpperCase()} ${normalizePath(path)}`;
}

/**
 * All published files with what counts of them: the newest whole; of the older one, which is brought to OpenAPI 3.1, the operations about settings that the newest lacks.
 * Those about records are left out: orgcast never calls them, and their paths are all parameters, so that they would fit everything. Empty without the files.
 */
export function readPublished(): readonly PublishedFile[] {
  const current = readFolder(newest).map(([file, document]) => ({ name: file, document }));
  const known = new Set(current.flatMap(({ document }) => operationsIn(document).map(({ method, template }) => nameOperation(method, template))));
  const before = readFolder(older).map(([file, document]) => ({ name: `${older}/${file}`, document: withoutKnown(modernize(document), known) }));
  return [...current, ...before];
}

/** The generation and the name of a file, e.g. `v8.0-oas31/fields`. */
export function fullName(name: string): string {
  return name.includes('/') ? name : `${newest}/${name}`;
}

function folderOf(generation: string): string {
  return join(sharedFolder, 'zoho-crm-oas', generation);
}

function readFolder(generation: string): readonly (readonly [string, Json])[] {
  const folder = folderOf(generation);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.map((name) => [name.slice(0, -'.json'.length), JSON.parse(readFileSync(join(folder, name), 'utf8')) as Json]);
}

function withoutKnown(document: Json, known: ReadonlySet<string>): Json {
  const counts = ({ method, template }: PublishedOperation): boolean => !template.startsWith('/{') && !known.has(nameOperation(method, template));
  const own = operationsIn(document).filter(counts);
  const paths = property(document, 'paths');
  const kept = Map.groupBy(own, ({ template }) => template);
  const items = [...kept].map(([template, operations]): readonly [string, Json] => {
    const item = property(paths, template);
    const left = methods.filter((method) => !operations.some((one) => one.method === method));
    return [template, Object.fromEntries(Object.entries(isObject(item) ? item : {}).filter(([name]) => !left.includes(name)))];
  });
  return { ...(isObject(document) ? document : {}), paths: Object.fromEntries(items) };
}

/** A document of OpenAPI 3.0 as 3.1 says it: null as a type, paths below the API's version, other files by their names here. */
function modernize(document: Json): Json {
  const { paths, ...rest } = isObject(document) ? document : {};
  const below = Object.entries(isObject(paths) ? paths : {}).map(([path, item]) => [path.replace(/^\/crm\/v[\d.]+/, ''), item] as const);
  return rewriteObjects({ ...rest, paths: Object.fromEntries(below) }, (object) => modernizeReference(admitNull(object)));
}

function admitNull(object: JsonObject): JsonObject {
  const { nullable, ...schema } = object;
  if (nullable !== true) return object;
  const { type, enum: values, ...rest } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return { ...rest, type: [type, 'null'], ...(isList(values) ? { enum: [...values, null] } : {}) };
}

function modernizeReference(object: JsonObject): JsonObject {
  const reference = text(object, '$ref');
  return reference?.startsWith('./') === true ? { ...object, $ref: reference.replace(/^\.\/([\w]+)\.json/, `${baseAddress}${older}/$1`) } : object;
}

/** Where files are said to be, so that they can refer to each other. */
export const baseAddress = 'https://contract.test/';

/** A document with every object of it changed, inner ones first. */
export function rewriteObjects(value: Json, change: (object: JsonObject) => JsonObject): Json {
  if (isList(value)) return value.map((member) => rewriteObjects(member, change));
  if (!isObject(value)) return value;
  return change(Object.fromEntries(Object.entries(value).map(([name, member]) => [name, rewriteObjects(member, change)])));
}

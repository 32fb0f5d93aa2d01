import type { ValidateFunction } from 'ajv/dist/2020.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { isList, isObject, property, text } from '../../cli/model/json.ts';
import { completions } from './completions.ts';
import type { PublishedFile } from './published.ts';
import { baseAddress, operationsIn, readPublished, rewriteObjects } from './published.ts';
import type { Relaxation } from './relaxation.ts';
import { relaxations } from './relaxations.ts';

/** One request and its answer. `path` is below `/crm/v8`. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** undefined without a body */
  readonly request: Json | undefined;
  readonly status: number;
  readonly answer: Json | undefined;
}

/** An operation of a published file. */
export interface Operation {
  readonly file: string;
  readonly template: string;
  readonly method: string;
}

/** The published files together. */
export interface Contract {
  /** The operation that covers a call; undefined when no file has its path and method. */
  find(method: string, path: string): Operation | undefined;
  /** What of an exchange the files do not allow, one text a breach; none for a call that no file covers. */
  breaches(exchange: Exchange): readonly string[];
}

type Documents = ReadonlyMap<string, Json>;

/** Loads the published files, completed and changed by the given relaxations. A schema is compiled when the first exchange needs it. */
export function openContract(relaxed: readonly Relaxation[] = relaxations, published: readonly PublishedFile[] = readPublished()): Contract {
  const documents: Documents = new Map(published.map(({ name, document }) => [name, relaxDocument(name, document, [...completions, ...relaxed])]));
  const operations = [...documents].flatMap(([file, document]) => operationsIn(document).map((operation) => ({ file, ...operation })));
  const find = (method: string, path: string): Operation | undefined => findOperation(operations, method.toLowerCase(), path);
  const compile = compiler(documents);
  return {
    find,
    breaches: (exchange) => {
      const operation = find(exchange.method, exchange.path);
      if (operation === undefined) return [];
      const at = (text: string): string => `${operation.method.toUpperCase()} ${operation.template} ${text}`;
      return [
        ...queryBreaches(documents, operation, exchange.query).map((breach) => at(`query ${breach}`)),
        ...requestBreaches(documents, compile, operation, exchange.request).map((breach) => at(`request ${breach}`)),
        ...answerBreaches(documents, compile, operation, exchange).map((breach) => at(`answer ${exchange.status} ${breach}`)),
      ];
    },
  };
}

/** The most literal template that fits, e.g. `…/webhooks/{webhookId}` for `…/webhooks/123` and for `…/webhooks/{id}`. */
function findOperation(operations: readonly Operation[], method: string, path: string): Operation | undefined {
  const parts = path.split('/');
  const fits = operations.filter((one) => {
    const template = one.template.split('/');
    return (
      one.method === method && template.length === parts.length && template.every((part, index) => part.startsWith('{') || part === parts[index])
    );
  });
  return fits.toSorted((one, other) => one.template.split('{').length - other.template.split('{').length)[0];
}

type Compile = (file: string, pointer: readonly string[]) => ValidateFunction;

function compiler(documents: Documents): Compile {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false, coerceTypes: false });
  addFormats.default(ajv);
  for (const format of ['string', 'int32', 'int64', 'hex-color']) ajv.addFormat(format, true);
  for (const [file, document] of documents) if (isObject(document)) ajv.addSchema({ ...document, $id: `${baseAddress}${file}` });
  const compiled = new Map<string, ValidateFunction>();
  return (file, pointer) => {
    const reference = `${baseAddress}${file}#/${pointer.map(escapePointer).join('/')}`;
    const found = compiled.get(reference) ?? ajv.compile({ $ref: reference });
    compiled.set(reference, found);
    return found;
  };
}

function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** The pointer with a `$ref` at its end followed; undefined when nothing is there. */
function follow(document: Json | undefined, pointer: readonly string[]): readonly string[] | undefined {
  const found = valueAt(document, pointer);
  const reference = text(found, '$ref');
  if (reference === undefined) return found === undefined ? undefined : pointer;
  return follow(
    document,
    reference
      .slice('#/'.length)
      .split('/')
      .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')),
  );
}

function valueAt(document: Json | undefined, pointer: readonly string[]): Json | undefined {
  return pointer.reduce<Json | undefined>((at, part) => (isList(at) ? at[Number(part)] : property(at, part)), document);
}

/** Parameters that the operation does not know, or lacks; values against their schemas. */
function queryBreaches(documents: Documents, operation: Operation, query: Exchange['query']): readonly string[] {
  const document = documents.get(operation.file);
  const pointers = [
    ['paths', operation.template, 'parameters'],
    ['paths', operation.template, operation.method, 'parameters'],
  ];
  const parameters = pointers.flatMap((pointer) => {
    const list = valueAt(document, pointer);
    return isList(list) ? list.map((_each, index) => valueAt(document, follow(document, [...pointer, String(index)]) ?? [])) : [];
  });
  const known = parameters.filter((parameter) => text(parameter, 'in') === 'query');
  const names = new Set(known.map((parameter) => text(parameter, 'name')));
  const needed = known.filter((parameter) => property(parameter, 'required') === true).map((parameter) => text(parameter, 'name') ?? '');
  return [
    ...Object.keys(query).flatMap((name) => (names.has(name) ? [] : [`has no parameter ${name}`])),
    ...needed.flatMap((name) => (Object.hasOwn(query, name) ? [] : [`needs the parameter ${name}`])),
  ];
}

function requestBreaches(documents: Documents, compile: Compile, { file, template, method }: Operation, body: Json | undefined): readonly string[] {
  const pointer = follow(documents.get(file), ['paths', template, method, 'requestBody']);
  if (pointer === undefined) return body === undefined ? [] : ['takes no body'];
  if (body === undefined) return property(valueAt(documents.get(file), pointer), 'required') === true ? ['needs a body'] : [];
  return bodyBreaches(compile, file, pointer, body);
}

function answerBreaches(documents: Documents, compile: Compile, { file, template, method }: Operation, exchange: Exchange): readonly string[] {
  const document = documents.get(file);
  const pointer = follow(document, ['paths', template, method, 'responses', String(exchange.status)]);
  if (pointer === undefined) return ['is no status of this operation'];
  const described = valueAt(document, [...pointer, 'content', 'application/json', 'schema']) !== undefined;
  if (exchange.answer === undefined) return described ? ['has a body'] : [];
  return described ? bodyBreaches(compile, file, pointer, exchange.answer) : ['has no body'];
}

function bodyBreaches(compile: Compile, file: string, pointer: readonly string[], body: Json): readonly string[] {
  const validate = compile(file, [...pointer, 'content', 'application/json', 'schema']);
  if (validate(body)) return [];
  return (validate.errors ?? []).map((error) => {
    const value = JSON.stringify(valueAt(body, error.instancePath.split('/').slice(1)))?.slice(0, 60);
    return `${error.instancePath} ${error.message} ${JSON.stringify(error.params)} is ${value}`;
  });
}

/** Applies relaxations to every object of a document, inner ones first. */
function relaxDocument(file: string, document: Json, relaxed: readonly Relaxation[]): Json {
  const mine = relaxed.filter((relaxation) => relaxation.files === undefined || relaxation.files.includes(file));
  const change = (object: JsonObject): JsonObject => mine.reduce((at, relaxation) => relaxation.relax(at) ?? at, object);
  return rewriteObjects(document, change);
}

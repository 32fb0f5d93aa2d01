import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json, JsonObject } from '../../../../cli/model/json.ts';
import { isList, isObject, property } from '../../../../cli/model/json.ts';

const shared = process.env['ORGCAST_SHARED'] ?? join(import.meta.dirname, '../../../../../shared');
const folder = join(shared, 'zoho-crm-oas/v8.0-oas31');

/** Whether the published OpenAPI files are there; when they must be (ORGCAST_REQUIRE_SHARED=1) and are not, the tests run and fail. */
export const contractPresent = existsSync(folder) || process.env['ORGCAST_REQUIRE_SHARED'] === '1';

/** One OpenAPI file, ready to check bodies. */
export interface PublishedContract {
  /** Breaches of an answer's body, as text; undefined when the file has no such answer. */
  checkAnswer(path: string, method: string, status: number, body: Json): string[] | undefined;
  checkRequest(path: string, method: string, body: Json): string[] | undefined;
}

/** Loads an OpenAPI file by name, e.g. `roles`, relaxed where it is known to be wrong. */
export function openContract(file: string): PublishedContract {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  for (const format of ['string', 'int32']) ajv.addFormat(format, true);
  ajv.addFormat('int64', true);
  const document = rewriteObjects(JSON.parse(readFileSync(join(folder, `${file}.json`), 'utf8')) as JsonObject, (schema) => relax(file, schema));
  ajv.addSchema({ $id: `https://contract.test/${file}`, ...(isObject(document) ? document : {}) });
  const check = (pointer: readonly string[], body: Json): string[] | undefined => {
    const found = resolve(document, pointer);
    if (found === undefined) return undefined;
    const reference = [...found, 'content', 'application/json', 'schema'].map(escapePointer).join('/');
    const validate = ajv.compile({ $ref: `https://contract.test/${file}#/${reference}` });
    return validate(body) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
  };
  return {
    checkAnswer: (path, method, status, body) => check(['paths', path, method.toLowerCase(), 'responses', String(status)], body),
    checkRequest: (path, method, body) => check(['paths', path, method.toLowerCase(), 'requestBody'], body),
  };
}

/** The pointer with a `$ref` at its end followed; undefined when nothing is there. */
function resolve(document: Json, pointer: readonly string[]): readonly string[] | undefined {
  let at: Json | undefined = document;
  for (const part of pointer) at = property(at, part);
  if (at === undefined) return undefined;
  const reference = property(at, '$ref');
  if (typeof reference !== 'string') return pointer;
  const target = reference
    .slice(2)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return resolve(document, target);
}

function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** What the published files get wrong, each with its reason. */
function relax(file: string, schema: JsonObject): JsonObject {
  const { pattern, ...plain } = schema;
  const { oneOf, ...open } = schema;
  const types = schema['type'];
  const values = schema['enum'];
  // a type that admits null beside an enum that forgot it: a webhook's body `format` is null in Zoho's own sample
  if (isList(types) && types.includes('null') && isList(values) && !values.includes(null)) return { ...schema, enum: [...values, null] };
  // names of email templates are not five letters: "Big Deal Alert" is one that Zoho ships
  if (pattern === '^[A-Za-z0-9]{5}$') return plain;
  // errors of the email templates are described twice over, so that INVALID_MODULE matches two of "exactly one"
  if (file === 'email_templates' && isList(oneOf)) return { ...open, anyOf: oneOf };
  return schema;
}

/** Applies a change to every object of a document, inner ones first. */
function rewriteObjects(value: Json, change: (object: JsonObject) => JsonObject): Json {
  if (isList(value)) return value.map((member) => rewriteObjects(member, change));
  if (!isObject(value)) return value;
  return change(Object.fromEntries(Object.entries(value).map(([name, member]) => [name, rewriteObjects(member, change)])));
}

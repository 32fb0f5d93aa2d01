import type { SchemaName } from '../kinds/validators.gen.js';
import { validators } from '../kinds/validators.gen.js';
import type { Finding } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import { isList, property } from '../model/json.ts';
import { quote } from '../validate/check.ts';
import type { Lang, Message } from '../validate/messages.ts';
import { fillMessage, fixMessages, schemaMessages, typeNames } from '../validate/messages.ts';
import { findNear } from '../validate/near-names.ts';
import type { SchemaError } from '../validate/schema-errors.ts';
import { selectErrors } from '../validate/schema-errors.ts';
import type { DecodedDocument } from '../yaml/decode-document.ts';
import { kindsByName } from './context.ts';

/** One file that holds no elements (`org.yaml`, `moved.yaml`) and how to speak of it. */
export interface JudgedDocument {
  readonly schema: SchemaName;
  readonly decoded: DecodedDocument;
  /** code of its findings */
  readonly code: string;
  readonly lang: Lang;
}

/** What is wrong in a document: that it cannot be read, or does not fit its schema. Each finding stands at its key or value. */
export function findDocumentProblems(document: JudgedDocument): readonly Finding[] {
  const { decoded, schema } = document;
  if (decoded.findings.length > 0 || decoded.value === undefined) return decoded.findings;
  const value = decoded.value ?? {};
  const validate = validators[schema];
  return validate(value) ? [] : selectErrors(validate.errors ?? []).map((error) => describeError(document, value, error));
}

function describeError({ code, decoded, schema, lang }: JudgedDocument, root: Json, error: SchemaError): Finding {
  const name = String(error.params['additionalProperty'] ?? error.params['missingProperty'] ?? '');
  const unknown = error.keyword === 'additionalProperties';
  const path = unknown ? [...error.path, name] : error.path;
  const allowed = isList(error.params['allowedValues'] as Json) ? (error.params['allowedValues'] as readonly Json[]) : [];
  const wrong = unknown ? null : valueAt(root, error.path);
  const message = (schemaMessages as Readonly<Record<string, Message>>)[error.keyword] ?? schemaMessages.other;
  const values = {
    title: error.path.at(-1) ?? schema,
    name: quote(name).slice(1, -1),
    value: quote(wrong),
    keyword: error.keyword,
    type: typeWords(error.params['type'], lang),
    allowed: allowed.map((one) => JSON.stringify(one)).join(', '),
    pattern: String(error.params['pattern'] ?? ''),
    format: String(error.params['format'] ?? ''),
    limit: String(error.params['limit'] ?? ''),
    first: Number(error.params['j'] ?? 0) + 1,
    second: Number(error.params['i'] ?? 0) + 1,
  };
  const near = typeof wrong === 'string' && allowed.length > 0 ? findNear(wrong, allowed.map(String)) : [];
  const seeSchema: Message = { en: `See schemas/${schema}.schema.json.`, ja: `schemas/${schema}.schema.json をご覧ください。` };
  const fix = near.length > 0 ? fillMessage(fixMessages.near, lang, { near: near.join(', ') }) : fillMessage(seeSchema, lang, {});
  return {
    code,
    severity: 'error',
    message: fillMessage(message, lang, values),
    path: path.join('.'),
    fix,
    ...decoded.locate(path, unknown ? 'key' : 'value'),
  };
}

/** The finding for a name in a document that is no kind's; undefined when it is one. */
export function findUnknownKind(
  document: JudgedDocument,
  path: readonly (string | number)[],
  name: string,
  what: 'key' | 'value',
): Finding | undefined {
  if (kindsByName.has(name)) return undefined;
  const near = findNear(name, kindsByName.keys());
  const names = near.length > 0 ? near : [...kindsByName.keys()];
  const message: Message = { en: `There is no kind "${name}".`, ja: `種類 "${name}" はありません。` };
  const list: Message = { en: `Kinds are: ${names.join(', ')}.`, ja: `種類は次のとおりです: ${names.join(', ')}。` };
  return {
    code: 'kind.unknown',
    severity: 'error',
    message: fillMessage(message, document.lang, {}),
    path: path.join('.'),
    fix: near.length > 0 ? fillMessage(fixMessages.near, document.lang, { near: near.join(', ') }) : fillMessage(list, document.lang, {}),
    ...document.decoded.locate(path, what),
  };
}

function typeWords(types: unknown, lang: Lang): string {
  return [types]
    .flat()
    .map((type) => (typeNames as Readonly<Record<string, Message>>)[String(type)]?.[lang] ?? '')
    .join(' / ');
}

function valueAt(root: Json, path: readonly string[]): Json {
  let value: Json = root;
  for (const part of path) value = (isList(value) ? value[Number(part)] : property(value, part)) ?? null;
  return value;
}

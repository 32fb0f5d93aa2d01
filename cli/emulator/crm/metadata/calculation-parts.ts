import type { JsonObject } from '../../../model/json.ts';
import { isObject, objects, property, text } from '../../../model/json.ts';
import { checkMembers, invalidData, locate } from '../checks.ts';
import { itemError } from '../route.ts';
import type { FieldPart } from './field-parts.ts';
import { fieldsOf, findField, findModule } from './lookups.ts';
import { Refusal } from './refusal.ts';
import type { FieldDraft } from './writing.ts';

const required = true;
const returnTypes = ['double', 'currency', 'text', 'date', 'datetime', 'boolean'] as const;
const jsonTypes: Readonly<Record<string, string>> = { double: 'double', currency: 'double', boolean: 'boolean' };

/** A formula. Its expression is kept but, as in the real answers, never shown again. */
export const formulaPart: FieldPart = (draft) => {
  const given = property(draft.body, 'formula');
  if (!isObject(given)) return {};
  const path = `${draft.path}.formula`;
  const error = checkMembers(
    given,
    [
      { name: 'expression', type: 'string', required, maxLength: 2000 },
      { name: 'return_type', type: 'string', required, oneOf: returnTypes },
      { name: 'dynamic', type: 'boolean' },
      { name: 'stop_compute_conditionally', type: 'boolean' },
    ],
    path,
  );
  const expression = text(given, 'expression') ?? '';
  const wrong = error ?? expressionError(draft, expression, path);
  if (wrong !== undefined) return new Refusal(wrong);
  const returnType = text(given, 'return_type') ?? 'double';
  return {
    formula: formulaFacts(given, returnType),
    _expression: expression,
    _stop_expression: text(given, 'stop_compute_expression') ?? null,
    json_type: jsonTypes[returnType] ?? 'string',
  };
};

function formulaFacts(given: JsonObject, returnType: string): JsonObject {
  const sub = text(given, 'sub_return_type');
  return {
    return_type: returnType,
    ...(sub === undefined ? {} : { sub_return_type: sub }),
    dynamic: given['dynamic'] === true,
    stop_compute_conditionally: given['stop_compute_conditionally'] === true,
    assume_default: false,
  };
}

/** First fault of an expression: brackets that do not pair, or a `${…}` that names no field of the module. */
function expressionError(draft: FieldDraft, expression: string, path: string): JsonObject | undefined {
  if (!paired(expression)) return itemError('MISSING_BRACES', 'missing braces in the expression', locate(path, 'expression'));
  const names = [...expression.matchAll(/\$\{([^}]*)\}/g)].map((match) => (match[1] ?? '').split('.'));
  const fields = fieldsOf(draft.writing.store, draft.writing.org.name, text(draft.module, 'api_name') ?? '');
  const known = new Set(fields.flatMap((field) => [text(field, 'api_name') ?? '', text(field, 'field_label') ?? '']));
  const unknown = names.some((parts) => parts.length <= 2 && !known.has(parts.at(-1)?.trim() ?? ''));
  return unknown ? itemError('SYNTAX_ERROR', 'the expression names a field that the module does not have', locate(path, 'expression')) : undefined;
}

function paired(expression: string): boolean {
  const open: string[] = [];
  const closing: Readonly<Record<string, string>> = { ')': '(', '}': '{' };
  for (const character of expression.replaceAll(/'[^']*'|"[^"]*"/g, '')) {
    if (character === '(' || character === '{') open.push(character);
    else if (character in closing && open.pop() !== closing[character]) return false;
  }
  return open.length === 0;
}

/** A sum over the records of a related list: needs the lookup that makes that list. */
export const rollupPart: FieldPart = (draft) => {
  const given = property(draft.body, 'rollup_summary');
  if (!isObject(given)) return {};
  const path = `${draft.path}.rollup_summary`;
  const error =
    checkMembers(
      given,
      [
        { name: 'return_type', type: 'string', required, oneOf: ['currency', 'double', 'integer'] },
        { name: 'expression', type: 'object', required },
        { name: 'based_on_module', type: 'object', required },
        { name: 'related_list', type: 'object', required },
      ],
      path,
    ) ?? checkMembers(property(given, 'expression') as JsonObject, expressionRules, `${path}.expression`);
  return error === undefined ? rollupFacts(draft, given, path) : new Refusal(error);
};

const expressionRules = [
  { name: 'function', type: 'string', required, oneOf: ['SUM', 'COUNT', 'AVG', 'MIN', 'MAX'] },
  { name: 'function_parameters', type: 'list', required, maxLength: 10 },
] as const;

function rollupFacts(draft: FieldDraft, given: JsonObject, path: string): JsonObject | Refusal {
  const { store, org } = draft.writing;
  const module = findModule(store, org.name, text(given['based_on_module'], 'api_name') ?? '');
  if (module === undefined) return new Refusal(invalidData(`${path}.based_on_module`, 'api_name'));
  const based = text(module, 'api_name') ?? '';
  const list = text(given['related_list'], 'api_name') ?? '';
  const lookup = fieldsOf(store, org.name, based).find((field) => leadsTo(field['lookup'], list, draft.module.id));
  if (lookup === undefined) return new Refusal(invalidData(`${path}.related_list`, 'api_name'));
  const parameters = objects(given['expression'], 'function_parameters').map((parameter) => text(parameter, 'api_name') ?? '');
  if (parameters.some((name) => findField(store, org.name, based, name) === undefined)) {
    return new Refusal(invalidData(`${path}.expression.function_parameters[0]`, 'api_name'));
  }
  const expression = {
    function_parameters: parameters.map((name) => ({ api_name: name })),
    criteria: property(given['expression'], 'criteria') ?? null,
    function: text(given['expression'], 'function') ?? null,
  };
  const relatedList = { api_name: list, id: text(lookup['lookup'], 'id') ?? null };
  const facts = { return_type: given['return_type'] ?? null, expression, based_on_module: { api_name: based, id: module.id } };
  return { rollup_summary: { ...facts, related_list: relatedList, rollup_based_on: 'related_list' }, json_type: 'double' };
}

function leadsTo(lookup: JsonObject[string] | undefined, list: string, target: string): boolean {
  return text(lookup, 'api_name') === list && text(property(lookup, 'module'), 'id') === target;
}

import type { Json, JsonObject } from '../model/json.ts';
import { text } from '../model/json.ts';
import type { Kind, StepFacts } from './kind.ts';
import { leaveOutForeign } from './origin.ts';

/**
 * A value that templates, functions and calls share (OpenAPI variables.json). The CRM gives values in clear text; those of variables that are named after a secret never
 * leave this file, and are only set anew together with something else of the variable.
 */
export const variableKind: Kind = {
  name: 'variable',
  title: { en: 'Variable', ja: '変数' },
  schema: 'variable',
  scope: 'org',
  separator: '/',
  file: { pattern: 'organization/variables.yaml', holds: 'map' },
  identity: 'api_name',
  envelope: 'variables',
  list: { method: 'GET', path: '/settings/variables', per: 'org', paged: false },
  create: { method: 'POST', path: '/settings/variables', batch: 2, credits: 1 },
  update: { method: 'PUT', path: '/settings/variables/{id}', batch: 1, credits: 1 },
  remove: { method: 'DELETE', path: '/settings/variables/{id}', batch: 1, credits: 1 },
  frozen: ['type', 'variable_group'],
  given: ['name', 'type', 'variable_group'],
  deferred: [],
  holdsRecords: false,
  setupPage: '/settings/variables',
  leaveOut: leaveOutForeign,
  reshape: reshapeVariable,
  manualUpdate: (key, before, path, after) => (path[0] === 'value' && typeof after === 'string' ? whyNotInClear(key, before, after) : undefined),
  body: sayVariable,
};

function reshapeVariable(document: JsonObject): JsonObject {
  const value = text(document, 'value') ?? '';
  const key = text(document, 'api_name') ?? '';
  return isSecret(key, document, value) ? { ...document, value: { secret: secretName(key) } } : document;
}

/** Names that only ever a secret has. What merely looks like one is hidden before any kind sees it (commands/hide-secrets.ts). */
const telling = /secret|token|passw(or)?d|pwd|credential|(api|access|private|auth|encryption)_?\s?key|zapikey/i;

/** True for a value that must not be written down, since the variable's name says that it is nobody's business. */
function isSecret(key: string, named: JsonObject, value: string): boolean {
  if (value === '' || ['boolean', 'date', 'datetime'].includes(text(named, 'type') ?? '')) return false;
  return telling.test(key) || telling.test(text(named, 'name') ?? '');
}

function secretName(key: string): string {
  return `VARIABLE_${key.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`;
}

function whyNotInClear(key: string, before: JsonObject, value: string): string | undefined {
  return isSecret(key, before, value) ? `its name says that the value is a secret: write {secret: ${secretName(key)}} in its place` : undefined;
}

/** A value that goes is empty; a new one without a value says none. */
function sayVariable(said: JsonObject, step: StepFacts): JsonObject {
  const value: Json | undefined = said['value'];
  return step.before !== undefined && value === null ? { ...said, value: '' } : said;
}

import type { JsonObject } from '../model/json.ts';
import { objects, text } from '../model/json.ts';
import type { LeftOutReason } from '../model/snapshot.ts';
import type { Kind } from './kind.ts';
import { leaveOutForeign } from './origin.ts';

/**
 * A function in Deluge. No published description has it: public tools list functions and fetch their text by api name (facts: zoho-api 1.5 [P]), so it is asked for only where
 * the org's own list of its API has both calls. They write with an undocumented upload, and a save is live at once: writing is left to people. Enterprise and up [T].
 */
export const functionKind: Kind = {
  name: 'function',
  title: { en: 'Function', ja: '関数' },
  schema: 'deluge-function',
  scope: 'org',
  separator: '/',
  file: { pattern: 'automation/functions/{name}.yaml', holds: 'one', beside: { script: 'deluge' } },
  identity: 'api_name',
  envelope: 'functions',
  list: { method: 'GET', path: '/settings/functions', per: 'org', paged: true, off: ['FEATURE_NOT_SUPPORTED'] },
  detail: { method: 'GET', path: '/settings/functions/{api_name}/code', text: 'script' },
  unpublished: true,
  editions: ['enterprise', 'ultimate'],
  frozen: [],
  deferred: [],
  holdsRecords: false,
  setupPage: '/settings/functions/myFunctions',
  leaveOut: whyLeftOut,
  reshape: reshapeFunction,
};

/** Of other languages the text is a package of files (facts: zoho-api 1.5 [P]), which no review could read. */
function whyLeftOut(document: JsonObject): LeftOutReason | undefined {
  if (leaveOutForeign(document) !== undefined) return 'extension';
  return (text(document, 'language') ?? 'deluge').toLowerCase() === 'deluge' ? undefined : 'other-language';
}

/** An address of a function holds a key, so that only the ways to call it from outside are kept. */
function reshapeFunction(document: JsonObject): JsonObject {
  const ways = objects(document, 'rest_api').filter((way) => way['active'] === true);
  return {
    ...document,
    display_name: document['display_name'] ?? document['name'] ?? null,
    rest_api: ways.flatMap((way) => text(way, 'type') ?? []),
  };
}

import type { JsonObject } from '../model/json.ts';
import { text } from '../model/json.ts';
import type { LeftOutReason } from '../model/snapshot.ts';

/** What says that people of the org made something: nothing at all, or one of these (OpenAPI modules.json, layouts.json; the detail of Zoho's sample of a webhook says `user`). */
const own: ReadonlySet<string> = new Set(['crm', 'user']);

/** Why a document is left out that an extension or an integration made; undefined for one of the org's own. */
export function leaveOutForeign(document: JsonObject): LeftOutReason | undefined {
  return own.has(text(document, 'source') ?? 'crm') ? undefined : 'extension';
}

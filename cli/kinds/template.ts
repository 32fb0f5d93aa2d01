import type { JsonObject } from '../model/json.ts';
import { objects, text } from '../model/json.ts';
import type { Kind, ReadableKind } from './kind.ts';

/** What the two kinds of templates differ in. */
type Particulars = Pick<Kind, 'name' | 'title' | 'schema' | 'envelope' | 'setupPage'> & { readonly folder: string };

/**
 * Descriptor of a template that the API reads and never writes: one list for the org, whose pages hold at most 100, and a detail that alone has the `content` (OpenAPI
 * email_templates.json and inventory_templates.json; the details are in the files of 2025). The content stands in a file of its own. Names are unique per module [?].
 */
export function defineTemplate({ folder, ...particulars }: Particulars): ReadableKind {
  const path = `/settings/${particulars.envelope}`;
  return {
    ...particulars,
    scope: 'module',
    separator: '/',
    file: { pattern: `templates/${folder}/{module}/{name}.yaml`, holds: 'one', beside: { content: 'html' } },
    identity: 'name',
    list: { method: 'GET', path, query: { per_page: '100' }, per: 'org', paged: true },
    detail: { method: 'GET', path: `${path}/{id}` },
    frozen: [],
    deferred: [],
    holdsRecords: false,
    reshape: reshapeTemplate,
  };
}

/** Of the category only whether it is a draft is configuration: others say who made it, or who asks (facts: samples 35). */
function reshapeTemplate(document: JsonObject): JsonObject {
  return {
    ...document,
    draft: document['category'] === 'draft',
    attachments: objects(document, 'attachments').flatMap((one) => text(one['static_attachment'], 'file_name') ?? text(one, 'file_name') ?? []),
  };
}

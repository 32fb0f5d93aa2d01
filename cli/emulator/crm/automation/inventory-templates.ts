import type { JsonObject } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import { findModule } from '../metadata/lookups.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { pagedReply, requestError } from '../route.ts';
import { nameUser } from '../security/author.ts';
import type { DocStore } from '../store.ts';
import { refer } from './references.ts';
import { listTemplates } from './template-list.ts';

const collection = 'inventory_templates';

/** The line of a list, which does not tell whether a template is in use. */
function lineOf(doc: Doc): Doc {
  return { ...Object.fromEntries(Object.entries(doc).filter(([name]) => name !== 'active')), id: doc.id };
}

/** Zoho's page names the refusal and not the editions that it meets; here it is the free one [?]. */
function unlessFree({ org }: RouteContext, reply: () => Reply): Reply {
  return org.edition === 'free' ? requestError(403, 'FEATURE_NOT_SUPPORTED', 'This feature is not supported for your edition.') : reply();
}

const read = { method: 'GET', scope: 'ZohoCRM.templates.inventory.READ', minCredits: 1, maxCredits: 1 } as const;

/** `/settings/inventory_templates` (inventory_templates.json): read only; the detail (the file of 2025) alone has the `content`. */
export const inventoryTemplateRoutes: readonly Route[] = [
  {
    ...read,
    path: '/settings/inventory_templates',
    handle: (context) => unlessFree(context, () => listTemplates(context, collection, lineOf)),
  },
  {
    ...read,
    path: '/settings/inventory_templates/{id}',
    handle: (context) =>
      unlessFree(context, () => {
        const doc = context.store.get(context.org.name, collection, context.params['id'] ?? '');
        return pagedReply(collection, doc === undefined ? [] : [{ ...doc, mail_content: doc['mail_content'] ?? null }], context.query);
      }),
  },
];

/** Adds an inventory template, which the API itself cannot. `template` needs a name. */
export function addInventoryTemplate(store: DocStore, org: string, moduleName: string, template: JsonObject): void {
  const module = findModule(store, org, moduleName);
  const [maker] = store.list(org, 'users');
  if (module === undefined || maker === undefined) return;
  const at = store.org(org)?.createdTime ?? '';
  const by = nameUser(maker);
  const doc: Doc = {
    id: store.nextId(org),
    folder: { name: 'Public Templates', id: store.nextId(org) },
    editor_mode: 'rich_text',
    category: 'normal',
    favorite: false,
    active: true,
    last_usage_time: null,
    ...template,
    module: refer(module),
    created_by: by,
    created_time: at,
    modified_by: by,
    modified_time: at,
  };
  store.put(org, collection, doc, moduleName);
}

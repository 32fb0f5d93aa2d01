import { text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import { findModule } from '../metadata/lookups.ts';
import type { Reply, RouteContext } from '../route.ts';
import { requestError } from '../route.ts';
import { listPage } from './listing.ts';
import { apiName } from './references.ts';

/** What the detail alone tells. */
const detailOnly: ReadonlySet<string> = new Set(['content', 'mail_content', 'description']);

/** Templates of one page, without being asked and at most. */
const pageSize = { usual: 20, most: 100 };

/** A page of templates (email_templates.json, inventory_templates.json): of one module, one category or all of the org. `show` makes a line of a document. */
export function listTemplates({ store, org, query }: RouteContext, collection: string, show: (doc: Doc) => Doc): Reply {
  const name = query.get('module');
  const module = name === null ? undefined : findModule(store, org.name, name);
  if (name !== null && module === undefined)
    return requestError(400, 'INVALID_MODULE', 'the module name given seems to be invalid', { param_name: 'module' });
  const category = query.get('category');
  const docs = store.list(org.name, collection, module === undefined ? undefined : apiName(module));
  const asked = Number(query.get('per_page') ?? pageSize.usual);
  const paging = new URLSearchParams(query);
  paging.set('per_page', String(asked > 0 ? Math.min(asked, pageSize.most) : pageSize.usual));
  return listPage(
    collection,
    docs.filter((doc) => category === null || text(doc, 'category') === category),
    paging,
    (doc) => show({ ...Object.fromEntries(Object.entries(doc).filter(([member]) => !detailOnly.has(member))), id: doc.id }),
  );
}

import type { Doc } from '../doc.ts';
import { findModule } from '../metadata/lookups.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { listReply, requestError } from '../route.ts';
import { listPage } from './listing.ts';
import { apiName } from './references.ts';
import { usesOfId } from './usage.ts';

function listTemplates({ store, org, query }: RouteContext): Reply {
  const name = query.get('module');
  const module = name === null ? undefined : findModule(store, org.name, name);
  if (name !== null && module === undefined)
    return requestError(400, 'INVALID_MODULE', 'the module name given seems to be invalid', { param_name: 'module' });
  const docs = store.list(org.name, 'email_templates', module === undefined ? undefined : apiName(module));
  return listPage('email_templates', docs, query, (doc) => {
    const line = Object.fromEntries(Object.entries(doc).filter(([member]) => member !== 'content'));
    return showTemplate({ store, org }, { ...line, id: doc.id });
  });
}

function readTemplate({ store, org, params }: RouteContext): Reply {
  const doc = store.get(org.name, 'email_templates', params['id'] ?? '');
  return listReply('email_templates', doc === undefined ? [] : [showTemplate({ store, org }, doc)]);
}

function showTemplate({ store, org }: Pick<RouteContext, 'store' | 'org'>, doc: Doc): Doc {
  return { ...doc, associated: usesOfId(store, org.name, doc.id).length > 0 };
}

const read = { method: 'GET', scope: 'ZohoCRM.templates.email.READ', minCredits: 1, maxCredits: 1 } as const;

/** `/settings/email_templates` (email_templates.json): read only, as in the real API; the detail alone has the `content`. */
export const emailTemplateRoutes: readonly Route[] = [
  { ...read, path: '/settings/email_templates', handle: listTemplates },
  { ...read, path: '/settings/email_templates/{id}', handle: readTemplate },
];

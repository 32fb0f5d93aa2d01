import type { Doc } from '../doc.ts';
import type { Route, RouteContext } from '../route.ts';
import { pagedReply } from '../route.ts';
import { listTemplates } from './template-list.ts';
import { usesOfId } from './usage.ts';

const collection = 'email_templates';

function showTemplate({ store, org }: RouteContext, doc: Doc): Doc {
  return { ...doc, associated: usesOfId(store, org.name, doc.id).length > 0 };
}

const read = { method: 'GET', scope: 'ZohoCRM.templates.email.READ', minCredits: 1, maxCredits: 1 } as const;

/** `/settings/email_templates` (email_templates.json): read only, as in the real API; the detail alone has the `content`. */
export const emailTemplateRoutes: readonly Route[] = [
  {
    ...read,
    path: '/settings/email_templates',
    handle: (context) => listTemplates(context, collection, (doc) => showTemplate(context, doc)),
  },
  {
    ...read,
    path: '/settings/email_templates/{id}',
    handle: (context) => {
      const doc = context.store.get(context.org.name, collection, context.params['id'] ?? '');
      return pagedReply(
        collection,
        doc === undefined ? [] : [{ ...showTemplate(context, doc), mail_content: doc['mail_content'] ?? null }],
        context.query,
      );
    },
  },
];

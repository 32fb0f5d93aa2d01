import type { Kind } from './kind.ts';

const [path, query] = ['/settings/webforms', { module: '{module}' }];

/**
 * A form on the web that makes records (Zoho "Get Webforms", "Create Webform", "Update Webform", "Delete Webforms", v8; members as in Zoho's SDK 8.0; in no OpenAPI file).
 * The list is of the whole org; everything else asks for the module. A change says all of it again, since the page does not say what is kept [?]. How the form looks, and
 * what it answers by mail, stays as it is in the org. A new one is made off and switched on last.
 */
export const webformKind: Kind = {
  name: 'webform',
  title: { en: 'Web form', ja: 'Webフォーム' },
  schema: 'webform',
  scope: 'module',
  separator: '/',
  file: { pattern: 'automation/webforms/{module}/{name}.yaml', holds: 'one' },
  identity: 'name',
  envelope: 'webforms',
  list: { method: 'GET', path, per: 'org', paged: false },
  detail: { method: 'GET', path: `${path}/{id}`, query },
  create: { method: 'POST', path, query, batch: 1, credits: 1 },
  update: { method: 'PUT', path: `${path}/{id}`, query, batch: 1, credits: 1 },
  remove: { method: 'DELETE', path: `${path}/{id}`, query, batch: 1, credits: 1 },
  besides: [
    {
      method: 'PUT',
      path: `${path}/{id}`,
      sets: ({ before, after }) => (before === undefined && after !== undefined && after['active'] !== false ? ['active'] : []),
      instead: { active: false },
    },
  ],
  frozen: ['layout'],
  given: ['owner', 'action_on_submit'],
  kept: ['location_url'],
  deferred: [],
  whole: true,
  runsBy: 'active',
  holdsRecords: false,
  setupPage: '/settings/webforms',
  removeEffect: () => 'pages that hold it no longer make records',
  body: (said, step) => ({ ...said, module: { api_name: step.module } }),
};

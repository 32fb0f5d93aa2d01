import { addFunction } from '../../cli/emulator/crm/automation/functions.ts';
import { addInventoryTemplate } from '../../cli/emulator/crm/automation/inventory-templates.ts';
import { addEmailTemplate } from '../../cli/emulator/crm/automation/seed.ts';
import type { Doc } from '../../cli/emulator/crm/doc.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import type { Short } from '../plan/world.ts';
import type { EmbeddedOrg } from './embedded-org.ts';
import type { Example } from './examples.ts';

/** Changes what a person changes in the CRM, since the API does not. */
function change({ crm }: EmbeddedOrg, collection: string, name: string, differing: JsonObject): void {
  const found = crm.store.list(crm.org.name, collection).find((doc) => doc['name'] === name);
  if (found === undefined) throw new Error(`${collection} has no ${name}`);
  const doc: Doc = { ...found, ...differing, id: found.id };
  crm.store.put(crm.org.name, collection, doc, ...moduleOf(doc));
}

function moduleOf(doc: Doc): [string] | [] {
  const module = doc['module'];
  return typeof module === 'object' && module !== null && 'api_name' in module ? [String(module['api_name'])] : [];
}

/** Examples of kinds with texts of another language beside them: templates, functions, forms. */
export const contentExamples: Readonly<Record<string, Example>> = {
  email_template: {
    made: ({ crm }) =>
      addEmailTemplate(crm.store, crm.org.name, 'Deals', { name: 'Offer', subject: 'Our offer', content: '<p>Dear ${!Deals.Contact_Name},</p>\n' }),
    update: [
      'email_template',
      'Deals/Offer',
      { name: 'Offer', folder: 'Offers', subject: 'Your offer', content: '<p>Hello ${!Deals.Contact_Name},</p>\n', attachments: ['terms.pdf'] },
    ],
    byHand: (org) =>
      change(org, 'email_templates', 'Offer', {
        folder: { name: 'Offers', id: org.crm.store.nextId(org.crm.org.name) },
        subject: 'Your offer',
        content: '<p>Hello ${!Deals.Contact_Name},</p>\n',
        attachments: [{ id: org.crm.store.nextId(org.crm.org.name), type: 'static', static_attachment: { file_name: 'terms.pdf', file_id: 'f1' } }],
      }),
  },
  function: {
    made: ({ crm }) =>
      addFunction(crm.store, crm.org.name, { api_name: 'tell_shop', display_name: 'Tell shop', category: 'automation', script: 'info "a";\n' }),
    update: ['function', 'tell_shop', { display_name: 'Tell the shop', category: 'automation', script: 'info "ja: はい";\n', rest_api: ['oauth'] }],
    byHand: ({ crm }) => {
      const [found] = crm.store.list(crm.org.name, 'functions');
      if (found === undefined) throw new Error('no function');
      const rest = [
        { type: 'oauth', active: true, url: 'https://crm.example/execute' },
        { type: 'zapikey', active: false },
      ];
      crm.store.put(crm.org.name, 'functions', { ...found, display_name: 'Tell the shop', script: 'info "ja: はい";\n', rest_api: rest });
    },
  },
  webform: {
    limits: [1, 1],
    create: [
      'webform',
      'Leads/Contact us',
      {
        name: 'Contact us',
        layout: 'Leads/Standard',
        fields: [{ field: 'Last_Name', required: true }, { field: 'Email' }, { field: 'Company', hidden: true, default_value: 'unknown' }],
        owner: { user: 'sam@osaka.example' },
        action_on_submit: 'splash_message',
        action_value: 'Thanks.',
        location_url: ['https://shop.example'],
      },
    ],
    update: [
      'webform',
      'Leads/Contact us',
      {
        name: 'Contact us',
        layout: 'Leads/Standard',
        active: false,
        fields: [
          { field: 'Email', required: true },
          { field: 'Last_Name', required: true, help: 'Family name' },
        ],
        owner: { user: 'avery@osaka.example' },
        action_on_submit: 'redirect_url',
        action_value: 'https://shop.example/thanks',
        location_url: ['*'],
        approval_request: true,
      },
    ],
    dangling: ['webform', 'Leads/Order', { name: 'Order', layout: 'Leads/Nowhere' }],
    frozen: ['webform', 'Leads/Contact us', { name: 'Contact us', layout: 'Leads/Other' }],
  },
  inventory_template: {
    made: ({ crm }) => addInventoryTemplate(crm.store, crm.org.name, 'Quotes', { name: 'Letter', content: '<h1>${!Quotes.Subject}</h1>\n' }),
    update: [
      'inventory_template',
      'Quotes/Letter',
      { name: 'Letter', folder: 'Public Templates', content: '<h2>${!Quotes.Subject}</h2>\n', active: false },
    ],
    byHand: (org) => change(org, 'inventory_templates', 'Letter', { content: '<h2>${!Quotes.Subject}</h2>\n', active: false }),
  },
};

/** One element of each of these kinds that can be deleted. */
export const contentWhole: readonly Short[] = [
  [
    'webform',
    'Leads/Contact us',
    { name: 'Contact us', layout: 'Leads/Standard', fields: [{ field: 'Last_Name', required: true }, { field: 'Email' }] },
  ],
];

import type { JsonObject } from '../../cli/model/json.ts';
import type { Short } from '../plan/world.ts';
import type { Example } from './examples.ts';

const customers: Short = ['portal', 'Customers', {}];

const signOn = (folder: string): JsonObject => ({
  login_url: `https://www.example.com/${folder}/in`,
  logout_url: `https://www.example.com/${folder}/out`,
  public_key: '-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----',
});

/** What people see of contacts, themselves, and of the deals that they are the contacts of. */
function client(name: string, more: { readonly contacts?: JsonObject; readonly deals?: JsonObject; readonly active?: boolean } = {}): Short {
  const contacts = {
    ...{ module: 'Contacts', shared_type: 'private', permissions: ['edit', 'view'], layouts: ['Contacts/Standard'] },
    fields: [{ field: 'Contacts.Email', read_only: true }, { field: 'Contacts.Phone' }],
  };
  const deals = {
    ...{ module: 'Deals', shared_type: 'private', permissions: ['view'], layouts: ['Deals/Standard'] },
    ...{ fields: [{ field: 'Deals.Stage', read_only: true }], filters: ['Deals.Contact_Name'], custom_views: ['Deals/Shown to clients'] },
  };
  return [
    'portal_user_type',
    name,
    {
      ...{ personality_module: 'Contacts', invitation_field: 'Contacts.Email', ...(more.active === true ? { active: true } : {}) },
      modules: [
        { ...contacts, ...more.contacts },
        { ...deals, ...more.deals },
      ],
    },
  ];
}

const shown: Short = ['custom_view', 'Deals/Shown to clients', { name: 'Shown to clients', fields: ['Deal_Name', 'Stage'] }];

/** Examples of portals and of who sees what there. */
export const portalExamples: Readonly<Record<string, Example>> = {
  portal: {
    withoutId: true,
    limits: [100, 1],
    create: customers,
    update: ['portal', 'Customers', { saml_configuration: signOn('saml') }],
    frozen: ['portal', 'Customers', { active: false }],
  },
  portal_user_type: {
    with: [customers, shown],
    limits: [1, 1],
    create: client('Customers/Client'),
    update: client('Customers/Client', {
      active: true,
      contacts: { permissions: ['create_attachment', 'edit', 'view'], fields: [{ field: 'Contacts.Email' }, { field: 'Contacts.Phone' }] },
      deals: { custom_views: ['Deals/Shown to clients'], shared_type: 'public' },
    }),
    dangling: client('Customers/Nobody', { deals: { fields: [{ field: 'Deals.Nowhere' }] } }),
  },
};

/** The same, each with all that can be taken away from it. */
export const portalWhole: readonly Short[] = [
  ['portal', 'Partners', { saml_configuration: signOn('partners') }],
  shown,
  client('Partners/Client', { active: true }),
];

/** What becomes of them. */
export const portalLess: Readonly<Record<string, (attributes: JsonObject) => JsonObject>> = {
  'portal_user_type:Partners/Client': () =>
    client('Partners/Client', {
      contacts: { permissions: ['view'], fields: [{ field: 'Contacts.Email', read_only: true }] },
      deals: { filters: [], custom_views: [], fields: [] },
    })[2] ?? {},
  'portal:Partners': () => ({ saml_configuration: signOn('other') }),
};

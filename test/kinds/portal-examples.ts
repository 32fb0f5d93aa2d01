import type { JsonObject } from '../../cli/model/json.ts';
import type { Short } from '../plan/world.ts';
import type { Example } from './examples.ts';

const customers: Short = ['portal', 'Customers', {}];

const signOn = (folder: string): JsonObject => ({
  login_url: `https://www.example.com/${folder}/in`,
  logout_url: `https://www.example.com/${folder}/out`,
  public_key: '-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----',
});

/** Examples of portals and of who sees what there. */
export const portalExamples: Readonly<Record<string, Example>> = {
  portal: {
    withoutId: true,
    limits: [100, 1],
    create: customers,
    update: ['portal', 'Customers', { saml_configuration: signOn('saml') }],
    frozen: ['portal', 'Customers', { active: false }],
  },
};

/** The same, each with all that can be taken away from it. */
export const portalWhole: readonly Short[] = [['portal', 'Partners', { saml_configuration: signOn('partners') }]];

/** What becomes of them. */
export const portalLess: Readonly<Record<string, (attributes: JsonObject) => JsonObject>> = {
  'portal:Partners': () => ({ saml_configuration: signOn('other') }),
};

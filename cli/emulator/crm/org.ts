import { showLicense } from './license.ts';
import { findModule } from './metadata/lookups.ts';
import type { Reply, Route, RouteContext } from './route.ts';
import { requestError } from './route.ts';

const currencies: Readonly<Record<string, { name: string; symbol: string }>> = {
  USD: { name: 'US Dollar - USD', symbol: '$' },
  EUR: { name: 'Euro - EUR', symbol: '€' },
  JPY: { name: 'Japanese Yen - JPY', symbol: '¥' },
  AUD: { name: 'Australian Dollar - AUD', symbol: '$' },
  GBP: { name: 'British Pound - GBP', symbol: '£' },
};

/** The org as `GET /org` shows it (org.json). */
function showOrg(context: RouteContext): Reply {
  const { org } = context;
  const currency = currencies[org.currency] ?? { name: org.currency, symbol: org.currency };
  return {
    status: 200,
    body: {
      org: [
        {
          ...address,
          type: org.type,
          company_name: org.name,
          domain_name: `org${org.zgid}`,
          zgid: org.zgid,
          id: `${org.idPrefix}000000000`,
          primary_zuid: org.zgid,
          primary_email: `admin@${org.name}.example`,
          created_time: org.createdTime,
          currency: currency.name,
          currency_symbol: currency.symbol,
          currency_locale: org.currency,
          iso_code: org.currency,
          time_zone: org.timeZone,
          country_code: org.locale.split('_')[1] ?? null,
          mc_status: false,
          gapps_enabled: org.integrations.includes('google'),
          translation_enabled: false,
          deletable_org_account: false,
          privacy_settings: false,
          hipaa_compliance_enabled: false,
          lite_users_enabled: false,
          employee_count: String(org.userLicenses),
          hierarchy_preferences: { type: 'Role_Hierarchy', strictly_reporting: null },
          license_details: showLicense(org),
        },
      ],
    },
  };
}

const address = {
  country: null,
  photo_id: null,
  city: null,
  description: null,
  street: null,
  alias: null,
  state: null,
  fax: null,
  zip: null,
  website: null,
  mobile: null,
  zia_portal_id: null,
  phone: null,
};

/** Number of records of a module; the emulator keeps numbers only. */
function countRecords(context: RouteContext): Reply {
  const name = context.params['module'] ?? '';
  const module = findModule(context.store, context.org.name, name);
  if (module === undefined || module['api_supported'] === false) {
    return requestError(400, 'INVALID_MODULE', 'the module name given seems to be invalid');
  }
  return { status: 200, body: { count: context.org.records[name] ?? 0 } };
}

/** Calls that tell about the org itself. */
export const orgRoutes: readonly Route[] = [
  { method: 'GET', path: '/org', scope: 'ZohoCRM.org.READ', minCredits: 1, maxCredits: 1, handle: showOrg },
  { method: 'GET', path: '/{module}/actions/count', scope: 'ZohoCRM.modules.READ', minCredits: 1, maxCredits: 1, handle: countRecords },
];

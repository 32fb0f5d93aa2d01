import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assumeCapabilities } from '../../cli/crm/offered.ts';
import { scopeOf } from '../../cli/crm/scope.ts';
import { routes } from '../../cli/emulator/crm/routes.ts';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { findOperation } from '../../cli/model/capability.ts';
import type { CrmMethod } from '../../cli/model/crm-call.ts';
import type { Json } from '../../cli/model/json.ts';
import { isList, isObject, property } from '../../cli/model/json.ts';

const published = process.env['ORGCAST_SHARED'] ?? join(import.meta.dirname, '../../../shared');
const folder = join(published, 'zoho-crm-oas/v8.0-oas31');
const present = existsSync(folder) || process.env['ORGCAST_REQUIRE_SHARED'] === '1';

test.each([
  ['GET', '/settings/holidays', 'ZohoCRM.settings.business_hours.READ'],
  ['PUT', '/settings/holidays/658064197000000001', 'ZohoCRM.settings.business_hours.UPDATE'],
  ['GET', '/org', 'ZohoCRM.org.READ'],
  ['POST', '/org/currencies/actions/enable', 'ZohoCRM.settings.currencies.CREATE'],
  ['PUT', '/org/taxes', 'ZohoCRM.org.UPDATE'],
  ['POST', '/Contacts/roles', 'ZohoCRM.modules.contacts.WRITE'],
  ['DELETE', '/contacts/roles/{id}', 'ZohoCRM.modules.contacts.DELETE'],
  ['GET', '/settings/call_preferences', 'ZohoCRM.settings.modules.READ'],
  ['PUT', '/settings/service_preferences', 'ZohoCRM.settings.modules.UPDATE'],
  ['PUT', '/settings/appointment_preferences', 'ZohoCRM.org.UPDATE'],
  ['POST', '/settings/layouts/658064197000000001/map_dependency', 'ZohoCRM.settings.map_dependency.CREATE'],
  ['GET', '/settings/layouts/{}/map_dependency/{}', 'ZohoCRM.settings.map_dependency.READ'],
  ['PATCH', '/settings/layouts/658064197000000001', 'ZohoCRM.settings.layouts.UPDATE'],
  ['POST', '/settings/territories/{id}/actions/transfer_and_delete', 'ZohoCRM.settings.territories.DELETE'],
  ['DELETE', '/settings/blueprints/658064197000000001/actions/activate', 'ZohoCRM.settings.blueprint.UPDATE'],
  ['GET', '/Deals/actions/count', 'ZohoCRM.modules.READ'],
] as const)('%s %s needs %s', (method, path, scope) => {
  expect(scopeOf(method, path)).toBe(scope);
});

test('an org that does not list its API is assumed to ask for the scopes that the embedded one lists', () => {
  const assumed = assumeCapabilities(kinds);
  const listedRoutes = routes.map(({ method, path, scope }) => ({ listed: scope, told: findOperation(assumed, method as CrmMethod, path)?.scope }));
  const compared = listedRoutes.filter(({ told }) => told !== undefined);
  expect(compared.filter(({ listed, told }) => told?.toLowerCase() !== listed.toLowerCase())).toEqual([]);
  expect(compared.length).toBeGreaterThan(60);
});

/** What one of the files says otherwise than its siblings or than the vendor's page: a change asked for by the right to create, a switch by the right to delete. */
const misprints = ['PUT /settings/business_hours/shift_hours/{shift}', 'DELETE /settings/automation/scoring_rules/{ruleId}/actions/activate'];

/** Paths that we never ask, of which several scopes serve. */
const foreign = /^\/(?:\{module|users\/|settings\/territories\/\{territory\}|__composite)/;

describe.skipIf(!present)('the scopes of the published OpenAPI files (needs ../shared)', () => {
  test('are those of our own, whatever the resource is called', () => {
    const operations = readdirSync(folder).flatMap((name) => readScopes(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Json));
    const different = operations.filter(({ method, path, scopes }) => {
      const own = scopeOf(method, path).toLowerCase();
      const wider = own.replace(/[a-z]+$/, 'all');
      return !foreign.test(path) && !misprints.includes(`${method} ${path}`) && !scopes.includes(own) && !scopes.includes(wider);
    });
    expect(different).toEqual([]);
    expect(operations.length).toBeGreaterThan(200);
  });
});

interface Published {
  readonly method: CrmMethod;
  readonly path: string;
  /** in lower case, with the prefix that some lack */
  readonly scopes: readonly string[];
}

function readScopes(document: Json): readonly Published[] {
  const paths = property(document, 'paths');
  return Object.entries(isObject(paths) ? paths : {}).flatMap(([path, item]) =>
    (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).flatMap((method): readonly Published[] => {
      const operation = property(item, method.toLowerCase());
      if (operation === undefined) return [];
      const security = property(operation, 'security') ?? property(document, 'security');
      const named = (isList(security) ? security : []).flatMap((one) =>
        Object.values(isObject(one) ? one : {}).flatMap((list) => (isList(list) ? list : [])),
      );
      return [
        {
          method,
          path,
          scopes: named.map((scope) =>
            String(scope)
              .toLowerCase()
              .replace(/^settings\./, 'zohocrm.settings.'),
          ),
        },
      ];
    }),
  );
}

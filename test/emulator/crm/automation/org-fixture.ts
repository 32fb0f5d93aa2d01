import { actionRoutes } from '../../../../cli/emulator/crm/automation/actions.ts';
import { blueprintRoutes } from '../../../../cli/emulator/crm/automation/blueprints.ts';
import { emailTemplateRoutes } from '../../../../cli/emulator/crm/automation/email-templates.ts';
import { seedAutomation } from '../../../../cli/emulator/crm/automation/seed.ts';
import { workflowRuleRoutes } from '../../../../cli/emulator/crm/automation/workflow-rules.ts';
import type { Doc } from '../../../../cli/emulator/crm/doc.ts';
import type { OrgRecord } from '../../../../cli/emulator/crm/org-record.ts';
import type { Method, Reply, Route } from '../../../../cli/emulator/crm/route.ts';
import { permissionsForNewModule, seedSecurity } from '../../../../cli/emulator/crm/security/permissions.ts';
import { profileRoutes } from '../../../../cli/emulator/crm/security/profiles.ts';
import { roleRoutes } from '../../../../cli/emulator/crm/security/roles.ts';
import type { DocStore } from '../../../../cli/emulator/crm/store.ts';
import { openStore } from '../../../../cli/emulator/crm/store.ts';
import type { Json, JsonObject } from '../../../../cli/model/json.ts';
import { isObject, objects, property, text } from '../../../../cli/model/json.ts';

const routes: readonly Route[] = [
  ...roleRoutes,
  ...profileRoutes,
  ...workflowRuleRoutes,
  ...actionRoutes,
  ...emailTemplateRoutes,
  ...blueprintRoutes,
];

/** A small org in memory, and a way to call its routes. */
export interface TestOrg {
  readonly store: DocStore;
  readonly record: OrgRecord;
  readonly user: Doc;
  /** Every call so far, for checks against the published contract. */
  readonly exchanges: Exchange[];
  call(method: Method, path: string, body?: JsonObject): Reply;
  /** A write that must succeed; gives the new or changed element's id. */
  write(method: Method, path: string, body: JsonObject): string;
  /** First document of a list or detail answer. */
  first(path: string): JsonObject;
  module(apiName: string): Doc;
  field(module: string, apiName: string): JsonObject;
}

export interface Exchange {
  readonly method: Method;
  readonly template: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: JsonObject | undefined;
  readonly reply: Reply;
}

const picklists: Readonly<Record<string, readonly string[]>> = {
  Lead_Status: ['-None-', 'Contacted', 'Lost'],
  Stage: ['Qualification', 'Closed Won', 'Closed Lost'],
  Pipeline: ['Standard', 'Test'],
  Status: ['Not Started', 'Completed'],
  Priority: ['High', 'Low'],
};

const moduleFields: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Leads: { Last_Name: 'text', Company: 'text', Email: 'email', Owner: 'ownerlookup', Lead_Status: 'picklist', Partner: 'lookup' },
  Contacts: { Last_Name: 'text', Email: 'email', Owner: 'ownerlookup' },
  Deals: { Deal_Name: 'text', Stage: 'picklist', Pipeline: 'picklist', Closing_Date: 'date', Owner: 'ownerlookup' },
  Tasks: { Subject: 'text', Due_Date: 'date', Status: 'picklist', Priority: 'picklist', Owner: 'ownerlookup' },
};

/** Opens the org; close its store when done. */
export function openOrg(changes: Partial<OrgRecord> = {}): TestOrg {
  const store = openStore(':memory:');
  const record: OrgRecord = { ...plainOrg, ...changes };
  store.createOrg(record);
  const user = { id: store.nextId(record.name), full_name: 'Ada Admin', email: 'ada@example.com', role: null, profile: null };
  store.put(record.name, 'users', user);
  seedSecurity(store, record.name);
  for (const [module, fields] of Object.entries(moduleFields)) seedModule(store, record.name, module, fields);
  seedAutomation(store, record.name);
  const exchanges: Exchange[] = [];
  let second = 0;
  const now = (): string => {
    second += 1;
    return `2026-01-01T10:00:${String(second % 60).padStart(2, '0')}+09:00`;
  };
  const call = (method: Method, path: string, body?: JsonObject): Reply => {
    const url = new URL(path, 'http://crm.test');
    const { route, params } = findRoute(method, url.pathname);
    const context = { org: record, user, store, params, query: url.searchParams, body, now };
    const reply = store.transaction(() => route.handle(context));
    exchanges.push({ method, template: route.path, query: Object.fromEntries(url.searchParams), body, reply });
    return reply;
  };
  const first = (path: string): JsonObject => firstItem(call('GET', path).body);
  return {
    store,
    record,
    user,
    exchanges,
    call,
    first,
    write: (method, path, body) => succeed(call(method, path, body)),
    module: (apiName) => store.list(record.name, 'modules').find((module) => module['api_name'] === apiName) ?? missing(apiName),
    field: (module, apiName) => {
      const found = store.list(record.name, 'fields', module).find((field) => field['api_name'] === apiName) ?? missing(apiName);
      return { api_name: apiName, id: found.id };
    },
  };
}

/** The first item under the one envelope of an answer. */
export function firstItem(body: Json | undefined): JsonObject {
  if (!isObject(body)) throw new Error('the answer has no body');
  const envelope = Object.keys(body).find((name) => name !== 'info') ?? '';
  return objects(body, envelope)[0] ?? missing(`item of ${envelope}`);
}

function succeed(reply: Reply): string {
  if (reply.status !== 200 && reply.status !== 201) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
  return text(property(firstItem(reply.body), 'details'), 'id') ?? missing('id');
}

function missing(what: string): never {
  throw new Error(`no ${what}`);
}

function seedModule(store: DocStore, org: string, name: string, fields: Readonly<Record<string, string>>): void {
  const module = {
    id: store.nextId(org),
    api_name: name,
    module_name: name === 'Deals' ? 'Potentials' : name,
    singular_label: name.slice(0, -1),
    plural_label: name,
  };
  store.put(org, 'modules', module);
  permissionsForNewModule(store, org, module);
  for (const [apiName, type] of Object.entries(fields)) store.put(org, 'fields', makeField(store, org, apiName, type), name);
  const section = { id: store.nextId(org), name: 'Information', api_name: 'Information', fields: [] };
  store.put(org, 'layouts', { id: store.nextId(org), name: 'Standard', api_name: 'Standard', display_label: 'Standard', sections: [section] }, name);
}

function makeField(store: DocStore, org: string, apiName: string, type: string): Doc {
  const values = (picklists[apiName] ?? []).map((value) => ({
    id: store.nextId(org),
    actual_value: value,
    display_value: value,
    reference_value: value,
  }));
  const lookup = type === 'lookup' ? { lookup: { module: { api_name: 'Contacts' } } } : {};
  return { id: store.nextId(org), api_name: apiName, data_type: type, pick_list_values: values, ...lookup };
}

function findRoute(method: Method, path: string): { route: Route; params: Record<string, string> } {
  const matches = routes
    .filter((route) => route.method === method)
    .flatMap((route) => {
      const params = matchPath(route.path.split('/'), path.split('/'));
      return params === undefined ? [] : [{ route, params }];
    });
  const found = matches.toSorted((one, other) => Object.keys(one.params).length - Object.keys(other.params).length)[0];
  return found ?? missing(`route ${method} ${path}`);
}

function matchPath(template: readonly string[], path: readonly string[]): Record<string, string> | undefined {
  if (template.length !== path.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    if (part.startsWith('{')) params[part.slice(1, -1)] = path[index] ?? '';
    else if (part !== path[index]) return undefined;
  }
  return params;
}

const plainOrg: OrgRecord = {
  name: 'head-office',
  zgid: '60001',
  edition: 'enterprise',
  type: 'production',
  bundle: null,
  integrations: [],
  records: {},
  credentials: { clientId: 'id', clientSecret: 'secret', refreshToken: 'refresh', scopes: [] },
  idPrefix: '4011656000',
  disabledApis: [],
  timeOffset: '+09:00',
  timeZone: 'Asia/Tokyo',
  locale: 'en_US',
  currency: 'JPY',
  userLicenses: 10,
  createdTime: '2026-01-01T09:00:00+09:00',
};

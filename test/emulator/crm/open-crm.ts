import type { CrmParts } from '../../../cli/emulator/crm/app.ts';
import { answerCrm } from '../../../cli/emulator/crm/app.ts';
import { openClock } from '../../../cli/emulator/crm/clock.ts';
import { createFaultTable } from '../../../cli/emulator/crm/faults.ts';
import { answerToken } from '../../../cli/emulator/crm/oauth.ts';
import type { OrgRecord } from '../../../cli/emulator/crm/org-record.ts';
import { createReplyCache } from '../../../cli/emulator/crm/reply-cache.ts';
import type { OrgWorkshop } from '../../../cli/emulator/crm/seed/new-org.ts';
import { openStore } from '../../../cli/emulator/crm/store.ts';
import { createMeter } from '../../../cli/emulator/crm/usage-meter.ts';
import type { AddedOrg } from '../../../cli/emulator/org-access.ts';
import { addOrg } from '../../../cli/emulator/org-access.ts';
import type { Json, JsonObject } from '../../../cli/model/json.ts';
import { objects, property, text } from '../../../cli/model/json.ts';

/** What a call was answered with. */
export interface Answer {
  readonly status: number;
  readonly body: Json;
  readonly headers: Headers;
}

/** One org of the embedded CRM, called as a function. */
export interface TestCrm {
  readonly org: OrgRecord;
  readonly parts: CrmParts;
  readonly workshop: OrgWorkshop;
  call(method: string, path: string, body?: Json): Promise<Answer>;
  /** the first item of the answer's list */
  first(path: string): Promise<JsonObject>;
  /** items of the answer's list; none for 204 */
  items(path: string): Promise<readonly JsonObject[]>;
  /** ids of what a write that must succeed made or changed */
  write(method: string, path: string, body: Json): Promise<string[]>;
}

/** Parts of an emulator in memory, at a time that stands still unless the clock is set. */
export function openParts(): { parts: CrmParts; workshop: OrgWorkshop } {
  const store = openStore(':memory:');
  const clock = openClock(store, () => Date.parse('2026-03-01T00:00:00Z'));
  let count = 0;
  const randomHex = (bytes: number): string => {
    count += 1;
    return count.toString(16).padStart(bytes * 2, '0');
  };
  const parts = {
    store,
    clock,
    faults: createFaultTable(),
    meter: createMeter(() => 0),
    replies: createReplyCache(store),
    closing: new AbortController().signal,
  };
  return { parts, workshop: { store, clock, randomHex } };
}

/** Makes an org and gets a token for it. */
export async function openCrm(plan: Partial<AddedOrg> = {}, base = openParts()): Promise<TestCrm> {
  const org = addOrg(base.workshop, { name: 'kyoto', ...plan });
  const token = await tokenFor(base.workshop, org);
  const call = async (method: string, path: string, body?: Json): Promise<Answer> => {
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const url = `http://crm.test${path.startsWith('/crm/') ? path : `/crm/v8${path}`}`;
    const response = await answerCrm(base.parts, new Request(url, { method, headers: { authorization: `Zoho-oauthtoken ${token}` }, ...init }));
    const content = await response.text();
    return { status: response.status, body: content === '' ? null : (JSON.parse(content) as Json), headers: response.headers };
  };
  const items = async (path: string): Promise<readonly JsonObject[]> => listOf((await call('GET', path)).body);
  const first = async (path: string): Promise<JsonObject> => {
    const found = (await items(path))[0];
    if (found === undefined) throw new Error(`nothing at ${path}`);
    return found;
  };
  const write = async (method: string, path: string, body: Json): Promise<string[]> => {
    const answer = await call(method, path, body);
    if (answer.status !== 200 && answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    return listOf(answer.body).map((item) => text(property(item, 'details'), 'id') ?? '');
  };
  return { org, parts: base.parts, workshop: base.workshop, call, items, first, write };
}

/** The list under the one envelope of an answer's body. */
export function listOf(body: Json): readonly JsonObject[] {
  const envelope = Object.keys(body ?? {}).find((name) => name !== 'info') ?? '';
  return objects(body, envelope);
}

/** An access token of an org's client. */
export async function tokenFor(workshop: OrgWorkshop, org: OrgRecord): Promise<string> {
  const { clientId, clientSecret, refreshToken } = org.credentials;
  const query = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
  });
  const response = await answerToken(workshop, new Request(`http://crm.test/oauth/v2/token?${query}`, { method: 'POST' }));
  return text((await response.json()) as Json, 'access_token') ?? '';
}

/** Finds the item with that api_name. */
export function named(items: readonly JsonObject[], apiName: string): JsonObject {
  const found = items.find((item) => item['api_name'] === apiName);
  if (found === undefined) throw new Error(`no ${apiName} among ${items.map((item) => item['api_name']).join(', ')}`);
  return found;
}

/** Makes a custom module for every profile and gives its id. */
export async function makeCustomModule(crm: TestCrm, apiName: string, more: JsonObject = {}): Promise<string> {
  const profiles = (await crm.items('/settings/profiles')).map((profile) => ({ id: profile['id'] ?? null }));
  const module = { api_name: apiName, singular_label: apiName.replace(/s$/, ''), plural_label: apiName, profiles, ...more };
  const [id] = await crm.write('POST', '/settings/modules', { modules: [module] });
  return id ?? '';
}

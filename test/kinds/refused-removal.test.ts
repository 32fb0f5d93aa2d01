import { beforeAll, expect, test } from 'vitest';
import type { Ref } from '../../cli/model/element.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { isList, isObject, property, text } from '../../cli/model/json.ts';
import type { LiveSnapshot } from '../../cli/model/snapshot.ts';
import { openContract } from '../contract/openapi.ts';
import { contractPresent } from '../contract/published.ts';
import type { Relaxation } from '../contract/relaxation.ts';
import { relaxations } from '../contract/relaxations.ts';
import { snapshotOf } from '../plan/world.ts';
import { switchTerritoriesOn } from './access-examples.ts';
import type { EmbeddedOrg } from './embedded-org.ts';
import { openOrg } from './embedded-org.ts';
import { addLayout, whole } from './removal-examples.ts';

/** An id that no org has. */
const nobody = '658064197000999999';

let org: EmbeddedOrg;
let live: LiveSnapshot;

beforeAll(async () => {
  org = openOrg({}, { TELL_HEADER_X_API_KEY: 'canary-1' });
  addLayout(org);
  switchTerritoriesOn(org);
  await org.apply(snapshotOf(...whole));
  live = await org.read();
}, 60_000);

type Refused = readonly [what: string, code: string, path: string, query?: Readonly<Record<string, string>>];

/** Every delete that the CRM has to refuse; `<kind:key>` stands for an id. */
const deletes: readonly Refused[] = [
  ['a system field', 'NOT_ALLOWED', '/settings/fields/<field:Deals.Deal_Name>', { module: 'Deals' }],
  ['a field that automation names', 'NOT_ALLOWED', '/settings/fields/<field:Deals.Channel>', { module: 'Deals' }],
  ['a field that is nowhere', 'INVALID_DATA', `/settings/fields/${nobody}`, { module: 'Deals' }],
  ['a global picklist that a field uses', 'NOT_ALLOWED', '/settings/global_picklists/<global_picklist:Ways>'],
  ['a role without an heir', 'REQUIRED_PARAM_MISSING', '/settings/roles/<role:Branch>'],
  ['a role for one below it', 'INVALID_DATA', '/settings/roles/<role:Branch>', { transfer_to_id: '<role:Clerk>' }],
  ['the role at the top', 'INVALID_DATA', '/settings/roles/<role:CEO>', { transfer_to_id: '<role:Branch>' }],
  ['a profile without an heir', 'MANDATORY_NOT_FOUND', '/settings/profiles/<profile:Branch>'],
  ['a profile of the product', 'CANNOT_DELETE', '/settings/profiles/<profile:Standard>', { transfer_to_id: '<profile:Branch>' }],
  ['the standard layout', 'NOT_ALLOWED', '/settings/layouts/<layout:Leads/Standard>', { module: 'Leads' }],
  ['a layout in use without an heir', 'REQUIRED_PARAM_MISSING', '/settings/layouts/<layout:Leads/Second>', { module: 'Leads' }],
  ['use of a layout without an heir', 'REQUIRED_PARAM_MISSING', '/settings/layouts/<layout:Leads/Second>/actions/activate', { module: 'Leads' }],
  ['a layout for itself', 'INVALID_DATA', '/settings/layouts/<layout:Leads/Second>', { module: 'Leads', transfer_to: '<layout:Leads/Second>' }],
  ['a field update that a rule names', 'NOT_ALLOWED', '/settings/automation/field_updates/<field_update:Deals/Set channel>'],
  ['a task that a rule names', 'NOT_ALLOWED', '/settings/automation/tasks/<task:Deals/Call back>'],
  ['a webhook that a rule names', 'NOT_ALLOWED', '/settings/automation/webhooks/<webhook:Deals/Tell>'],
  ['a webhook that is nowhere', 'INVALID_DATA', `/settings/automation/webhooks/${nobody}`],
  ['a rule that is nowhere', 'INVALID_DATA', `/settings/automation/workflow_rules/${nobody}`],
  ['a blueprint that runs', 'NOT_ALLOWED', '/settings/blueprints/<blueprint:Deals/Sales>'],
  ['a state that a transition joins', 'NOT_ALLOWED', '/settings/blueprints/<blueprint:Deals/Sales>/states/<state:Deals/Sales#Web>'],
];

function fillIds(words: string): string {
  return words.replace(/<([^>]+)>/g, (_whole, ref: Ref) => live.ids.get(ref) ?? `no id of ${ref}`);
}

async function send(method: 'DELETE' | 'PATCH', path: string, query: Readonly<Record<string, string>>, body?: JsonObject): Promise<JsonObject> {
  const filled = JSON.parse(fillIds(JSON.stringify({ path, query, ...(body === undefined ? {} : { body }) }))) as { path: string };
  const answer = await org.client.send({ method, ...filled });
  const [item] = isObject(answer.body) ? (Object.values(answer.body).find(isList) ?? []) : [];
  return { status: answer.status, code: text(item ?? answer.body, 'code') ?? '' };
}

test.each(deletes.map(([what, code, path, query]) => ({ what, code, path, query: query ?? {} })))('$what is not deleted', async (one) => {
  expect(await send('DELETE', one.path, one.query)).toEqual({ status: 400, code: one.code });
});

test('a value that automation names is not deleted', async () => {
  const fields = [{ id: '<field:Deals.Channel>', pick_list_values: [{ id: '<picklist:Deals.Channel#Web>', _delete: true }] }];
  expect(await send('PATCH', '/settings/fields', { module: 'Deals' }, { fields })).toEqual({ status: 400, code: 'NOT_ALLOWED' });
});

test('of a global picklist only one value goes at a time', async () => {
  const values = ['a', 'b'].map((value) => ({ id: `<picklist:global Ways#${value}>`, _delete: true }));
  const body = { global_picklists: [{ pick_list_values: values }] };
  expect(await send('PATCH', '/settings/global_picklists/<global_picklist:Ways>', {}, body)).toEqual({ status: 400, code: 'LIMIT_EXCEEDED' });
});

test('of a field’s access no more is said at once than a call takes', async () => {
  const profiles = Array.from({ length: 11 }, () => ({ id: '<profile:Branch>', permission_type: 'hidden' }));
  const body = { fields: [{ id: '<field:Deals.Note>', profiles }] };
  expect(await send('PATCH', '/settings/fields', { module: 'Deals' }, body)).toEqual({ status: 400, code: 'LIMIT_EXCEEDED' });
  const nobodys = { fields: [{ id: '<field:Deals.Note>', profiles: [{}] }] };
  expect(await send('PATCH', '/settings/fields', { module: 'Deals' }, nobodys)).toEqual({ status: 400, code: 'MANDATORY_NOT_FOUND' });
});

/** The file writes the three words of an enum as one. */
const threeWords: Relaxation = {
  name: 'three words',
  reason: 'quirk 10: "subordinate | invalid | same_role" is one word there',
  files: ['roles'],
  relax: (object) => (JSON.stringify(property(object, 'enum'))?.includes(' | ') === true ? { type: 'string' } : undefined),
};

test.skipIf(!contractPresent)('every refusal is as published', () => {
  const contract = openContract([...relaxations, threeWords]);
  const answers = org.exchanges.filter(({ status }) => status >= 400).flatMap((exchange) => contract.breaches(exchange));
  // What was asked for is the mistake; how it was answered counts.
  expect(answers.filter((breach) => / answer \d/.test(breach))).toEqual([]);
});

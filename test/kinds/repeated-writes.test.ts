import { beforeAll, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { resolveWrite } from '../../cli/live/resolve-write.ts';
import { writesOfStep } from '../../cli/live/step-writes.ts';
import type { Write } from '../../cli/model/crm-call.ts';
import type { Json } from '../../cli/model/json.ts';
import { isList, isObject } from '../../cli/model/json.ts';
import type { LiveSnapshot, Snapshot } from '../../cli/model/snapshot.ts';
import type { Short } from '../plan/world.ts';
import { kindsByName, snapshotOf } from '../plan/world.ts';
import type { EmbeddedOrg, PlanParts } from './embedded-org.ts';
import { openOrg } from './embedded-org.ts';
import { examples } from './examples.ts';
import { exampleSecrets } from './lives.ts';
import { authoritative, narrow, whole, widen } from './removal-examples.ts';

const supplied = exampleSecrets;

/** What one write left in the org when it was sent once, and when it was sent again. */
interface Repeated {
  readonly write: Write;
  readonly once: Json;
  readonly twice: Json;
  readonly status: number;
}

const repeated: Repeated[] = [];

beforeAll(async () => {
  const removal = openOrg({}, supplied);
  await removal.apply(snapshotOf(...whole));
  await removal.apply(snapshotOf(widen(await removal.read())));
  const full = await removal.read();
  await repeatAll(removal, narrow(full), authoritative(full));
  const update = openOrg({}, supplied);
  const entries = Object.values(examples);
  for (const example of entries) example.made?.(update);
  const parts = entries.flatMap((example): readonly Short[] => [...(example.with ?? []), ...(example.create === undefined ? [] : [example.create])]);
  await update.apply(snapshotOf(...parts));
  await repeatAll(update, snapshotOf(...entries.flatMap((example) => example.with ?? []), ...entries.map((example) => example.update)));
}, 120_000);

/** Carries out a plan, every write that says it may be repeated twice; the others once. */
async function repeatAll(org: EmbeddedOrg, desired: Snapshot, parts?: PlanParts): Promise<void> {
  const plan = await org.plan(desired, parts);
  const live = await org.read();
  for (const step of plan.steps.filter((one) => one.mode === 'api')) {
    for (const write of writesOfStep(step, { kinds: kindsByName, schemas, ids: live.ids, desired: desired.elements }))
      await repeatOne(org, live, write);
  }
}

async function repeatOne(org: EmbeddedOrg, live: LiveSnapshot, write: Write): Promise<void> {
  const ready = resolveWrite(write, live.ids, (name) => supplied[name]);
  // What needs the id of something made a moment ago is no write to what was there.
  if ('missing' in ready) return;
  const { method, path, query, envelope, items } = ready;
  const request = {
    method,
    path,
    ...(query === undefined ? {} : { query }),
    ...(method === 'DELETE' ? {} : { body: { [envelope]: write.single === true ? (items[0] ?? {}) : items } }),
  };
  await org.client.send(request);
  if (write.idempotent !== true) return;
  const once = stateOf(org);
  org.crm.advance(60);
  const { status } = await org.client.send(request);
  repeated.push({ write, once, twice: stateOf(org), status });
}

/** Everything that the CRM keeps, without who changed it when. */
function stateOf({ crm }: EmbeddedOrg): Json {
  const names = crm.store.collections(crm.org.name).filter((name) => name !== 'tokens');
  return withoutStamps(Object.fromEntries(names.map((name) => [name, crm.store.list(crm.org.name, name)])));
}

function withoutStamps(value: Json): Json {
  if (isList(value)) return value.map(withoutStamps);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, member]) => (name.startsWith('modified_') ? [] : [[name, withoutStamps(member)]])));
}

test('a write that may be repeated leaves the org as it left it the first time', () => {
  for (const { write, once, twice, status } of repeated) {
    expect(status, JSON.stringify(write)).toBe(200);
    expect(twice, JSON.stringify(write)).toEqual(once);
  }
});

test('there are such writes to every resource that is changed by values on an id', () => {
  const calls = new Set(repeated.map(({ write }) => `${write.method} ${write.path.replace(/(?<=\/portals\/)\w+/, '{portal}')}`));
  const plain = kinds.filter((kind) => kind.writes === undefined && kind.once !== true).flatMap((kind) => kind.update ?? []);
  const own = [
    'PATCH /settings/fields',
    'PATCH /settings/global_picklists/{id}',
    'PATCH /settings/layouts/{id}',
    'PUT /settings/automation/email_notifications/{id}',
    'PUT /settings/automation/field_updates/{id}',
    'PUT /settings/automation/tasks/{id}',
    'PUT /settings/automation/webhooks/{id}',
    'PUT /settings/blueprints/{id}',
    'PUT /org/currencies',
    'PUT /settings/modules',
    'PUT /settings/portals/{portal}',
    'PUT /settings/portals/{portal}/user_type/{id}',
    'PUT /settings/profiles/{id}',
    'PUT /settings/data_sharing',
    'PUT /settings/data_sharing/rules/{id}',
    'PUT /settings/roles',
    'PUT /settings/territories',
  ];
  expect([...calls].sort()).toEqual([...own, ...plain.map(({ method, path }) => `${method} ${path}`)].sort());
});

test('no write that makes something or takes it away says that it may be repeated', () => {
  for (const { write } of repeated) {
    expect(['PUT', 'PATCH']).toContain(write.method);
    expect(JSON.stringify(write.items)).not.toContain('"_delete":');
    expect(write.items.every((item) => item.captures === undefined)).toBe(true);
  }
});

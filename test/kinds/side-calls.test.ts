import { beforeAll, describe, expect, test } from 'vitest';
import { probeCapabilities } from '../../cli/crm/probe.ts';
import { routes } from '../../cli/emulator/crm/routes.ts';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { coverKind } from '../../cli/kinds/coverage.ts';
import type { Kind } from '../../cli/kinds/kind.ts';
import { normalizePath } from '../../cli/model/capability.ts';
import type { Ref } from '../../cli/model/element.ts';
import type { Step } from '../../cli/model/plan.ts';
import type { LiveSnapshot, Snapshot } from '../../cli/model/snapshot.ts';
import type { Short } from '../plan/world.ts';
import { kindOf, snapshotOf } from '../plan/world.ts';
import type { Applied, EmbeddedOrg, PlanParts } from './embedded-org.ts';
import { openOrg } from './embedded-org.ts';
import { examples } from './examples.ts';
import { exampleSecrets } from './lives.ts';
import { addLayout, authoritative, narrow, whole, widen } from './removal-examples.ts';
import { writesOf } from './writes.ts';

const nameOf = (method: string, path: string): string => `${method} ${normalizePath(path)}`;

/** The calls that a kind makes besides the ones for creating, updating and removing. */
function besidesOf(kind: Kind): readonly string[] {
  const own = [kind.create, kind.update, kind.remove].map((one) => (one === undefined ? '' : nameOf(one.method, one.path)));
  return (kind.besides ?? []).map((one) => nameOf(one.method, one.path)).filter((call) => !own.includes(call));
}

const sideCalls = [...new Set(kinds.flatMap(besidesOf))];

/** The same as the embedded CRM calls them. */
const disabledApis = routes.filter(({ method, path }) => sideCalls.includes(nameOf(method, path))).map(({ method, path }) => `${method} ${path}`);

const rule = kindOf('sharing_rule').name;
const quiet: Short = [
  'blueprint',
  'Deals/Quiet',
  { name: 'Quiet', layout: 'Deals/Standard', field: 'Stage', states: ['Qualification'], status: 'inactive' },
];
const off: Short = [
  rule,
  'Deals/Off',
  {
    name: 'Off',
    type: 'Record_Owner_Based',
    shared_from: { who: { role: 'CEO' } },
    shared_to: { who: 'all_users' },
    permission_type: 'read',
    status: 'inactive',
  },
];
const parts = Object.values(examples).flatMap((example): readonly Short[] => example.with ?? []);
const created = snapshotOf(
  ...parts,
  ...Object.values(examples).flatMap((example): readonly Short[] => (example.create === undefined ? [] : [example.create])),
  quiet,
  off,
);
const updated = snapshotOf(
  ...parts.map(([kind, key, attributes]): Short => [kind, key, key === 'JPY' ? { ...attributes, symbol: '円' } : attributes]),
  ...Object.values(examples).map((example) => example.update),
  [rule, off[1], { ...off[2], status: 'active' }],
);

function without({ elements }: Snapshot, gone: Ref): Snapshot {
  return { elements: new Map([...elements].filter(([ref]) => ref !== gone)) };
}

/** What is applied to an org one after the other, so that elements of all kinds come, change and go. */
const lives: readonly (readonly ((live: LiveSnapshot, first: LiveSnapshot) => readonly [Snapshot, PlanParts])[])[] = [
  [() => [created, {}], () => [updated, {}]],
  [
    () => [snapshotOf(...whole), {}],
    (live) => [snapshotOf(widen(live)), {}],
    (live) => [narrow(live), authoritative(live)],
    (live, first) => [without(first, 'layout:Leads/Second'), authoritative(live)],
  ],
];

function makeOrg(disabled: readonly string[] = []): EmbeddedOrg {
  const org = openOrg({ disabledApis: disabled }, exampleSecrets);
  for (const example of Object.values(examples)) example.made?.(org);
  addLayout(org);
  return org;
}

/** A step of a plan together with what it was planned with. */
interface Planned {
  readonly step: Step;
  readonly live: LiveSnapshot;
  readonly desired: Snapshot;
}

async function planLives(): Promise<readonly Planned[]> {
  const planned: Planned[] = [];
  for (const life of lives) {
    const org = makeOrg();
    const first = await org.read();
    for (const stage of life) {
      const live = await org.read();
      const [desired, more] = stage(live, first);
      planned.push(...(await org.plan(desired, more)).steps.map((step) => ({ step, live, desired })));
      // What an apply does in further passes is planned again.
      const { left } = await org.apply(desired, more);
      planned.push(...left.steps.map((step) => ({ step, live, desired })));
    }
  }
  return planned.filter(({ step }) => step.mode === 'api');
}

/** The calls of a step besides those that its kind creates, updates and removes with. */
function madeBesides({ step, live, desired }: Planned): readonly string[] {
  const { create, update, remove } = kindOf(step.kind);
  const own = [create, update, remove].flatMap((one) => (one === undefined ? [] : [nameOf(one.method, one.path)]));
  const made = writesOf(step, live, desired).map(({ method, path }) => nameOf(method, path));
  return [...new Set(made.filter((call) => sideCalls.includes(call) || !own.some((template) => fits(call, template))))].sort();
}

/** True for a call of a template, also where it says a name in place of a parameter. */
function fits(call: string, template: string): boolean {
  const [said, wanted] = [call.split('/'), template.split('/')];
  return said.length === wanted.length && wanted.every((part, index) => part === '{}' || part === said[index]);
}

/** The calls of which the kind says that the step needs them. */
function saidBesides({ step }: Planned): readonly string[] {
  const kind = kindOf(step.kind);
  const own = besidesOf(kind);
  const before = step.action === 'create' ? undefined : step.before;
  const changed = new Set(step.changes.flatMap((change) => change.path[0] ?? []));
  const facts = { key: step.key, before, after: step.after, changed: step.action === 'create' ? new Set(Object.keys(step.after ?? {})) : changed };
  const said = (kind.besides ?? []).filter((endpoint) => endpoint.sets(facts).length > 0).map(({ method, path }) => nameOf(method, path));
  return [...new Set(said)].filter((call) => own.includes(call)).sort();
}

describe('calls besides creating, updating and removing', () => {
  let planned: readonly Planned[];
  beforeAll(async () => {
    planned = await planLives();
  }, 180_000);

  test('are said by the kind for just the steps that make them', () => {
    const wrong = planned.filter((one) => JSON.stringify(madeBesides(one)) !== JSON.stringify(saidBesides(one)));
    expect(wrong.map((one) => ({ id: one.step.id, made: madeBesides(one), said: saidBesides(one) }))).toEqual([]);
  });

  test('are all made by some step', () => {
    const made = new Set(planned.flatMap(madeBesides));
    expect(sideCalls.filter((call) => !made.has(call))).toEqual([]);
    expect(disabledApis.length).toBe(sideCalls.length);
  });
});

/** Applies a state and checks that nothing failed, and that what is left to people was in the plan from the beginning. */
async function applyAnnounced(org: EmbeddedOrg, desired: Snapshot, more: PlanParts): Promise<Applied> {
  const announced = await org.plan(desired, more);
  const applied = await org.apply(desired, more);
  expect(applied.steps.filter(({ status }) => status === 'failed')).toEqual([]);
  const byHand = new Set(announced.steps.filter(({ mode }) => mode !== 'api').map(({ ref }) => ref));
  const surprises = applied.left.steps.filter(({ mode, ref }) => mode !== 'api' && !byHand.has(ref));
  expect(surprises.map(({ id, reason }) => [id, reason])).toEqual([]);
  expect(applied.left.steps.filter(({ mode }) => mode === 'api').map(({ id }) => id)).toEqual([]);
  return applied;
}

describe('an org whose API lacks them', () => {
  test('gets what can be made without, and the rest is by hand from the beginning', async () => {
    const org = makeOrg(disabledApis);
    const plan = await org.plan(created);
    const byHand = Object.fromEntries(plan.steps.flatMap((step) => (step.mode === 'manual' ? [[step.id, step.reason ?? '']] : [])));
    expect(byHand['create blueprint:Deals/Sales']).toBe("this org's API does not offer POST /settings/blueprints/{id}/states");
    expect(byHand['create sharing_rule:Deals/Off']).toContain('DELETE /settings/data_sharing/rules/{id}/actions/activate');
    expect(byHand['create currency:JPY']).toContain('POST /org/currencies/actions/enable');
    expect(byHand['update scoring_rule:Leads/Hot (by hand)']).toContain('PUT /settings/automation/scoring_rules/{id}/actions/activate');
    const { capabilities } = await org.read();
    expect(coverKind(kindOf('scoring_rule'), capabilities)).toMatchObject({ class: 'partly', reason: { en: expect.stringContaining('activate') } });
    await applyAnnounced(org, created, {});
  }, 120_000);

  test('that has everything already changes and loses what it can', async () => {
    const org = makeOrg();
    const first = await org.read();
    await org.apply(snapshotOf(...whole, off));
    const record = org.crm.store.org(org.crm.org.name);
    if (record === undefined) throw new Error('no org');
    org.crm.store.createOrg({ ...record, disabledApis });
    const { capabilities } = await probeCapabilities(org.client);
    if (capabilities !== undefined) org.client.setCapabilities(capabilities);
    const full = await org.read();
    // A value that stays a state cannot go either.
    const channel = full.elements.get('field:Deals.Channel');
    const narrowed = { elements: new Map([...narrow(full).elements, ...(channel === undefined ? [] : [['field:Deals.Channel', channel] as const])]) };
    const plan = await org.plan(narrowed, authoritative(full));
    expect(plan.steps.find(({ id }) => id === 'update blueprint:Deals/Sales (by hand)')).toMatchObject({
      mode: 'manual',
      reason: expect.stringContaining('transitions'),
    });
    await applyAnnounced(org, narrowed, authoritative(full));
    const less = await org.read();
    const desired = without(first, 'layout:Leads/Second');
    const removal = await org.plan(desired, authoritative(less));
    expect(removal.steps.find(({ id }) => id === 'delete blueprint:Deals/Sales')).toMatchObject({
      mode: 'manual',
      reason: expect.stringContaining('DELETE /settings/blueprints/{id}/actions/activate'),
    });
    await applyAnnounced(org, desired, authoritative(less));
  }, 120_000);
});

import { beforeEach, describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { validators } from '../../cli/kinds/validators.gen.js';
import type { Consent } from '../../cli/model/identity.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { usualRules } from '../../cli/model/org.ts';
import type { PlanInput } from '../../cli/plan/proposal.ts';
import { validateSnapshot } from '../../cli/validate/validate-snapshot.ts';
import { decodeEnvironment } from '../../cli/yaml/decode-environment.ts';
import type { Short } from '../plan/world.ts';
import { snapshotOf } from '../plan/world.ts';
import type { EmbeddedOrg } from './embedded-org.ts';
import { openOrg } from './embedded-org.ts';

const portal: Short = ['portal', 'Customers', {}];
const contacts: JsonObject = { module: 'Contacts', shared_type: 'private', permissions: ['view'], layouts: ['Contacts/Standard'] };
const deals: JsonObject = { module: 'Deals', shared_type: 'public', permissions: ['view'], layouts: ['Deals/Standard'] };

function client(more: JsonObject = {}): Short {
  const people = { personality_module: 'Contacts', invitation_field: 'Contacts.Email' };
  return ['portal_user_type', 'Customers/Client', { ...people, modules: [contacts, deals], ...more }];
}

/** Files say all of portals, and what they lack may go: people agreed to it. */
const all: Partial<PlanInput> = {
  consents: new Set<Consent>(['delete portal:Customers', 'delete portal_user_type:Customers/Client']),
  rules: {
    ...usualRules,
    authority: {
      usual: 'additive',
      kinds: new Map([
        ['portal', 'authoritative' as const],
        ['portal_user_type', 'authoritative' as const],
      ]),
    },
    prune: new Set(['portal', 'portal_user_type']),
    deleteLimit: { count: 10, percent: 100 },
  },
};

let org: EmbeddedOrg;
beforeEach(async () => {
  org = openOrg();
  const { left } = await org.apply(snapshotOf(portal, client()));
  expect(left.steps).toEqual([]);
});

describe('a user type', () => {
  test('goes alone, and with its portal it has no step of its own', async () => {
    const alone = await org.apply(snapshotOf(portal), all);
    expect(alone.steps.map((step) => [step.id, step.status])).toEqual([['delete portal_user_type:Customers/Client', 'done']]);
    await org.apply(snapshotOf(portal, client()));
    const both = await org.apply(snapshotOf(['portal', 'Partners', {}]), all);
    expect(both.steps.map((step) => [step.id, step.status])).toEqual([
      ['create portal:Partners', 'done'],
      ['delete portal:Customers', 'done'],
    ]);
    expect([...(await org.read()).elements.keys()].filter((ref) => ref.startsWith('portal'))).toEqual(['portal:Partners']);
  });

  test('keeps modules and layouts until a person takes them out; the rest is changed', async () => {
    const { steps } = await org.plan(snapshotOf(portal, client({ active: true, modules: [{ ...contacts, permissions: ['edit', 'view'] }] })), all);
    expect(steps.map((step) => [step.mode, step.changes.map((change) => change.path.join(' '))])).toEqual([
      ['api', expect.arrayContaining(['active'])],
      ['manual', ['modules Deals']],
    ]);
    const done = await org.apply(snapshotOf(portal, client({ active: true, modules: [{ ...contacts, permissions: ['edit', 'view'] }] })), all);
    expect(done.left.steps.map((step) => step.mode)).toEqual(['manual']);
    const layout = await org.plan(snapshotOf(portal, client({ modules: [{ ...contacts, layouts: [] }, deals] })), all);
    expect(layout.steps.map((step) => [step.mode, step.reason])).toContainEqual(['manual', expect.stringContaining('layout')]);
  });

  test('lets data out and gives rights: who sees it, what more of it, and who changes it', async () => {
    const risksOf = async (more: JsonObject): Promise<readonly string[]> => {
      const { steps } = await org.plan(snapshotOf(portal, client(more)));
      return steps.flatMap((step) => step.risks ?? step.risk);
    };
    expect(await risksOf({ active: true })).toEqual(['rights', 'data-leaves']);
    expect(await risksOf({ modules: [{ ...contacts, shared_type: 'public' }, deals] })).toEqual(['data-leaves']);
    expect(await risksOf({ modules: [{ ...contacts, fields: [{ field: 'Contacts.Phone', read_only: true }] }, deals] })).toEqual(['data-leaves']);
    expect(await risksOf({ modules: [{ ...contacts, permissions: ['edit', 'view'] }, deals] })).toEqual(['rights', 'data-leaves']);
    const { steps } = await openOrg().plan(snapshotOf(portal, client()));
    expect(steps.map((step) => [step.kind, step.risk])).toEqual([
      ['portal', 'none'],
      ['portal_user_type', 'rights'],
    ]);
  });

  test('is known by its id, so that another name is no other one', async () => {
    const id = (await org.read()).ids.get('portal_user_type:Customers/Client') ?? '';
    const found = await org.ask('GET', `/settings/portals/Customers/user_type/${id}`);
    const [type] = (found as { user_type: JsonObject[] }).user_type;
    await org.ask('PUT', `/settings/portals/Customers/user_type/${id}`, { user_type: [{ ...type, name: 'Buyer' }] });
    const live = await org.read();
    expect(live.elements.has('portal_user_type:Customers/Buyer')).toBe(true);
    expect(live.ids.get('portal_user_type:Customers/Buyer')).toBe(id);
  });
});

describe('names', () => {
  test.each<[string, string, string, string]>([
    ['a portal', 'portals', '"..": {}', '".."'],
    ['a portal', 'portals', 'a/b: {}', '"a/b"'],
    ['a portal', 'portals', '"": {}', '""'],
    ['a user type', 'portal-user-types', '../Client: {}', '"../Client"'],
  ])('of %s are letters and digits (%s: %s)', (_what, file, text, name) => {
    const decoded = decodeEnvironment(new Map([[`security/${file}.yaml`, `${text}\n`]]), kinds);
    const findings = validateSnapshot(decoded, { kinds, schemas, validators, lang: 'en' }).filter(({ code }) => code === 'schema.pattern');
    expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining(`${name} does not have the form`)]);
  });

  test('that differ in case only are one: a person corrects the files', async () => {
    const start = org.exchanges.length;
    const { left } = await org.apply(snapshotOf(['portal', 'customers', {}]));
    expect(left.steps.map((step) => [step.mode, step.reason])).toEqual([
      ['manual', 'the org has it as Customers, which is the same name for the CRM: write it that way'],
    ]);
    expect(org.exchanges.slice(start).filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

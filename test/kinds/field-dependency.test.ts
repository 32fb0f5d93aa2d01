import { expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { refOf } from '../../cli/model/element.ts';
import { usualRules } from '../../cli/model/org.ts';
import { findDrift } from '../../cli/plan/drift.ts';
import type { Short } from '../plan/world.ts';
import { snapshotOf } from '../plan/world.ts';
import type { EmbeddedOrg } from './embedded-org.ts';
import { openOrg } from './embedded-org.ts';

function dependency(layout: string, parent = 'Type'): Short {
  const values = { '-None-': ['-None-'] };
  return ['field_dependency', `Deals/${layout}: ${parent} > Lead_Source`, { layout: `Deals/${layout}`, parent, child: 'Lead_Source', values }];
}

/** The org with a second layout of deals, which nobody can make through the API. */
async function openTwoLayouts(): Promise<{ org: EmbeddedOrg; setUse: (inUse: boolean) => Promise<unknown> }> {
  const org = openOrg();
  const { store, org: account } = org.crm;
  const standard = store.list(account.name, 'layouts', 'Deals')[0];
  const id = store.nextId(account.name);
  store.put(account.name, 'layouts', { ...standard, id, name: 'Second', display_label: 'Second', generated_type: 'custom' }, 'Deals');
  const at = `/settings/layouts/${id}/actions/activate?module=Deals`;
  const setUse = (inUse: boolean): Promise<unknown> =>
    inUse ? org.ask('POST', at, { layouts: [{}] }) : org.ask('DELETE', `${at}&transfer_to=${standard?.id ?? ''}`);
  return { org, setUse };
}

test('those of a layout out of use are left alone, and said once', async () => {
  const { org, setUse } = await openTwoLayouts();
  const mine = snapshotOf(dependency('Second'));
  expect((await org.apply(mine)).left.steps).toEqual([]);
  const context = { kinds: new Map(kinds.map((kind) => [kind.name, kind])), schemas, rules: usualRules };
  const base = await org.read();
  await setUse(false);
  const both = snapshotOf(dependency('Second'), dependency('Second', 'Stage'), dependency('Standard'));
  const { steps, findings, summary } = await org.plan(both);
  expect(steps.map((step) => step.ref)).toEqual([refOf('field_dependency', 'Deals/Standard: Type > Lead_Source')]);
  expect(summary.unchanged).toBe(0);
  expect(findings.filter(({ code }) => code === 'plan.idle-layout').map(({ severity, message }) => `${severity} ${message}`)).toEqual([
    'note The CRM tells nothing of field_dependency of Deals/Second while that layout is out of use; 2 in the files are left alone.',
  ]);
  expect(findDrift(base, await org.read(), context).filter(({ kind }) => kind === 'field_dependency')).toEqual([]);
  expect((await org.apply(both)).left.steps).toEqual([]);

  await setUse(true);
  expect((await org.plan(mine)).steps).toEqual([]);
  expect((await org.plan(both)).steps.map((step) => [step.action, step.key])).toEqual([['create', 'Deals/Second: Stage > Lead_Source']]);
});

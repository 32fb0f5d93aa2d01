import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assumeCapabilities } from '../../cli/crm/offered.ts';
import { addFunction } from '../../cli/emulator/crm/automation/functions.ts';
import { addInventoryTemplate } from '../../cli/emulator/crm/automation/inventory-templates.ts';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { coverKind } from '../../cli/kinds/coverage.ts';
import type { Json } from '../../cli/model/json.ts';
import { objects, text } from '../../cli/model/json.ts';
import { contractPresent, sharedFolder } from '../contract/published.ts';
import type { Short } from '../plan/world.ts';
import { kindOf, planOf, snapshotOf } from '../plan/world.ts';
import { openSmallOrg } from '../property/world.ts';
import { attributesOf, moduleAnswer, readAnswers, throughFiles } from '../traps/answers.ts';
import { openOrg } from './embedded-org.ts';

describe('functions', () => {
  const calls = ['GET /settings/functions', 'GET /settings/functions/{api_name}/code'];

  test('are read only where the org lists both calls', async () => {
    for (const disabledApis of calls.map((call) => [call])) {
      const org = openOrg({ disabledApis });
      const live = await org.read();
      expect(live.unreadable).toMatchObject([{ kind: 'function', reason: expect.stringContaining(disabledApis[0] ?? '') }]);
      expect(org.exchanges.some(({ path }) => path.startsWith('/settings/functions'))).toBe(false);
      const [step] = planOf(live, snapshotOf(['function', 'tell_shop', { script: 'info 1;' }])).steps;
      expect(step).toMatchObject({ mode: 'manual', reason: expect.stringContaining('could not be read'), risk: 'data-leaves' });
    }
  });

  test('are assumed nowhere: without the list nobody asks', () => {
    expect([...assumeCapabilities(kinds).paths.keys()].filter((path) => path.startsWith('/settings/functions'))).toEqual([]);
    expect(coverKind(kindOf('function'))).toMatchObject({ read: false, class: 'manual' });
  });

  test('keep their text as it is, and what is not Deluge is left out', async () => {
    const org = openOrg();
    const script = '{"code": 1}\n';
    addFunction(org.crm.store, org.crm.org.name, { api_name: 'a', display_name: 'A', category: 'standalone', script });
    addFunction(org.crm.store, org.crm.org.name, { api_name: 'b', display_name: 'B', language: 'java', script: 'PK' });
    const live = await org.read();
    expect(attributesOf(live, 'function:a')).toEqual({ display_name: 'A', script });
    expect(live.leftOut).toContainEqual({ kind: 'function', key: 'b', reason: 'other-language' });
  });
});

describe('inventory templates', () => {
  test.each([
    ['free', []],
    ['enterprise', ['inventory_template:Quotes/Letter']],
  ] as const)('in the edition %s: %j', async (edition, expected) => {
    const org = openOrg({ edition });
    addInventoryTemplate(org.crm.store, org.crm.org.name, 'Quotes', { name: 'Letter', content: '<h1>A</h1>' });
    const live = await org.read();
    expect(live.unreadable.filter(({ kind }) => kind === 'inventory_template')).toEqual([]);
    expect([...live.elements.keys()].filter((ref) => ref.startsWith('inventory_template:'))).toEqual(expected);
  });
});

describe('email templates', () => {
  test('stand in two files, of which one is the mail as it is', async () => {
    const texts = await openSmallOrg().exportTexts();
    expect(texts.get('templates/email/Deals/Big Deal Alert.html')).toBe('<p>${!Deals.Deal_Name} is a big deal.</p>');
    expect(texts.get('templates/email/Deals/Big Deal Alert.yaml')).toBe(
      '#\nname: Big Deal Alert\nfolder: Public Email Templates\nsubject: Big deal alert\n',
    );
  });

  test('come first by hand, and notifications of new ones wait for that', async () => {
    const live = await openSmallOrg().read();
    const template: Short = ['email_template', 'Leads/Welcome', { name: 'Welcome', subject: 'Welcome', content: '<p>Hi</p>' }];
    const notification: Short = [
      'email_notification',
      'Leads/Greet',
      { name: 'Greet', template: 'Leads/Welcome', recipients: [{ type: 'email', value: 'a@osaka.example' }] },
    ];
    expect(planOf(live, snapshotOf(notification, template)).steps).toMatchObject([
      { id: 'create email_template:Leads/Welcome', mode: 'manual', reason: 'this kind cannot be created through the API' },
      { id: 'create email_notification:Leads/Greet', mode: 'manual', dependsOn: ['create email_template:Leads/Welcome'] },
    ]);
    const nowhere: Short = [notification[0], notification[1], { ...notification[2], template: 'Leads/Nowhere' }];
    expect(planOf(live, snapshotOf(nowhere)).steps).toMatchObject([
      { mode: 'manual', reason: expect.stringContaining('neither the org nor the files') },
    ]);
    const known: Short = [notification[0], notification[1], { ...notification[2], template: 'Leads/Lead Assigned' }];
    expect(planOf(live, snapshotOf(known)).steps).toMatchObject([{ mode: 'api' }]);
  });

  test.skipIf(!contractPresent)('of the documented answer are read without loss (needs ../shared)', () => {
    const sample = JSON.parse(readFileSync(join(sharedFolder, 'zoho-samples/docs-v7/email_templates.email-templates.json'), 'utf8')) as Json;
    const listed = objects(sample, 'email_templates');
    const live = readAnswers({ module: ['Contacts', 'Deals', 'Leads'].map((name) => moduleAnswer(name)), email_template: listed });
    for (const one of listed)
      expect(attributesOf(live, `email_template:${text(one['module'], 'api_name')}/${text(one, 'name')}`)).toEqual({
        name: one['name'],
        folder: text(one['folder'], 'name'),
        subject: one['subject'],
        ...(one['editor_mode'] === 'rich_text' ? {} : { editor_mode: one['editor_mode'] }),
      });
    expect(throughFiles(live).elements.size).toBe(live.elements.size);
  });
});

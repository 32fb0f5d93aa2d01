import { expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { indexKnownKeys } from '../../cli/live/keys.ts';
import { snapshotFromDocuments } from '../../cli/live/to-snapshot.ts';

const rule = (id: string) => ({
  id,
  name: 'Sync',
  module: { api_name: 'Deals', id: '1' },
  status: { active: true },
  execute_when: { type: 'create' },
  conditions: [],
  modified_by: { id: '9', name: 'Sam' },
  modified_time: '2026-05-04T03:02:01+09:00',
});
const module = { id: '1', api_name: 'Deals', plural_label: 'Deals', generated_type: 'default', modified_by: null, modified_time: null };
const documents = new Map([
  ['module', [{ documents: [module] }]],
  ['workflow_rule', [{ documents: [rule('11'), rule('12')] }]],
]);

const read = (known = indexKnownKeys([])) =>
  snapshotFromDocuments(
    { org: { zgid: '700000001' }, documents, unreadable: [], capabilities: { paths: new Map() } },
    { kinds, schemas, keys: { known, named: new Map() } },
  );

test('a snapshot tells who changed what, and which names mean several elements', () => {
  const live = read();
  const touch = { by: 'Sam', at: '2026-05-04T03:02:01+09:00' };
  expect([...live.touched]).toEqual([
    ['workflow_rule:Deals/Sync', touch],
    ['workflow_rule:Deals/Sync (2)', touch],
  ]);
  expect([...live.ambiguous.keys()]).toEqual(['workflow_rule:Deals/Sync', 'workflow_rule:Deals/Sync (2)']);
  expect(read(indexKnownKeys([['workflow_rule:Deals/Sync', '11']])).ambiguous.size).toBe(0);
});

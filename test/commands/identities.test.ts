import { expect, test } from 'vitest';
import { formatIdentities, keySources } from '../../cli/commands/identities.ts';
import { openOrg } from '../kinds/embedded-org.ts';
import { snapshotOf } from '../plan/world.ts';

const newYear = '2027-01-01 New Year';

test('a holiday that is moved and renamed in the org keeps its key by its id, and what there is one of needs none', async () => {
  const org = openOrg();
  await org.apply(snapshotOf(['holiday', newYear, { name: 'New Year', date: '2027-01-01' }]));
  const text = formatIdentities(await org.read());
  expect(text).toMatch(/^holiday:\n {2}2027-01-01 New Year: "\d{17,19}"$/m);
  expect(text).not.toContain('fiscal_year');
  const { known } = keySources(text, []);
  expect([...(known.get('holiday')?.values() ?? [])]).toEqual([newYear]);
  const [id = ''] = known.get('holiday')?.keys() ?? [];
  await org.ask('PUT', `/settings/holidays/${id}`, { holidays: [{ name: '元日', date: '2027-01-02' }] });
  expect((await org.read()).elements.get(`holiday:${newYear}`)?.attributes).toEqual({ name: '元日', date: '2027-01-02' });
});

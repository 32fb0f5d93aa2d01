import { beforeAll, describe, expect, test } from 'vitest';
import { readOrg } from '../../cli/crm/read-org.ts';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { withCompanions } from '../../cli/kinds/companions.ts';
import { isReadable } from '../../cli/kinds/kind.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { snapshotFromDocuments } from '../../cli/live/to-snapshot.ts';
import type { LiveSnapshot } from '../../cli/model/snapshot.ts';
import { snapshotOf } from '../plan/world.ts';
import { switchTerritoriesOn } from './access-examples.ts';
import type { EmbeddedOrg } from './embedded-org.ts';
import { openOrg } from './embedded-org.ts';
import { exampleSecrets } from './lives.ts';
import { addLayout, whole } from './removal-examples.ts';

let org: EmbeddedOrg;
let full: LiveSnapshot;
beforeAll(async () => {
  org = openOrg({}, exampleSecrets);
  addLayout(org);
  switchTerritoriesOn(org);
  await org.apply(snapshotOf(...whole));
  full = await readOnly();
}, 120_000);

/** The org as one reads it who knows none of its keys from before. */
async function readOnly(...only: readonly string[]): Promise<LiveSnapshot> {
  const { kinds: known, ...narrowed } = only.length === 0 ? { kinds } : withCompanions(only, kinds, schemas);
  const read = await readOrg(org.client, known, { ...narrowed, external: ['user'] });
  return snapshotFromDocuments(read, { kinds, schemas, keys: { known: new Map(), named: new Map() } });
}

const ofKind = (live: LiveSnapshot, name: string) => [...live.elements.values()].filter(({ kind }) => kind === name);

test.each(kinds.filter(isReadable).map(({ name }) => name))('%s read alone says what it says among everything', async (name) => {
  expect(ofKind(await readOnly(name), name)).toEqual(ofKind(full, name));
});

describe('what is read besides', () => {
  const besides = (...only: readonly string[]) => withCompanions(only, kinds, schemas).only.slice(only.length);

  test('is what the kinds refer to, and nothing where they refer to nothing', () => {
    expect(besides('email_template')).toEqual([]);
    expect(besides('variable')).toEqual(['variable_group']);
    expect(besides('field_dependency')).toEqual(['layout']);
    expect(besides('email_notification')).toContain('email_template');
    expect(besides('sharing_rule')).toEqual(expect.arrayContaining(['role', 'user_group', 'territory']));
  });

  test('is lists, no details', () => {
    const { kinds: read } = withCompanions(['user_group'], kinds, schemas);
    expect(read.filter(({ detail }) => detail !== undefined).map(({ name }) => name)).toEqual(['user_group']);
  });
});

import type { Exchange } from '../contract/openapi.ts';
import type { Short } from '../plan/world.ts';
import { snapshotOf } from '../plan/world.ts';
import type { EmbeddedOrg } from './embedded-org.ts';
import { openOrg } from './embedded-org.ts';
import { examples } from './examples.ts';
import { addLayout, authoritative, narrow, whole } from './removal-examples.ts';

/** Values of the secrets that examples name. */
export const exampleSecrets: Readonly<Record<string, string>> = { TELL_HEADER_X_API_KEY: 'canary-1', VARIABLE_SHOP_TOKEN: 'canary-2' };

/** What is said to the CRM while the examples of all kinds are created and changed in one org, and lose and are deleted in another. */
export async function exchangesOfExamples(): Promise<readonly Exchange[]> {
  const entries = Object.values(examples);
  const parts = entries.flatMap((example): readonly Short[] => example.with ?? []);
  const changed = makeOrg();
  await changed.apply(
    snapshotOf(...parts, ...entries.flatMap((example): readonly Short[] => (example.create === undefined ? [] : [example.create]))),
  );
  const dearer = parts.map(([kind, key, attributes]): Short => [kind, key, kind === 'currency' ? { ...attributes, symbol: '円' } : attributes]);
  await changed.apply(snapshotOf(...dearer, ...entries.map((example) => example.update)));
  const emptied = makeOrg();
  const before = await emptied.read();
  addLayout(emptied);
  await emptied.apply(snapshotOf(...whole));
  const full = await emptied.read();
  await emptied.apply(narrow(full), authoritative(full));
  // What goes along with something else goes by itself too.
  const narrowed = await emptied.read();
  await emptied.apply({ elements: new Map([...narrowed.elements].filter(([, { kind }]) => kind !== 'portal_user_type')) }, authoritative(narrowed));
  await emptied.apply(before, authoritative(await emptied.read()));
  return [...changed.exchanges, ...emptied.exchanges];
}

function makeOrg(): EmbeddedOrg {
  const org = openOrg({}, exampleSecrets);
  for (const example of Object.values(examples)) example.made?.(org);
  return org;
}

import type { JsonObject } from '../../../model/json.ts';
import { collections, layoutsOf } from '../metadata/lookups.ts';
import { makeModule } from '../metadata/module-make.ts';
import type { Writing } from '../metadata/writing.ts';

/**
 * Shows what is connected to an org where the CRM's API lets it be seen, and takes away what is connected no more: an integration by a layout of its own on Leads
 * (layouts.json, `source` campaign_integration; the one called `google` by `gapps_enabled` of `GET /org` alone), an extension by a module in its name space (modules.json,
 * `source` marketplace_plugin).
 */
export function showConnected(writing: Writing): void {
  const { store, org } = writing;
  for (const collection of [collections.layouts, collections.modules])
    for (const doc of store.list(org.name, collection)) if (doc['_connected'] === true) store.remove(org.name, collection, doc.id);
  for (const name of org.integrations.filter((one) => one !== 'google')) addLayout(writing, name);
  for (const space of org.extensions ?? []) addModule(writing, space);
}

function addLayout({ store, org }: Writing, name: string): void {
  const [standard] = layoutsOf(store, org.name, 'Leads');
  if (standard === undefined) return;
  const own = { name, api_name: inAscii(name), display_label: name, generated_type: 'custom', source: 'campaign_integration', sections: [] };
  store.put(org.name, collections.layouts, { ...standard, ...own, id: store.nextId(org.name), _connected: true }, 'Leads');
}

function addModule(writing: Writing, space: string): void {
  const names = { singular_label: `${space} record`, plural_label: `${space} records` };
  const facts: JsonObject = { source: 'marketplace_plugin', _connected: true };
  makeModule(writing, { ...facts, ...names, api_name: `${inAscii(space).replaceAll('_', '').toLowerCase()}__Records`, generated_type: 'custom' });
}

function inAscii(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '');
  return /^[A-Za-z]/.test(plain) ? plain.slice(0, 40) : `X${plain.slice(0, 40)}`;
}

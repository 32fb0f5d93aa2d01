import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { refer } from '../automation/references.ts';
import type { Doc } from '../doc.ts';

/** Views that come with every module: inner name, and the name with the module's plural label in it (samples of Zoho's page "Custom Views Metadata"). */
const shipped: readonly (readonly [inner: string, name: (plural: string) => string])[] = [
  ['ALLVIEWS', (plural) => `All ${plural}`],
  ['MYVIEWS', (plural) => `My ${plural}`],
  ['RECENTLYCREATED', (plural) => `Recently Created ${plural}`],
  ['RECENTLYMODIFIED', (plural) => `Recently Modified ${plural}`],
];

/** First number of ids that are not counted: those of what is in every org and never stored. */
const firstUncounted = 500_000_000n;

/** A number of what comes with a document and is stored nowhere, up to 1,000 a document; below the org's own prefix and never given twice. */
export function idWithin(owner: Doc, index: number): string {
  const counted = BigInt(owner.id);
  const number = counted % 1_000_000_000n;
  return String(counted - number + firstUncounted + ((number * 1000n + BigInt(index)) % firstUncounted));
}

/** The views that the product gives a module. Nobody stores them, so that a new org is made as fast as before. */
export function systemViews(module: Doc): readonly Doc[] {
  const plural = text(module, 'plural_label') ?? '';
  return shipped.map(([system_name, name], index) => ({
    id: idWithin(module, index),
    ...lineOf(name(plural)),
    module: refer(module),
    system_name,
    system_defined: true,
  }));
}

function lineOf(name: string): JsonObject {
  const times = { created_time: null, modified_time: null, last_accessed_time: null, created_by: null, modified_by: null };
  return { name, display_value: name, access_type: 'public', category: 'public_views', default: false, locked: false, favorite: null, ...times };
}

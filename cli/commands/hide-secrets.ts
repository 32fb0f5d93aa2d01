import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, text } from '../model/json.ts';
import type { SecretPlace } from '../model/secret-text.ts';
import { fingerprintOf, nameSecret, placeholderOf } from '../model/secret-text.ts';
import type { OrgDocuments } from '../model/snapshot.ts';
import { mayHoldKnownSecret } from '../validate/secret-known.ts';
import { findSecretPlaces, joinPlaces } from '../validate/secret-rules.ts';
import { findKnownSecrets } from './known-secrets.ts';

/**
 * What was read of an org with every secret among its texts replaced by what stands for it (`${secret:NAME}`), before anything else sees it: so none gets into a
 * file, a plan, a comment or a receipt. The name tells kind, element and attribute; the same secret has the same name everywhere. `kept` holds fingerprints of texts that
 * are none.
 */
export async function hideSecrets(read: OrgDocuments, kept: ReadonlySet<string>): Promise<OrgDocuments> {
  const known = await findAllKnown(read);
  const hiding: Hiding = { kept, known, names: new Map(), taken: new Set() };
  const documents = [...read.documents].map(
    ([kind, lists]) =>
      [
        kind,
        lists.map((list) => ({ ...list, documents: list.documents.map((document) => hideObject(document, [kind, nameOf(document)], hiding)) })),
      ] as const,
  );
  return { ...read, org: hideObject(read.org, ['org'], hiding), documents: new Map(documents) };
}

interface Hiding {
  readonly kept: ReadonlySet<string>;
  /** places that secretlint found, by text */
  readonly known: ReadonlyMap<string, readonly SecretPlace[]>;
  readonly names: Map<string, string>;
  readonly taken: Set<string>;
}

function nameOf(document: JsonObject): string {
  const name = text(document, 'name') ?? text(document, 'api_name') ?? '';
  return findSecretPlaces(name).length > 0 || mayHoldKnownSecret(name) ? '' : name;
}

/** The same object where nothing in it was hidden. */
function hideObject(value: JsonObject, where: readonly string[], hiding: Hiding): JsonObject {
  let hidden: [string, Json][] | undefined;
  for (const [name, member] of Object.entries(value)) {
    const other = hideValue(member, [...where, name], hiding);
    if (other === member) continue;
    hidden ??= Object.entries(value);
    hidden = hidden.map((entry) => (entry[0] === name ? [name, other] : entry));
  }
  return hidden === undefined ? value : Object.fromEntries(hidden);
}

function hideValue(value: Json, where: readonly string[], hiding: Hiding): Json {
  if (typeof value === 'string') return hideText(value, where, hiding);
  if (isList(value)) {
    const hidden = value.map((member) => hideValue(member, where, hiding));
    return hidden.some((member, index) => member !== value[index]) ? hidden : value;
  }
  return isObject(value) ? hideObject(value, where, hiding) : value;
}

function hideText(value: string, where: readonly string[], hiding: Hiding): string {
  const own = findSecretPlaces(value);
  const known = hiding.known.get(value);
  const places = known === undefined ? own : joinPlaces([...known, ...own]);
  let shown = '';
  let at = 0;
  for (const { start, end } of places) {
    const secret = value.slice(start, end);
    if (hiding.kept.has(fingerprintOf(secret))) continue;
    shown += value.slice(at, start) + placeholderOf(nameOnce(secret, where, hiding));
    at = end;
  }
  return shown + value.slice(at);
}

/** One name for one secret; another secret at the same place gets a number. */
function nameOnce(secret: string, where: readonly string[], { names, taken }: Hiding): string {
  const known = names.get(secret);
  if (known !== undefined) return known;
  const name = nameSecret(...where);
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}_${number}`;
  taken.add(free);
  names.set(secret, free);
  return free;
}

/** Looks through all texts that may hold a token of a vendor, at once. */
async function findAllKnown(read: OrgDocuments): Promise<ReadonlyMap<string, readonly SecretPlace[]>> {
  const texts = new Set<string>();
  const walk = (value: Json): void => {
    if (typeof value === 'string') {
      if (value.length >= 10 && mayHoldKnownSecret(value)) texts.add(value);
    } else if (isList(value)) for (const member of value) walk(member);
    else if (isObject(value)) for (const member of Object.values(value)) walk(member);
  };
  walk(read.org);
  for (const lists of read.documents.values()) for (const { documents } of lists) for (const document of documents) walk(document);
  const found = new Map<string, readonly SecretPlace[]>();
  for (const one of texts) found.set(one, await findKnownSecrets(one));
  return found;
}

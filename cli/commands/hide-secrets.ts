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
  const places = await findAllPlaces(read);
  if (places.size === 0) return read;
  const hiding: Hiding = { kept, places, names: new Map(), taken: new Set() };
  const documents = [...read.documents].map(
    ([kind, lists]) =>
      [
        kind,
        lists.map((list) => {
          const hide = (document: JsonObject): JsonObject => hideObject(document, [kind, nameOf(document, places)], hiding);
          const { documents, listed } = list;
          return { ...list, documents: documents.map(hide), ...(listed === undefined ? {} : { listed: listed.map(hide) }) };
        }),
      ] as const,
  );
  return { ...read, org: hideObject(read.org, ['org'], hiding), documents: new Map(documents) };
}

type Places = ReadonlyMap<string, readonly SecretPlace[]>;

/** Shorter texts hold no secret that anything could recognise. */
const shortest = 10;

interface Hiding {
  readonly kept: ReadonlySet<string>;
  /** places of secrets, by the text that they stand in */
  readonly places: Places;
  readonly names: Map<string, string>;
  readonly taken: Set<string>;
}

function nameOf(document: JsonObject, places: Places): string {
  const name = text(document, 'name') ?? text(document, 'api_name') ?? '';
  return places.has(name) ? '' : name;
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
  const places = hiding.places.get(value);
  if (places === undefined) return value;
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

/** Looks through all texts, each once: an org has a million of them, and some ten thousand different ones. */
async function findAllPlaces(read: OrgDocuments): Promise<Places> {
  const texts = new Set<string>();
  const walk = (value: Json): void => {
    if (typeof value === 'string') {
      if (value.length >= shortest) texts.add(value);
    } else if (isList(value)) for (const member of value) walk(member);
    else if (isObject(value)) for (const name in value) walk(value[name] ?? null);
  };
  walk(read.org);
  for (const lists of read.documents.values())
    for (const { documents, listed = [] } of lists) for (const document of [...documents, ...listed]) walk(document);
  const found = new Map<string, readonly SecretPlace[]>();
  for (const one of texts) {
    const known = mayHoldKnownSecret(one) ? await findKnownSecrets(one) : [];
    const places = known.length === 0 ? findSecretPlaces(one) : joinPlaces([...known, ...findSecretPlaces(one)]);
    if (places.length > 0) found.set(one, places);
  }
  return found;
}

import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import type { KeySources } from '../../cli/live/keys.ts';
import { snapshotFromDocuments } from '../../cli/live/to-snapshot.ts';
import type { Ref } from '../../cli/model/element.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { isList } from '../../cli/model/json.ts';
import type { KindDocuments, LiveSnapshot, Snapshot } from '../../cli/model/snapshot.ts';
import { decodeEnvironment } from '../../cli/yaml/decode-environment.ts';
import { encodeEnvironment } from '../../cli/yaml/encode-environment.ts';

/** Answers of the CRM by kind: a list of documents, or one list for each module. */
export type Answers = Readonly<Record<string, readonly JsonObject[] | Readonly<Record<string, readonly JsonObject[]>>>>;

/** A module document with what every module has. */
export function moduleAnswer(apiName: string, more: JsonObject = {}): JsonObject {
  const id = String(10000000000000000n + BigInt([...apiName].reduce((sum, letter) => sum * 7 + letter.charCodeAt(0), 0) % 1_000_000));
  return {
    id,
    api_name: apiName,
    module_name: apiName,
    singular_label: apiName,
    plural_label: apiName,
    generated_type: 'default',
    api_supported: true,
    profiles: [],
    ...more,
  };
}

/** A field document with what every field has. */
export function fieldAnswer(apiName: string, more: JsonObject = {}): JsonObject {
  return { api_name: apiName, field_label: apiName, display_label: apiName, data_type: 'text', custom_field: true, length: 50, ...more };
}

/** The snapshot that we make of answers; modules that are named by other kinds only are added. */
export function readAnswers(answers: Answers, keys: KeySources = { known: new Map(), named: new Map() }): LiveSnapshot {
  const whole: Answers = { module: [moduleAnswer('Deals'), moduleAnswer('Leads')], ...answers };
  const documents = new Map<string, readonly KindDocuments[]>(
    Object.entries(whole).map(([kind, lists]) => [
      kind,
      isList(lists) ? [{ documents: lists as readonly JsonObject[] }] : Object.entries(lists).map(([module, list]) => ({ module, documents: list })),
    ]),
  );
  const read = { org: { zgid: '700000001' }, documents, unreadable: [], capabilities: { paths: new Map() } };
  return snapshotFromDocuments(read, { kinds, schemas, keys });
}

/** Attributes of an element of a snapshot; a test that names one that is not there fails. */
export function attributesOf(snapshot: Snapshot, ref: Ref): JsonObject {
  const found = snapshot.elements.get(ref);
  if (found === undefined) throw new Error(`${ref} is not among ${[...snapshot.elements.keys()].join(', ')}`);
  return found.attributes;
}

/** A snapshot written to files and read again, as between an export and the next command. */
export function throughFiles(snapshot: Snapshot): Snapshot {
  const texts = encodeEnvironment(snapshot, kinds, new Map(), { schemas, schemaLine: () => '# schema' });
  const decoded = decodeEnvironment(texts, kinds);
  if (decoded.findings.length > 0) throw new Error(JSON.stringify(decoded.findings));
  return decoded;
}

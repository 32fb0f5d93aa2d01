import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import type { Kind } from '../../cli/kinds/kind.ts';
import { isReadable } from '../../cli/kinds/kind.ts';
import { propertyOrder, propertySchema } from '../../cli/kinds/schema.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { isList, isObject, objects, property, text } from '../../cli/model/json.ts';
import { contractPresent, sharedFolder } from '../contract/published.ts';
import { schemaOf } from '../plan/world.ts';
import { moduleAnswer, readAnswers, throughFiles } from '../traps/answers.ts';

/** A documented answer that lists elements of a kind. */
interface Sample {
  readonly file: string;
  readonly kind: Kind;
  readonly documents: readonly JsonObject[];
}

/** Answers to reads, by what they wrap; those of writes and what is asked are no lists of elements. */
function listSamples(): readonly Sample[] {
  return ['docs-v7', 'oas-v8'].flatMap((folder) => {
    const path = join(sharedFolder, 'zoho-samples', folder);
    const names = readdirSync(path).filter((name) => name.endsWith('.json') && !/\.(?:request|result)\.|api-errors|excerpt/.test(name));
    return names.flatMap((name) => {
      const body = JSON.parse(readFileSync(join(path, name), 'utf8')) as Json;
      return kinds.filter(isReadable).flatMap((kind): readonly Sample[] => {
        const documents = documentsIn(body, kind.envelope);
        return documents.length === 0 ? [] : [{ file: `${folder}/${name}`, kind, documents }];
      });
    });
  });
}

function documentsIn(body: Json, envelope: string): readonly JsonObject[] {
  const found = property(body, envelope);
  if (isObject(found)) return [found];
  // What was written or asked for lacks an id.
  return isList(found) ? objects(body, envelope).filter((one) => text(one, 'id') !== undefined) : [];
}

/** Facts that follow from others where we leave them out: from a field's data type, from a list's name. */
const implied: readonly string[] = ['field length', 'field read_only', 'related_list display_label'];

/** Plain facts of the document behind an element that its schema knows, that are no default, and that are not among its attributes. */
function lostFacts(kind: Kind, key: string, attributes: JsonObject, documents: readonly JsonObject[]): readonly string[] {
  const name = key.slice(key.lastIndexOf(kind.separator) + 1);
  const document = documents.length === 1 ? documents[0] : documents.find((one) => [one[kind.identity], kind.nameOf?.(one)].includes(name));
  // What the product says of its own fields nobody configures.
  if (document?.['custom_field'] === false) return [];
  const schema = schemaOf(kind);
  return propertyOrder(schema).flatMap((attribute) => {
    const told = document?.[attribute];
    const isPlain = ['string', 'number', 'boolean'].includes(typeof told) && told !== '';
    if (!isPlain || attribute in attributes || implied.includes(`${kind.name} ${attribute}`)) return [];
    const usual = property(propertySchema(schema, attribute)?.node, 'default');
    return usual === told ? [] : [`${key} ${attribute}: ${JSON.stringify(told)}`];
  });
}

describe.skipIf(!contractPresent)('documented answers (needs ../shared)', () => {
  const samples = contractPresent ? listSamples() : [];

  test('are there for many kinds', () => {
    expect(new Set(samples.map(({ kind }) => kind.name)).size).toBeGreaterThan(12);
  });

  test.each(samples.map((sample) => [sample.kind.name, sample.file, sample] as const))(
    '%s of %s come through files as they were read',
    (_kind, _file, { kind, documents }) => {
      const module = [moduleAnswer('Leads'), moduleAnswer('Deals'), moduleAnswer('Contacts')];
      const lists = kind.name === 'module' ? {} : { module };
      const live = readAnswers({ ...lists, [kind.name]: kind.scope === 'module' && kind.list?.per !== 'org' ? { Leads: documents } : documents });
      const read = [...live.elements.values()].filter((element) => element.kind === kind.name);
      const left = live.leftOut.filter((one) => one.kind === kind.name);
      expect(read.length + left.length).toBe(documents.length);
      // What every org has by itself is there to be referred to.
      const own = read.filter(({ key, attributes }) => kind.isSystem?.(key, attributes) !== true || Object.keys(attributes).length > 0);
      expect(own.flatMap(({ key, attributes }) => lostFacts(kind, key, attributes, documents))).toEqual([]);
      const again = throughFiles(live);
      for (const { key, attributes } of read) expect(again.elements.get(`${kind.name}:${key}`)?.attributes).toEqual(attributes);
    },
  );
});

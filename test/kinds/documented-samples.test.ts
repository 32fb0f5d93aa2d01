import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import type { Element } from '../../cli/model/element.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { contractPresent } from '../contract/published.ts';
import type { Sample } from './sample-documents.ts';
import { listSamples } from './sample-documents.ts';
import { exceptions, findException } from './sample-exceptions.ts';
import { factsOf } from './sample-facts.ts';
import type { Reading } from './sample-reading.ts';
import { elementOf, lostFacts, readSample } from './sample-reading.ts';

/** Samples of documents that our client leaves out on purpose, with how many of them: views of the product, and modules that the API does not know. */
const leftOut: Readonly<Record<string, number>> = {
  'docs-v7/custom_views.custom-view-meta.json': 17,
  'docs-v7/modules.module-meta.json': 3,
  'docs-v7/modules.modules-api.json': 20,
};

/** The documents of a sample that became elements, with these. */
function pairsOf(sample: Sample, reading: Reading): readonly (readonly [JsonObject, Element])[] {
  return sample.documents.flatMap((document) => {
    const element = elementOf(sample, document, reading);
    return element === undefined ? [] : [[document, element] as const];
  });
}

describe.skipIf(!contractPresent)('documented answers (needs ../shared)', () => {
  const samples = contractPresent ? listSamples() : [];

  test('are there for many kinds', () => {
    expect(new Set(samples.map(({ kind }) => kind.name)).size).toBeGreaterThan(22);
    expect(kinds.length).toBeGreaterThan(55);
  });

  describe.each(samples.map((sample) => [sample.kind.name, sample.file, sample] as const))('%s of %s', (_kind, file, sample) => {
    const reading = readSample(sample);
    const pairs = pairsOf(sample, reading);

    test('become an element each, but for those that are left out with a reason', () => {
      const left = reading.live.leftOut.filter((one) => one.kind === sample.kind.name);
      expect(new Set(pairs.map(([, { key }]) => key)).size).toBe(pairs.length);
      expect(left.length).toBe(leftOut[file] ?? 0);
      expect(pairs.length + left.length).toBe(sample.documents.length);
    });

    test('come through files as they were read', () => {
      const read = [...reading.live.elements].filter(([, element]) => element.kind === sample.kind.name);
      for (const [ref, { attributes }] of read) expect(reading.files.elements.get(ref)?.attributes).toEqual(attributes);
    });

    test('lose nothing in files but what is no configuration', () => {
      expect(pairs.flatMap(([document, element]) => lostFacts(sample, document, element))).toEqual([]);
    });
  });

  test('need every exception that there is', () => {
    const facts = samples.flatMap(({ kind, documents }) => factsOf(documents).map((fact) => ({ kind: kind.name, ...fact })));
    const used = new Set(facts.map(({ kind, path, value }) => findException(kind, { path, value })));
    expect(exceptions.filter((one) => !used.has(one)).map(({ reason }) => reason)).toEqual([]);
  });
});

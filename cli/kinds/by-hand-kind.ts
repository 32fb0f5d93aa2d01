import type { ByHand, Kind } from './kind.ts';

/** What is particular to a kind that no API reads or writes. */
export interface ByHandFacts extends Pick<Kind, 'name' | 'title' | 'scope' | 'setupPage'>, ByHand {
  /** pattern of its files */
  readonly file: string;
  /** ending of the file beside an element's own that holds its script; absent where it has none */
  readonly script?: string;
}

/** A kind that only people read and write: the form of all of them, of which each states the rest (schema: `schemas/by-hand.schema.json`). */
export function describeByHand({ name, title, scope, setupPage, file, script, why, menu, near }: ByHandFacts): Kind {
  return {
    name,
    title,
    schema: 'by-hand',
    scope,
    separator: '/',
    file: { pattern: file, holds: 'one', ...(script === undefined ? {} : { beside: { script } }) },
    identity: 'name',
    envelope: name,
    byHand: { why, menu, ...(near === undefined ? {} : { near }) },
    frozen: [],
    deferred: [],
    holdsRecords: false,
    setupPage,
  };
}

/** Nothing in any published description of the API (facts: zoho-api section 1), which goes for most of these kinds. */
export const unknownToTheApi: ByHand['why'] = { en: 'the API has nothing for it', ja: 'API に該当する機能がありません' };

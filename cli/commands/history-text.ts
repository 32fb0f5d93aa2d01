import { canonicalText } from '../model/canonical.ts';
import type { Element, Ref } from '../model/element.ts';
import { splitRef } from '../model/element.ts';
import { Failure } from '../model/failure.ts';
import type { HistoryRecord, Told } from '../model/history.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, objects, property, text } from '../model/json.ts';
import type { Receipt, StepReceipt } from '../model/receipt.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { toReceiptJson } from '../report/json/receipt.ts';
import type { ToldList } from './told-ticks.ts';
import type { Created } from './touched.ts';

/** The files that are kept of an apply, beside each other in the ledger or in a folder. */
export const historyFiles = {
  receipt: 'receipt.json',
  before: 'before.json',
  after: 'after.json',
  base: 'base.json',
  inverse: 'inverse.json',
  created: 'created.json',
  told: 'told.json',
} as const;

/** The files without which nothing leads back. */
export const snapshotFiles = [historyFiles.before, historyFiles.after, historyFiles.base, historyFiles.inverse] as const;

/** A record that has no number yet. */
export type NewRecord = Omit<HistoryRecord, 'number' | 'restorable'>;

/** The texts of a record's files. Snapshots hold references to secrets, never their values, and are not masked: their digests must fit what they say. */
export function formatRecord(zgid: string, record: NewRecord, created: Created, told?: ToldList): ReadonlyMap<string, string> {
  return new Map([
    [historyFiles.receipt, `${JSON.stringify(toReceiptJson(record.receipt))}\n`],
    [historyFiles.before, formatSnapshot(zgid, record.before)],
    [historyFiles.after, formatSnapshot(zgid, record.after)],
    [historyFiles.base, formatSnapshot(zgid, record.base)],
    [historyFiles.inverse, `${JSON.stringify(record.inverse)}\n`],
    [historyFiles.created, `${canonicalText({ formatVersion: 1, created: Object.fromEntries(created) })}\n`],
    ...(told === undefined || told.open.length === 0 ? [] : [[historyFiles.told, formatTold(told)] as const]),
  ]);
}

/** A snapshot as one line of compact JSON, equal for equal snapshots. */
export function formatSnapshot(zgid: string, { elements }: Snapshot): string {
  const byRef: JsonObject = Object.fromEntries([...elements].map(([ref, element]) => [ref, element.attributes]));
  return `${canonicalText({ formatVersion: 1, zgid, elements: byRef })}\n`;
}

/** Reads `formatSnapshot`'s text back. Failure `history.broken`, naming the place, for any other. */
export function parseSnapshot(place: string, content: string): Snapshot {
  const value = parseJson(place, content);
  const found = property(value, 'elements');
  if (property(value, 'formatVersion') !== 1 || !isObject(found)) throw broken(place);
  const elements = new Map<Ref, Element>();
  for (const [name, attributes] of Object.entries(found)) {
    const ref = name as Ref;
    if (!isObject(attributes) || !name.includes(':')) throw broken(place);
    elements.set(ref, { ...splitRef(ref), attributes });
  }
  return { elements };
}

/** Reads a receipt. Failure `history.broken` when it is none. */
export function parseReceipt(place: string, content: string): Receipt {
  const value = parseJson(place, content);
  const summary = property(value, 'summary');
  const known = property(value, 'formatVersion') === 1 && text(value, 'planDigest') !== undefined && text(value, 'status') !== undefined;
  if (!isObject(value) || !known || !isObject(summary) || !isList(property(value, 'steps'))) throw broken(place);
  return { ...(value as unknown as Receipt), steps: objects(value, 'steps').map(parseStep) };
}

/** What is null in a step's text is absent in the receipt. */
function parseStep(step: JsonObject): StepReceipt {
  return Object.fromEntries(Object.entries(step).filter(([, member]) => member !== null)) as unknown as StepReceipt;
}

/** Reads which elements applies created. Failure `history.broken` when the text does not say. */
export function parseCreated(place: string, content: string): Created {
  const found = property(parseJson(place, content), 'created');
  if (!isObject(found)) throw broken(place);
  return new Map(Object.entries(found).map(([ref, id]) => [ref as Ref, typeof id === 'string' ? id : null]));
}

function formatTold({ request, open }: ToldList): string {
  const byRef: JsonObject = Object.fromEntries(open.map(({ ref, attributes }) => [ref, attributes]));
  return `${canonicalText({ formatVersion: 1, request, open: byRef })}\n`;
}

/** Reads what was left to people. Failure `history.broken` when the text does not say. */
export function parseTold(place: string, content: string): ToldList {
  const value = parseJson(place, content);
  const [open, request] = [property(value, 'open'), property(value, 'request')];
  if (!isObject(open)) throw broken(place);
  const told = Object.entries(open).map(([ref, attributes]): Told => ({ ref: ref as Ref, attributes: isObject(attributes) ? attributes : null }));
  return { request: typeof request === 'number' ? request : null, open: told };
}

/** Parses one of the files. Failure `history.broken` when it is no JSON. */
export function parseJson(place: string, content: string): Json {
  try {
    return JSON.parse(content) as Json;
  } catch (error) {
    throw broken(place, error);
  }
}

function broken(place: string, cause?: unknown): Failure {
  return new Failure(`${place} is not what orgcast keeps of an apply`, {
    code: 'history.broken',
    kind: 'refused',
    place,
    fix: 'Restore it from a backup or another clone; what was applied last cannot be told without it.',
    cause,
  });
}

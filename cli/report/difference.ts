import { canonicalText } from '../model/canonical.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject } from '../model/json.ts';
import type { Hunk } from './hunks.ts';
import { findHunks } from './hunks.ts';
import { formatPath, writeValue } from './value.ts';

/** One place where two values of an attribute differ. `before` is absent for what came, `after` for what went. Not yet encoded for any medium. */
export interface Difference {
  /** path below the attribute, or the name of what moved within a list; empty for the value itself */
  readonly place: string;
  readonly before?: string;
  readonly after?: string;
}

/** Characters in common around the place where two texts part. */
const around = 12;

/** Texts that part in two places with less than this in common between them are told as one place. */
const closest = 4;

/** Words, blanks and signs; also where a script has no blanks, and never within a character. */
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Every place where two values differ: members of objects and lists, lines of texts, words of lines. Equal values have none. */
export function listDifferences(before: Json, after: Json, path: readonly string[] = []): Difference[] {
  if (canonicalText(before) === canonicalText(after)) return [];
  const whole = [{ place: formatPath(path), before: writeValue(before), after: writeValue(after) }];
  if (isSecret(before) || isSecret(after)) return whole;
  if (isObject(before) && isObject(after)) return diffObjects(before, after, path);
  if (isList(before) && isList(after)) return diffLists(before, after, path);
  return typeof before === 'string' && typeof after === 'string' ? diffTexts(before, after, formatPath(path)) : whole;
}

/** The words of two texts where they part, for a medium that marks them within the whole. */
export function findWordHunks(before: string, after: string): { before: readonly string[]; after: readonly string[]; hunks: readonly Hunk[] } {
  const [a, b] = [splitWords(before), splitWords(after)];
  return { before: a, after: b, hunks: joinClose(a, b, findHunks(a, b)) };
}

function isSecret(value: Json): boolean {
  return writeValue(value).startsWith('secret ');
}

function diffObjects(before: JsonObject, after: JsonObject, path: readonly string[]): Difference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const [old, now] = [ownMember(before, name), ownMember(after, name)];
    const place = [...path, name];
    if (old === undefined) return now === undefined ? [] : [{ place: formatPath(place), after: writeValue(now) }];
    return now === undefined ? [{ place: formatPath(place), before: writeValue(old) }] : listDifferences(old, now, place);
  });
}

function ownMember(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function diffLists(before: readonly Json[], after: readonly Json[], path: readonly string[]): Difference[] {
  const [a, b] = [before.map(canonicalText), after.map(canonicalText)];
  const hunks = findHunks(a, b);
  if (isReordered(a, b)) return listMoved(before, a, b, hunks);
  const place = formatPath(path);
  return hunks.flatMap((hunk) => [
    ...before.slice(hunk.beforeAt, hunk.beforeAt + hunk.before.length).map((member) => ({ place, before: writeValue(member) })),
    ...after.slice(hunk.afterAt, hunk.afterAt + hunk.after.length).map((member) => ({ place, after: writeValue(member) })),
  ]);
}

function isReordered(a: readonly string[], b: readonly string[]): boolean {
  return new Set(a).size === a.length && a.length === b.length && JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted());
}

/** The same members in another order: the places, counted from 1, of those that are out of line. */
function listMoved(members: readonly Json[], a: readonly string[], b: readonly string[], hunks: readonly Hunk[]): Difference[] {
  const moved = hunks.flatMap((hunk) => hunk.before.map((_, index) => hunk.beforeAt + index));
  return moved.map((index) => ({ place: writeValue(members[index] ?? null), before: `#${index + 1}`, after: `#${b.indexOf(a[index] ?? '') + 1}` }));
}

function diffTexts(before: string, after: string, place: string): Difference[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  if (a.length === 1 && b.length === 1) return diffLine(before, after, place);
  return findHunks(a, b).flatMap((hunk) => {
    const pairs = hunk.before.length === hunk.after.length;
    if (pairs) return hunk.before.flatMap((line, index) => diffLine(line, hunk.after[index] ?? '', place));
    const gone = hunk.before.map((line) => ({ place, before: JSON.stringify(line) }));
    return [...gone, ...hunk.after.map((line) => ({ place, after: JSON.stringify(line) }))];
  });
}

function diffLine(before: string, after: string, place: string): Difference[] {
  const words = findWordHunks(JSON.stringify(before), JSON.stringify(after));
  return words.hunks.map((hunk) => ({
    place,
    ...(hunk.before.length === 0 ? {} : { before: excerpt(words.before, hunk.beforeAt, hunk.before.length) }),
    ...(hunk.after.length === 0 ? {} : { after: excerpt(words.after, hunk.afterAt, hunk.after.length) }),
  }));
}

function splitWords(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Places with next to nothing in common between them as one, since words in pieces are hard to read. */
function joinClose(a: readonly string[], b: readonly string[], hunks: readonly Hunk[]): Hunk[] {
  const joined: Hunk[] = [];
  for (const hunk of hunks) {
    const last = joined.at(-1);
    const between = last === undefined ? '' : a.slice(last.beforeAt + last.before.length, hunk.beforeAt).join('');
    if (last === undefined || between.length >= closest) joined.push(hunk);
    else {
      const [beforeEnd, afterEnd] = [hunk.beforeAt + hunk.before.length, hunk.afterAt + hunk.after.length];
      joined[joined.length - 1] = { ...last, before: a.slice(last.beforeAt, beforeEnd), after: b.slice(last.afterAt, afterEnd) };
    }
  }
  return joined;
}

/** The words of a place with some of what stands around them, which begins and ends with a word; `…` stands for what is left out. */
function excerpt(words: readonly string[], at: number, count: number): string {
  let [from, to] = [at, at + count];
  for (let left = around; from > 0 && left >= (words[from - 1]?.length ?? 0); from -= 1) left -= words[from - 1]?.length ?? 0;
  for (let left = around; to < words.length && left >= (words[to]?.length ?? 0); to += 1) left -= words[to]?.length ?? 0;
  while (from > 0 && from < at && isSign(words[from])) from += 1;
  while (to < words.length && to > at + count && isSign(words[to - 1])) to -= 1;
  return `${from > 0 ? '…' : ''}${words.slice(from, to).join('')}${to < words.length ? '…' : ''}`;
}

function isSign(word: string | undefined): boolean {
  return word !== undefined && /^[\s\p{P}]+$/u.test(word);
}

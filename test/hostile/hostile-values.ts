import type { Json, JsonObject } from '../../cli/model/json.ts';
import { isList, isObject } from '../../cli/model/json.ts';
import { nastyLabels } from '../report/nasty.ts';
import type { Random } from './random.ts';

const labels = Object.values(nastyLabels);

const scalars: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e21,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  '0',
  '0x10',
  '1e999',
  'yes',
  '2001-01-01',
  '${Deals.Name}',
  '${secret:X}',
  '../../x',
  'CEO',
  'Deals.Stage',
  '.',
  '..',
  'a.b.c.d',
];

/** A value that nobody meant: of another type, of a strange text, or of great size. */
export function hostileValue(random: Random, depth = 0): Json {
  const choice = random.below(depth > 3 ? 12 : 20);
  if (choice < 6) return random.pick(labels);
  if (choice < 12) return random.pick(scalars);
  if (choice === 12) return random.pick(labels).repeat(random.pick([10, 100, 1_000]));
  if (choice === 13) return deepValue(random.pick([5, 40, 90]), random.chance(0.5));
  if (choice === 14) return Array.from({ length: random.pick([1, 50, 2_000]) }, (_, index) => `${random.pick(labels)}${index}`);
  if (choice < 17) return Array.from({ length: random.below(4) }, () => hostileValue(random, depth + 1));
  return ownEntries(Array.from({ length: random.below(4) }, () => [hostileName(random), hostileValue(random, depth + 1)]));
}

/** A name of an attribute or an element that nobody meant. */
export function hostileName(random: Random): string {
  return random.pick([
    ...labels,
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '0',
    '1',
    'name',
    'length',
    'a.b',
    '${element}',
  ]);
}

/** An object whose members are all its own, whatever their names. */
export function ownEntries(entries: readonly (readonly [string, Json])[]): JsonObject {
  return Object.fromEntries(entries);
}

function deepValue(depth: number, lists: boolean): Json {
  let value: Json = 'deep';
  for (let level = 0; level < depth; level += 1) value = lists ? [value] : { a: value };
  return value;
}

/** A document with one place of it changed: a value replaced, a member taken out, put in, renamed or doubled. */
export function bendValue(random: Random, value: Json): Json {
  const inner = isObject(value) ? Object.keys(value) : isList(value) ? [...value.keys()] : [];
  if (inner.length > 0 && random.chance(0.75)) return replaceAt(value, random.pick<string | number>(inner), (old) => bendValue(random, old));
  if (isObject(value)) return bendObject(random, value);
  if (isList(value)) return bendList(random, value);
  return typeof value === 'string' && random.chance(0.4) ? `${value}${random.pick(labels)}` : hostileValue(random);
}

function bendObject(random: Random, value: JsonObject): Json {
  const entries = Object.entries(value);
  if (entries.length === 0) return ownEntries([[hostileName(random), hostileValue(random)]]);
  const one = random.below(entries.length);
  const [name = '', old = null] = entries[one] ?? [];
  switch (random.below(4)) {
    case 0:
      return ownEntries(entries.toSpliced(one, 1));
    case 1:
      return ownEntries([...entries, [hostileName(random), hostileValue(random)]]);
    case 2:
      return ownEntries(entries.with(one, [hostileName(random), old]));
    default:
      return ownEntries([...entries, [`${name} 2`, old]]);
  }
}

function bendList(random: Random, value: readonly Json[]): Json {
  const one = value.length === 0 ? 0 : random.below(value.length);
  switch (random.below(4)) {
    case 0:
      return value.toSpliced(one, 1);
    case 1:
      return value.toSpliced(one, 0, hostileValue(random));
    case 2:
      return value.flatMap((member, index) => (index === one ? [member, member] : [member]));
    default:
      return value.toReversed();
  }
}

function replaceAt(value: Json, at: string | number, change: (old: Json) => Json): Json {
  if (isList(value)) return value.map((member, index) => (index === at ? change(member) : member));
  if (!isObject(value)) return value;
  return ownEntries(Object.entries(value).map(([name, old]) => [name, name === at ? change(old) : old]));
}

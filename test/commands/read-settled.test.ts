import { expect, test } from 'vitest';
import { makeContext } from '../../cli/commands/context.ts';
import { readSettled } from '../../cli/commands/read-settled.ts';
import { Failure } from '../../cli/model/failure.ts';
import type { LiveSnapshot, Unreadable } from '../../cli/model/snapshot.ts';
import { silentWorld } from './world.ts';

const cut: Unreadable = { kind: 'field', module: 'Deals', reason: '3 of 7 documents of a page arrived', code: 'crm.incomplete' };
const forbidden: Unreadable = { kind: 'webhook', reason: 'no permission', code: 'crm.no_permission' };
const absent: Unreadable = { kind: 'blueprint', reason: 'not offered' };

function liveWith(...unreadable: readonly Unreadable[]): LiveSnapshot {
  const facts = { zgid: '7', type: '', edition: '', company: '', domain: '', timeZone: '', currency: '' };
  const none = { elements: new Map(), ids: new Map(), touched: new Map(), ambiguous: new Map(), renamed: [], leftOut: [] };
  return { ...none, facts, unreadable, capabilities: { paths: new Map() } };
}

/** Reads that give, or throw, one after the other; answers the last reading and how many there were. */
async function readAll(
  readings: readonly (LiveSnapshot | Failure)[],
  known: readonly Unreadable[] = [],
): Promise<{ live: LiveSnapshot; count: number }> {
  let count = 0;
  const read = (): Promise<LiveSnapshot> => {
    const reading = readings[count] ?? liveWith();
    count += 1;
    return reading instanceof Failure ? Promise.reject(reading) : Promise.resolve(reading);
  };
  const context = makeContext(silentWorld('.'), { repo: '.', color: false });
  return { live: await readSettled(context, read, known), count };
}

const broken = new Failure('The answer is cut', { code: 'crm.unreadable_answer', kind: 'failure' });

test('what was cut is read again, and what cannot be read is not', async () => {
  expect((await readAll([liveWith(forbidden, absent)])).count).toBe(1);
  const { live, count } = await readAll([liveWith(cut, absent), broken, liveWith(absent)]);
  expect(count).toBe(3);
  expect(live.unreadable).toEqual([absent]);
});

test('a gap that stays is given with the third reading, and one that was known at first is no gap', async () => {
  const { live, count } = await readAll([liveWith(cut), liveWith(cut), liveWith(cut)]);
  expect({ count, unreadable: live.unreadable }).toEqual({ count: 3, unreadable: [cut] });
  expect((await readAll([liveWith(cut)], [cut])).count).toBe(1);
});

test('an org that cannot be read at all is tried three times, and one that refuses once', async () => {
  await expect(readAll([broken, broken, broken])).rejects.toBe(broken);
  const refused = new Failure('no', { code: 'crm.invalid_token', kind: 'invalid' });
  await expect(readAll([refused])).rejects.toBe(refused);
});

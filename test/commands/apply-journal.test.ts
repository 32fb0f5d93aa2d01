import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ApplyJournal, JournalItem } from '../../cli/commands/apply-journal.ts';
import { openApplyJournal, recallCreated } from '../../cli/commands/apply-journal.ts';

const run = { org: 'osaka', zgid: '7', planDigest: 'sha256:abc' };
const write = { method: 'POST', path: '/settings/roles', envelope: 'roles', items: [] } as const;
const created = (key: string): JournalItem => ({ step: `create role:${key}`, ref: `role:${key}`, creates: true });
const updated = (key: string): JournalItem => ({ step: `update role:${key}`, ref: `role:${key}`, creates: false });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(startedAt: string, isKept = false): Promise<ApplyJournal> {
  return openApplyJournal(folder, run, startedAt, () => Promise.resolve(isKept));
}

/** What an interrupted run that did this leaves to the next. */
async function afterInterruption(work: (journal: ApplyJournal) => Promise<void>, isKept = false): Promise<ApplyJournal> {
  const journal = await open('first');
  await work(journal);
  await journal.close();
  const next = await open('second', isKept);
  await next.close();
  return next;
}

describe('a run that goes on', () => {
  test('knows nothing when there was none', async () => {
    const journal = await open('first');
    await journal.close();
    expect([...journal.earlier]).toEqual([]);
    expect(journal.startedAt).toBeUndefined();
  });

  test('knows what was created, what was tried, and what nobody knows the end of', async () => {
    const next = await afterInterruption(async (journal) => {
      const items = [created('a'), created('b'), updated('c')];
      const number = await journal.intend(write, items);
      await journal.tell(number, items, [
        { status: 'done', id: '11' },
        { status: 'failed', code: 'DUPLICATE_DATA', message: '', details: {} },
        { status: 'ambiguous', message: 'dropped' },
      ]);
      await journal.intend(write, [created('d')]);
    });
    expect(next.startedAt).toBe('first');
    expect([...next.earlier]).toEqual([
      ['role:a', { attempts: 1, created: '11' }],
      ['role:d', { attempts: 1, unclear: true }],
      ['role:b', { attempts: 1 }],
      ['role:c', { attempts: 1 }],
    ]);
    expect([...recallCreated(folder, run)]).toEqual([['role:a', '11']]);
  });

  test('counts an attempt a pass, whatever the number of writes, and none for what was not sent', async () => {
    const next = await afterInterruption(async (journal) => {
      for (const pass of [1, 2]) {
        for (let turn = 0; turn < 3; turn += 1) {
          const number = await journal.intend(write, [updated('a'), updated('b')]);
          const b = pass === 1 ? ({ status: 'done' } as const) : ({ status: 'unsent' } as const);
          await journal.tell(number, [updated('a'), updated('b')], [{ status: 'done' }, b]);
        }
        await journal.endPass(pass);
      }
    });
    expect([...next.earlier]).toEqual([
      ['role:a', { attempts: 2 }],
      ['role:b', { attempts: 1 }],
    ]);
  });

  test('passes over runs whose receipt is kept, and only over those', async () => {
    const work = async (journal: ApplyJournal): Promise<void> => {
      await journal.tell(await journal.intend(write, [created('a')]), [created('a')], [{ status: 'done', id: '11' }]);
      await journal.seal('first');
    };
    expect([...(await afterInterruption(work)).earlier]).toEqual([['role:a', { attempts: 1, created: '11' }]]);
    rmSync(join(folder, '.orgcast'), { recursive: true });
    const next = await afterInterruption(work, true);
    expect([...next.earlier]).toEqual([]);
    expect(next.startedAt).toBeUndefined();
  });
});

test('nothing is left when the receipt is kept', async () => {
  const journal = await open('first');
  await journal.endPass(1);
  await journal.remove();
  expect(readdirSync(join(folder, '.orgcast/journal/osaka'))).toEqual([]);
});

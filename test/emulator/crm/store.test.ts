import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OrgRecord } from '../../../cli/emulator/crm/org-record.ts';
import type { DocStore } from '../../../cli/emulator/crm/store.ts';
import { openStore, publicDoc } from '../../../cli/emulator/crm/store.ts';

function kyoto(): DocStore {
  const store = openStore(':memory:');
  store.createOrg({ name: 'kyoto', idPrefix: '12345678' } as OrgRecord);
  return store;
}

describe('the store', () => {
  test('keeps the order of insertion, and the place of what is replaced', () => {
    const store = kyoto();
    for (const id of ['3', '1', '2']) store.put('kyoto', 'fields', { id, api_name: `f${id}` }, 'Leads');
    store.put('kyoto', 'fields', { id: '9', api_name: 'f1' }, 'Deals');
    store.put('kyoto', 'fields', { id: '1', api_name: 'f1', label: 'new' });
    expect(store.list('kyoto', 'fields', 'Leads').map((doc) => doc.id)).toEqual(['3', '1', '2']);
    expect(store.get('kyoto', 'fields', '1')).toEqual({ id: '1', api_name: 'f1', label: 'new' });
    expect(store.get('kyoto', 'fields', '1', 'Deals')).toBeUndefined();
    expect(store.named('kyoto', 'fields', 'f1', 'Deals')?.id).toBe('9');
    expect(store.named('kyoto', 'fields', 'f1')?.id).toBe('1');
    store.remove('kyoto', 'fields', '1');
    expect(store.count('kyoto', 'fields', 'Leads')).toBe(2);
    expect(store.list('osaka', 'fields')).toEqual([]);
  });

  test('gives ids with the prefix of the org, each once', () => {
    const store = kyoto();
    const ids = Array.from({ length: 50 }, () => store.nextId('kyoto'));
    expect(new Set(ids).size).toBe(50);
    expect(ids[0]).toBe('12345678000000001');
    expect(() => store.nextId('osaka')).toThrow('no org osaka');
  });

  test('a transaction that throws leaves nothing, an inner one joins the outer', () => {
    const store = kyoto();
    const work = () =>
      store.transaction(() => {
        store.transaction(() => store.put('kyoto', 'roles', { id: '1' }));
        throw new Error('stop');
      });
    expect(work).toThrow('stop');
    expect(store.list('kyoto', 'roles')).toEqual([]);
  });

  test('what a transaction that throws had read of its own is forgotten', () => {
    const store = kyoto();
    store.put('kyoto', 'roles', { id: '1', name: 'old' });
    const work = () =>
      store.transaction(() => {
        store.put('kyoto', 'roles', { id: '1', name: 'new' });
        store.put('kyoto', 'roles', { id: '2' });
        expect(store.list('kyoto', 'roles')).toEqual([{ id: '1', name: 'new' }, { id: '2' }]);
        throw new Error('stop');
      });
    expect(work).toThrow('stop');
    expect(store.list('kyoto', 'roles')).toEqual([{ id: '1', name: 'old' }]);
    expect(store.get('kyoto', 'roles', '2')).toBeUndefined();
  });

  test('tells whether what a piece of work read has changed', () => {
    const store = kyoto();
    store.put('kyoto', 'roles', { id: '1' });
    const { result, holds } = store.watch(() => store.watch(() => store.list('kyoto', 'roles').length).result + store.count('kyoto', 'fields'));
    expect(result).toBe(1);
    store.put('kyoto', 'profiles', { id: '1' });
    store.put('osaka', 'roles', { id: '1' });
    expect(holds()).toBe(true);
    store.put('kyoto', 'roles', { id: '1', name: 'other' });
    expect(holds()).toBe(false);
    const again = store.watch(() => store.org('kyoto'));
    store.createOrg({ name: 'kyoto', idPrefix: '99' } as OrgRecord);
    expect(again.holds()).toBe(false);
  });

  test('shows the same as one that is opened afresh, whatever was done', () => {
    const folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
    const id = fc.constantFrom('1', '2', '3', '4');
    const parent = fc.constantFrom(undefined, '', 'Leads', 'Deals');
    const put = fc.record({ what: fc.constant('put' as const), id, parent, value: fc.integer() });
    const other = fc.record({ what: fc.constantFrom('remove' as const, 'read' as const, 'rolled back' as const), id });
    let runs = 0;
    try {
      fc.assert(
        fc.property(fc.array(fc.oneof(put, other), { maxLength: 30 }), (done) => {
          runs += 1;
          const file = join(folder, `${runs}.sqlite`);
          const store = openStore(file);
          for (const one of done) act(store, one);
          const fresh = openStore(file);
          for (const below of [undefined, '', 'Leads', 'Deals']) {
            expect(store.list('kyoto', 'fields', below)).toEqual(fresh.list('kyoto', 'fields', below));
            for (const one of ['1', '2', '3', '4'])
              expect(store.get('kyoto', 'fields', one, below)).toEqual(fresh.get('kyoto', 'fields', one, below));
          }
          store.close();
          fresh.close();
        }),
        { numRuns: 60 },
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('keys of ours are not shown', () => {
    expect(publicDoc({ id: '1', _permissions: {}, label: 'x' })).toEqual({ id: '1', label: 'x' });
  });

  test('a killed process loses nothing that it had told, and leaves no half of a pair', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
    const file = join(folder, 'crm.sqlite');
    try {
      for (const pairs of [5, 40]) {
        const told = await writeUntilKilled(file, pairs);
        const store = openStore(file);
        const halves = store.list('kyoto', 'pairs');
        const ids = new Set(halves.map((doc) => doc.id));
        expect(told.filter((id) => !ids.has(id))).toEqual([]);
        expect(halves.filter((doc) => doc['half'] === 1)).toHaveLength(halves.length / 2);
        expect(ids.has(store.nextId('kyoto'))).toBe(false);
        store.close();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

type Done =
  | { readonly what: 'put'; readonly id: string; readonly parent: string | undefined; readonly value: number }
  | { readonly what: 'remove' | 'read' | 'rolled back'; readonly id: string };

function act(store: DocStore, done: Done): void {
  if (done.what === 'put') store.put('kyoto', 'fields', { id: done.id, value: done.value }, done.parent);
  else if (done.what === 'remove') store.remove('kyoto', 'fields', done.id);
  else if (done.what === 'read') store.list('kyoto', 'fields');
  else {
    const work = () =>
      store.transaction(() => {
        store.put('kyoto', 'fields', { id: done.id, value: 'never' }, 'Deals');
        store.list('kyoto', 'fields');
        throw new Error('stop');
      });
    expect(work).toThrow('stop');
  }
}

/** Lets the writer work until it has told that many pairs, then kills it at once; gives the ids that it told. */
async function writeUntilKilled(file: string, pairs: number): Promise<string[]> {
  const writer = spawn(process.execPath, [join(import.meta.dirname, 'store-writer.ts'), file], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  for await (const chunk of writer.stdout) {
    output += String(chunk);
    if (output.split('\n').length > pairs) writer.kill('SIGKILL');
  }
  if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit');
  return output.split('\n').slice(0, -1);
}

import { describe, expect, test } from 'vitest';
import { appendChained, appendRecord, listRecordCommits, listRecords, publishRecord, readBlob, readRecord } from '../../cli/github/records.ts';
import { losingAnswers, openWorld } from './world.ts';

const createsRef = (url: string, method: string) => method === 'POST' && url.endsWith('/git/refs');

describe('a ledger record', () => {
  test('is written once and reads back with its files', async () => {
    const world = await openWorld();
    const forge = world.connect('bo');
    const files = new Map([
      ['plan/steps.json', '[]\n'],
      ['注.md', 'ü\n'],
    ]);
    expect(await publishRecord(forge, 'plan/abc/1', { digest: 'sha256:1', list: [1, null] }, files)).toBe('created');
    expect(await publishRecord(forge, 'plan/abc/1', { digest: 'sha256:2' })).toBe('exists');

    const record = await readRecord(world.connect('rei'), 'plan/abc/1');
    expect(record?.header).toEqual({ digest: 'sha256:1', list: [1, null], nonce: expect.any(String) });
    expect([...(record?.files.keys() ?? [])].sort()).toEqual(['plan/steps.json', '注.md']);
    expect(await readBlob(forge, record?.files.get('注.md') ?? '')).toBe('ü\n');
    expect(await readRecord(forge, 'plan/abc/2')).toBeUndefined();
  });

  test('equal content by two writers is still two records: one wins', async () => {
    const world = await openWorld();
    const outcomes = await Promise.all(
      ['ada', 'bo'].map((login) => publishRecord(world.connect(login === 'ada' ? 'ada' : 'bo'), 'spent/x', { a: 1 })),
    );
    expect(outcomes.sort()).toEqual(['created', 'exists']);
  });

  test('counts as written when only the answer was lost, and as the other writer when that was first', async () => {
    const world = await openWorld();
    const lossy = () => world.connect('bo', { fetch: losingAnswers(createsRef, 9) });
    expect(await publishRecord(lossy(), 'spent/x', { a: 1 })).toBe('created');
    expect(await publishRecord(lossy(), 'spent/x', { a: 1 })).toBe('exists');
  });

  test('is unclear, not free, when the forge cannot be asked any more', async () => {
    const world = await openWorld();
    const cut: typeof fetch = async (input, init) => {
      if (String(input).includes('/git/ref')) throw new TypeError('fetch failed');
      return fetch(input, init);
    };
    await expect(publishRecord(world.connect('bo', { fetch: cut }), 'spent/x', { a: 1 })).rejects.toMatchObject({
      code: 'ledger.unclear',
      kind: 'refused',
    });
  });

  test('cannot be written by somebody who may only read', async () => {
    const world = await openWorld();
    await expect(publishRecord(world.connect('rei'), 'spent/x', {})).rejects.toMatchObject({ code: 'forge.permission' });
    expect(await readRecord(world.connect('bo'), 'spent/x')).toBeUndefined();
  });

  test('a tag that is no record is unclear', async () => {
    const world = await openWorld();
    await world.host.octokit('bo').rest.git.createRef({ owner: 'head-office', repo: 'crm', ref: 'refs/tags/orgcast/spent/x', sha: world.base });
    await expect(readRecord(world.connect('bo'), 'spent/x')).rejects.toMatchObject({ code: 'ledger.unclear' });
  });

  test('lists the records of a folder and numbers a series', async () => {
    const world = await openWorld();
    const forge = world.connect('bo');
    expect(await listRecords(forge, 'receipt/osaka/')).toEqual([]);
    expect(await appendRecord(forge, 'receipt/osaka/', { status: 'done' })).toBe('receipt/osaka/1');
    await publishRecord(forge, 'receipt/osaka-2/1', {});
    await publishRecord(forge, 'receipt/osaka/9', {});
    const both = await Promise.all([appendRecord(forge, 'receipt/osaka/', {}), appendRecord(world.connect('ada'), 'receipt/osaka/', {})]);
    expect(both.sort()).toEqual(['receipt/osaka/10', 'receipt/osaka/11']);
    expect(await listRecords(forge, 'receipt/osaka/')).toEqual(['receipt/osaka/1', 'receipt/osaka/10', 'receipt/osaka/11', 'receipt/osaka/9']);
  });

  test('of a chain names the one before, whoever was faster', async () => {
    const world = await openWorld();
    const append = (login: 'ada' | 'bo') => appendChained(world.connect(login), 'receipt/osaka/', { by: login });
    const numbers = [await append('bo'), ...(await Promise.all([append('ada'), append('bo'), append('ada')]))];
    expect(numbers.sort()).toEqual([1, 2, 3, 4]);
    const forge = world.connect('rei');
    const commits = await listRecordCommits(forge, 'receipt/osaka/');
    for (const number of [1, 2, 3, 4]) {
      const record = await readRecord(forge, `receipt/osaka/${number}`);
      const previous = number === 1 ? null : { number: number - 1, commit: commits.get(`receipt/osaka/${number - 1}`) };
      expect(record?.header['previous']).toEqual(previous);
    }
  });

  test('reads all pages of a long list', async () => {
    const world = await openWorld();
    for (let index = 0; index < 35; index += 1) {
      await world.host
        .octokit('bo')
        .rest.git.createRef({ owner: 'head-office', repo: 'crm', ref: `refs/tags/orgcast/grant/k${index}`, sha: world.base });
    }
    expect(await listRecords(world.connect('rei'), 'grant/')).toHaveLength(35);
  });
});

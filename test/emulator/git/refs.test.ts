import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRefName } from '../../../cli/emulator/git/ref-name.ts';
import type { ForgeHost } from './forge-host.ts';
import { commitFiles, crm, discard, git, pushFirstCommit, startForge } from './forge-host.ts';

let host: ForgeHost;
let first: string;
let second: string;

beforeAll(async () => {
  host = await startForge();
  first = await pushFirstCommit(host);
  second = await commitFiles(host.octokit('bo'), 'work', first, { 'a.yaml': 'a: 1\n' });
}, 60_000);

afterAll(() => discard(host), 60_000);

describe('refs', { timeout: 60_000 }, () => {
  it('creates, reads, matches, moves and deletes, with slashes, dots and other scripts in names', async () => {
    const { git: api } = host.octokit('bo').rest;
    for (const name of ['heads/copy/osaka/k1', 'tags/v1.0.0', 'heads/テスト', 'heads/a%b#c']) {
      expect((await api.createRef({ ...crm, ref: `refs/${name}`, sha: first })).status).toBe(201);
      expect((await api.getRef({ ...crm, ref: name })).data.object).toMatchObject({ sha: first, type: 'commit' });
      await api.updateRef({ ...crm, ref: name, sha: second });
      expect((await api.getRef({ ...crm, ref: name })).data.object.sha).toBe(second);
      await api.deleteRef({ ...crm, ref: name });
      await expect(api.getRef({ ...crm, ref: name })).rejects.toMatchObject({ status: 404 });
    }
    await api.createRef({ ...crm, ref: 'refs/tags/orgcast/grant/k1', sha: first });
    await api.createRef({ ...crm, ref: 'refs/tags/orgcast/grant/k2', sha: first });
    const { data } = await api.listMatchingRefs({ ...crm, ref: 'tags/orgcast/grant/' });
    expect(data.map((ref) => ref.ref)).toEqual(['refs/tags/orgcast/grant/k1', 'refs/tags/orgcast/grant/k2']);
  });

  it('refuses to create what exists, also for the same object', async () => {
    const { git: api } = host.octokit('bo').rest;
    await api.createRef({ ...crm, ref: 'refs/heads/once', sha: first });
    for (const sha of [first, second]) {
      await expect(api.createRef({ ...crm, ref: 'refs/heads/once', sha })).rejects.toMatchObject({
        status: 422,
        message: expect.stringContaining('Reference already exists'),
      });
    }
  });

  it('refuses malformed names, unknown objects and rewriting without force', async () => {
    const { git: api } = host.octokit('bo').rest;
    for (const ref of ['main', 'refs/heads', 'refs/heads/a..b', 'refs/heads/a~1', 'refs/heads/x.lock', 'refs/heads/-/.git']) {
      await expect(api.createRef({ ...crm, ref, sha: first })).rejects.toMatchObject({ status: 422 });
    }
    await expect(api.createRef({ ...crm, ref: 'refs/heads/no', sha: '1'.repeat(40) })).rejects.toMatchObject({ status: 422 });
    await api.createRef({ ...crm, ref: 'refs/heads/back', sha: second });
    await expect(api.updateRef({ ...crm, ref: 'heads/back', sha: first })).rejects.toMatchObject({ status: 422 });
    await api.updateRef({ ...crm, ref: 'heads/back', sha: first, force: true });
  });

  it('keeps the ledger and main as they are, also for an admin with force', async () => {
    const { git: api } = host.octokit('ada').rest;
    await api.createRef({ ...crm, ref: 'refs/tags/orgcast/spent/k1', sha: first });
    const ledger = { ...crm, ref: 'tags/orgcast/spent/k1' };
    await expect(api.updateRef({ ...ledger, sha: second, force: true })).rejects.toMatchObject({ status: 422 });
    await expect(api.deleteRef(ledger)).rejects.toMatchObject({ status: 422 });
    await expect(api.deleteRef({ ...crm, ref: 'heads/main' })).rejects.toMatchObject({ status: 422 });
    await expect(api.createRef({ ...crm, ref: 'refs/pull/9/head', sha: first })).rejects.toMatchObject({ status: 422 });
    expect((await api.getRef(ledger)).data.object.sha).toBe(first);
  });

  it('has exactly one winner among eight that create the same ref at once', async () => {
    const { git: api } = host.octokit('bo').rest;
    for (let round = 0; round < 12; round += 1) {
      // Odd rounds: all name the same object, where a push would let everybody win.
      const shas = Array.from({ length: 8 }, (_, at) => (round % 2 === 0 && at % 2 === 0 ? second : first));
      const ref = `refs/tags/orgcast/spent/race${round}`;
      const outcomes = await Promise.allSettled(shas.map((sha) => api.createRef({ ...crm, ref, sha })));
      const won = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.data.object.sha] : []));
      expect(won).toHaveLength(1);
      const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.status] : []));
      expect(lost).toEqual(Array.from({ length: 7 }, () => 422));
      expect((await api.getRef({ ...crm, ref: ref.slice('refs/'.length) })).data.object.sha).toBe(won[0]);
    }
  });
});

describe('isRefName', { timeout: 60_000 }, () => {
  it('accepts nothing that git refuses', async () => {
    const odd = fc.constantFrom('/', '.', '..', '-', '@', '@{', '~', '^', ':', ' ', '*', '[', '\\', '.lock', '\u007f', '\t');
    const parts = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom('a', 'b', 'é', 'テ') }, odd), { minLength: 1, maxLength: 5 });
    const names = fc.sample(
      parts.map((some) => `refs/heads/${some.join('')}`),
      200,
    );
    for (const name of names.filter(isRefName)) await expect(git('/', 'check-ref-format', name)).resolves.toBe('');
    expect(names.filter(isRefName).length).toBeGreaterThan(20);
  });
});

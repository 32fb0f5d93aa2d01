import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleGit } from 'simple-git';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ForgeHost } from './forge-host.ts';
import { crm, discard, git, pushFirstCommit, startForge } from './forge-host.ts';

let host: ForgeHost;
let folder: string;

beforeEach(async () => {
  host = await startForge();
  folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
}, 60_000);

afterEach(async () => {
  await discard(host);
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** A clone made by simple-git, as the product's own edge makes it. */
async function clone(login: 'ada' | 'bo' | 'rei', name: string) {
  await simpleGit(folder).clone(host.cloneUrl(login), name);
  const work = simpleGit(join(folder, name));
  await work.addConfig('user.name', login);
  await work.addConfig('user.email', `${login}@example.com`);
  return work;
}

describe('git over HTTP', { timeout: 60_000 }, () => {
  it('takes a push of simple-git and gives it back to the next clone', async () => {
    const work = await clone('bo', 'one');
    await work.checkoutLocalBranch('main');
    writeFileSync(join(folder, 'one', '日本語.yaml'), 'name: なし\n');
    await work.add('.').commit('first').push('origin', 'main');
    const other = await clone('rei', 'two');
    expect((await other.log()).latest?.message).toBe('first');
    expect(await other.show(['HEAD:日本語.yaml'])).toBe('name: なし\n');
  });

  it('takes a push of some megabytes, which git sends in chunks', async () => {
    const work = await clone('bo', 'one');
    await work.checkoutLocalBranch('main');
    const noise = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => (at * at * 31 + (at >> 3)) % 256));
    writeFileSync(join(folder, 'one', 'big'), noise);
    await work.add('.').commit('big').push('origin', 'main');
    await clone('rei', 'two');
    expect(await git(join(folder, 'two'), 'rev-parse', 'HEAD:big')).toBe(await git(join(folder, 'one'), 'rev-parse', 'HEAD:big'));
  });

  it('refuses a push of a reader, and everything without or with wrong credentials', async () => {
    await pushFirstCommit(host);
    const work = await clone('rei', 'one');
    await work.commit('mine', undefined, { '--allow-empty': null });
    await expect(work.push('origin', 'main')).rejects.toThrow(/403/);
    await expect(simpleGit(folder).clone(`${host.url}/git/head-office/crm.git`, 'x')).rejects.toThrow(/Authentication|could not read Username/i);
    await expect(simpleGit(folder).clone(host.cloneUrl('ada').replace('x:', 'x:no'), 'x')).rejects.toThrow(/Authentication failed/);
  });

  it('hides a private repository from a user without permission', async () => {
    await pushFirstCommit(host);
    const { token } = host.forge.createUser('stranger');
    const url = host.cloneUrl('ada').replace(host.tokens.ada, token);
    await expect(simpleGit(folder).clone(url, 'x')).rejects.toThrow(/not found/i);
  });

  it('protects main from deletion and rewriting', async () => {
    await pushFirstCommit(host);
    await clone('ada', 'one');
    const work = join(folder, 'one');
    await git(work, 'commit', '--quiet', '--amend', '--allow-empty', '-m', 'other');
    await expect(git(work, 'push', '--force', 'origin', 'main')).rejects.toThrow(/Cannot force-push/);
    await expect(git(work, 'push', 'origin', ':main')).rejects.toThrow(/Cannot delete this protected ref/);
  });

  it('protects the ledger from moving and deleting by push, and leaves other tags alone', async () => {
    const first = await pushFirstCommit(host);
    await clone('bo', 'one');
    const work = join(folder, 'one');
    await git(work, 'push', '--quiet', 'origin', `${first}:refs/tags/orgcast/spent/k1`, `${first}:refs/tags/v1`);
    await git(work, 'commit', '--quiet', '--allow-empty', '-m', 'next');
    await expect(git(work, 'push', '--force', 'origin', 'HEAD:refs/tags/orgcast/spent/k1')).rejects.toThrow(
      /Cannot (update|delete) this protected ref/,
    );
    await expect(git(work, 'push', 'origin', ':refs/tags/orgcast/spent/k1')).rejects.toThrow(/Cannot (update|delete) this protected ref/);
    await git(work, 'push', '--quiet', '--force', 'origin', 'HEAD:refs/tags/v1');
    await git(work, 'push', '--quiet', 'origin', ':refs/tags/v1');
    const refs = await git(work, 'ls-remote', 'origin');
    expect(refs).toContain(`${first}\trefs/tags/orgcast/spent/k1`);
    expect(refs).not.toContain('refs/tags/v1');
  });

  it('lets nobody write the refs of pull requests', async () => {
    const first = await pushFirstCommit(host);
    await clone('ada', 'one');
    await expect(git(join(folder, 'one'), 'push', 'origin', `${first}:refs/pull/1/head`)).rejects.toThrow(/hidden ref/);
  });

  it('has exactly one winner when several push the same new ref with an empty lease', async () => {
    await pushFirstCommit(host);
    for (let round = 0; round < 5; round += 1) {
      const works = await Promise.all([0, 1, 2, 3].map((contender) => contend(`r${round}c${contender}`)));
      const ref = `refs/tags/orgcast/spent/r${round}`;
      const pushes = works.map((work) => git(work, 'push', `--force-with-lease=${ref}:`, 'origin', `HEAD:${ref}`));
      const outcomes = await Promise.allSettled(pushes);
      const winners = outcomes.flatMap((outcome, at) => (outcome.status === 'fulfilled' ? [works[at] ?? ''] : []));
      expect(winners).toHaveLength(1);
      const { data } = await host.octokit('rei').rest.git.getRef({ ...crm, ref: ref.slice('refs/'.length) });
      expect(data.object.sha).toBe(await git(winners[0] ?? '', 'rev-parse', 'HEAD'));
    }
  });

  async function contend(name: string): Promise<string> {
    await git(folder, 'clone', '--quiet', host.cloneUrl('bo'), name);
    await git(join(folder, name), 'commit', '--quiet', '--allow-empty', '-m', `nonce ${name}`);
    return join(folder, name);
  }
});

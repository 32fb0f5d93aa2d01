import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openForgeStore } from '../../../cli/emulator/git/store.ts';
import type { ForgeHost } from './forge-host.ts';
import { commitFiles, crm, discard, pushFirstCommit, startForge } from './forge-host.ts';

let host: ForgeHost;

afterEach(() => discard(host), 60_000);

async function openRequest() {
  host = await startForge();
  const first = await pushFirstCommit(host);
  const head = await commitFiles(host.octokit('bo'), 'copy', first, { 'a.yaml': 'a: 1\n' });
  await host.octokit('bo').rest.pulls.create({ ...crm, title: 'Copy', head: 'copy', base: 'main' });
  return { first, head };
}

async function restart(): Promise<void> {
  const { dataDir } = host;
  await host.stop();
  host = await startForge(dataDir);
}

describe('a restarted forge', { timeout: 60_000 }, () => {
  it('knows accounts, tokens, requests, comments, events and refs', async () => {
    const { first } = await openRequest();
    await host.octokit('rei').rest.issues.createComment({ ...crm, issue_number: 1, body: 'kept' });
    await host.octokit('bo').rest.git.createRef({ ...crm, ref: 'refs/tags/orgcast/spent/k1', sha: first });
    const before = { tokens: host.tokens, events: host.forge.events('head-office/crm'), pull: (await read()).data.id };
    await restart();
    expect(host.tokens).toEqual(before.tokens);
    expect(host.forge.events('head-office/crm')).toEqual(before.events);
    expect((await read()).data).toMatchObject({ id: before.pull, number: 1, state: 'open', comments: 1 });
    const again = host.octokit('bo').rest.git.createRef({ ...crm, ref: 'refs/tags/orgcast/spent/k1', sha: first });
    await expect(again).rejects.toMatchObject({ status: 422 });
  });

  it('notices a branch that moved while nobody could write it down', async () => {
    const { first, head } = await openRequest();
    const bare = join(host.dataDir, 'repositories', 'head-office', 'crm.git');
    execFileSync('git', ['--git-dir', bare, 'update-ref', 'refs/heads/main', head, first]);
    await restart();
    expect((await read()).data).toMatchObject({ merged: true, merge_commit_sha: head });
  });

  it('is not held up by a lock file of a killed process', async () => {
    const { first } = await openRequest();
    const bare = join(host.dataDir, 'repositories', 'head-office', 'crm.git');
    writeFileSync(join(bare, 'refs', 'heads', 'main.lock'), '');
    await restart();
    await host.octokit('ada').rest.pulls.merge({ ...crm, pull_number: 1 });
    expect((await host.octokit('ada').rest.git.getRef({ ...crm, ref: 'heads/main' })).data.object.sha).not.toBe(first);
  });

  it('finishes a merge that was cut off after the base branch had moved', async () => {
    const { first } = await openRequest();
    // The trial merge of an open request is a commit such as the killed server had just put on main.
    const { data } = await read();
    const sha = data.merge_commit_sha ?? '';
    const { dataDir } = host;
    await host.stop();
    const store = openForgeStore(dataDir);
    const [repository] = store.list('repositories', 0);
    const ada = store.list('users', 0).find((user) => user.login === 'ada');
    const pull = repository && store.get('pulls', repository.id, 1);
    if (!repository || !ada || !pull) throw new Error('records are missing');
    const intent = { sha, before: first, byId: ada.id, at: '2026-03-01T09:00:00Z', commits: [sha, data.head.sha] };
    store.put('pulls', repository.id, 1, { ...pull, intent });
    store.close();
    execFileSync('git', ['--git-dir', join(dataDir, 'repositories', 'head-office', 'crm.git'), 'update-ref', 'refs/heads/main', sha, first]);
    host = await startForge(dataDir);
    expect((await read()).data).toMatchObject({ merged: true, merged_by: { login: 'ada' }, merge_commit_sha: sha });
    const events = host.forge.events('head-office/crm').slice(-2);
    expect(events.map((event) => [event.name, event.action])).toEqual([
      ['pull_request_target', 'closed'],
      ['push', undefined],
    ]);
  });

  const read = () => host.octokit('rei').rest.pulls.get({ ...crm, pull_number: 1 });
});

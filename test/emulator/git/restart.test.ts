import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { join } from 'node:path';
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

  const read = () => host.octokit('rei').rest.pulls.get({ ...crm, pull_number: 1 });
});

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { Octokit } from '@octokit/rest';
import type { Forge } from '../../../cli/emulator/git/forge.ts';
import { createForge } from '../../../cli/emulator/git/forge.ts';

const run = promisify(execFile);

/** A forge behind a real listener on a free loopback port, with one private repository `head-office/crm` and three users. */
export interface ForgeHost {
  readonly forge: Forge;
  readonly url: string;
  readonly dataDir: string;
  readonly tokens: Record<'ada' | 'bo' | 'rei', string>;
  /** moves the forge's clock */
  setTime(time: string): void;
  octokit(login?: 'ada' | 'bo' | 'rei'): Octokit;
  /** a clone address with the token in it, as only a test would use it */
  cloneUrl(login: 'ada' | 'bo' | 'rei'): string;
  stop(): Promise<void>;
}

/** ada: admin (owner is an organization), bo: write, rei: read. */
export async function startForge(dataDir: string = mkdtempSync(join(tmpdir(), 'orgcast-'))): Promise<ForgeHost> {
  let now = new Date('2026-03-01T09:00:00Z');
  let counter = 0;
  let url = 'http://127.0.0.1';
  const forge = createForge({
    dataDir,
    now: () => now,
    random: (count) => Uint8Array.from({ length: count }, () => (counter = (counter * 31 + 7) % 251)),
    baseUrl: () => url,
  });
  const tokens = { ada: forge.createUser('ada').token, bo: forge.createUser('bo').token, rei: forge.createUser('rei').token };
  if (!forge.repository('head-office/crm')) await forge.createRepository({ owner: 'head-office', name: 'crm', private: true });
  forge.setPermission('head-office/crm', 'ada', 'admin');
  forge.setPermission('head-office/crm', 'bo', 'write');
  forge.setPermission('head-office/crm', 'rei', 'read');
  const server = createServer(
    getRequestListener((request) => (new URL(request.url).pathname.startsWith('/api/v3') ? forge.rest(request) : forge.smartHttp(request))),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    forge,
    url,
    dataDir,
    tokens,
    setTime: (time) => {
      now = new Date(time);
    },
    octokit: (login) => new Octokit({ baseUrl: `${url}/api/v3`, log: quiet, ...(login ? { auth: tokens[login] } : {}) }),
    cloneUrl: (login) => `${url.replace('://', `://x:${tokens[login]}@`)}/git/head-office/crm.git`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await forge.close();
    },
  };
}

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Stops a host and removes its data. */
export async function discard(host: ForgeHost): Promise<void> {
  await host.stop();
  rmSync(host.dataDir, { recursive: true, force: true });
}

/** Owner and name of the repository that every host has. */
export const crm = { owner: 'head-office', repo: 'crm' } as const;

/** Runs git in a folder, with a fixed identity and nothing of the machine's configuration. Rejects when git fails. */
export async function git(cwd: string, ...args: string[]): Promise<string> {
  const env = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: cwd,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
  };
  return (await run('git', args, { cwd, env })).stdout.trim();
}

/** Pushes a first commit to main through HTTP, so that REST has something to build on; gives its object name. */
export async function pushFirstCommit(host: ForgeHost): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
  try {
    await git(folder, 'init', '--quiet', '--initial-branch=main');
    await git(folder, 'commit', '--quiet', '--allow-empty', '-m', 'start');
    await git(folder, 'push', '--quiet', host.cloneUrl('ada'), 'main');
    return await git(folder, 'rev-parse', 'HEAD');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Adds a commit with these files on top of `parent` through the Git database calls, and creates or moves the branch to it. */
export async function commitFiles(
  octokit: Octokit,
  branch: string,
  parent: string,
  files: Readonly<Record<string, string>>,
  message = `change ${branch}`,
): Promise<string> {
  const { data: base } = await octokit.rest.git.getCommit({ ...crm, commit_sha: parent });
  const tree = Object.entries(files).map(([path, content]) => ({ path, content, mode: '100644' as const, type: 'blob' as const }));
  const { data: written } = await octokit.rest.git.createTree({ ...crm, base_tree: base.tree.sha, tree });
  const { data: commit } = await octokit.rest.git.createCommit({ ...crm, message, tree: written.sha, parents: [parent] });
  await octokit.rest.git
    .updateRef({ ...crm, ref: `heads/${branch}`, sha: commit.sha })
    .catch(() => octokit.rest.git.createRef({ ...crm, ref: `refs/heads/${branch}`, sha: commit.sha }));
  return commit.sha;
}

import { onTestFinished } from 'vitest';
import type { Forge, ForgeOptions } from '../../cli/github/forge.ts';
import { connectForge } from '../../cli/github/forge.ts';
import type { ForgeHost } from '../emulator/git/forge-host.ts';
import { discard, pushFirstCommit, startForge } from '../emulator/git/forge-host.ts';

/** The embedded Git host with one commit on main, and our client for each of its users. ada: admin, bo: write, rei: read. */
export interface ForgeWorld {
  readonly host: ForgeHost;
  readonly apiUrl: string;
  readonly base: string;
  readonly ids: Record<'ada' | 'bo' | 'rei', number>;
  connect(login: 'ada' | 'bo' | 'rei', over?: Partial<ForgeOptions>): Forge;
}

/** Starts a world that is gone when the test is over. */
export async function openWorld(): Promise<ForgeWorld> {
  const host = await startForge();
  onTestFinished(() => discard(host));
  const base = await pushFirstCommit(host);
  const apiUrl = `${host.url}/api/v3`;
  const idOf = (login: string) => host.forge.users().find((user) => user.login === login)?.id ?? 0;
  return {
    host,
    apiUrl,
    base,
    ids: { ada: idOf('ada'), bo: idOf('bo'), rei: idOf('rei') },
    connect: (login, over) =>
      connectForge({ apiUrl, owner: 'head-office', repo: 'crm', token: host.tokens[login], userAgent: 'orgcast-test', ...over }),
  };
}

/** A fetch that loses the answers of calls that match, after the server has done its work, `times` times. */
export function losingAnswers(matches: (url: string, method: string) => boolean, times = 1): typeof globalThis.fetch {
  let left = times;
  return async (input, init) => {
    const answer = await fetch(input, init);
    if (left === 0 || !matches(String(input), init?.method ?? 'GET')) return answer;
    left -= 1;
    await answer.arrayBuffer();
    throw new TypeError('fetch failed', { cause: new Error('connection reset') });
  };
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCopyKey } from '../../cli/key/copy-key.ts';
import type { Person } from './pipeline.ts';
import type { Case } from './refusals.ts';
import { moveClock, refuse, runWith } from './refusals.ts';
import { addRole, fewApis } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

let stage: Stage;
let approver: Person;

beforeAll(async () => {
  stage = await startStage(addRole, { org: { disabledApis: fewApis } });
  ({ approver } = stage);
}, 120_000);
afterAll(async () => {
  await stage?.pipeline.close();
});

describe('copy keys', () => {
  const send = ['send', '--key', '-', '--from', 'head-office'];
  const fresh = async (): Promise<string> => (await stage.orgcast(approver, ['key', 'create', 'osaka'])).stdout.trim();
  const stranger = (): string => {
    const binding = { target: 'osaka', org: '1', repo: 1, base: 'main', now: 1 };
    return makeCopyKey(crypto.getRandomValues(new Uint8Array(32)), binding).key;
  };
  const swap = (key: string): string => `${key.slice(0, 40)}${key[40] === 'A' ? 'B' : 'A'}${key.slice(41)}`;
  const bare = (key: string): string => key.split('@')[0] ?? '';
  const cases: readonly Case[] = [
    { name: 'empty', args: send, input: '\n', code: 4, error: 'key.format' },
    { name: 'none at all', args: send.filter((arg) => arg !== '--key' && arg !== '-'), code: 64, error: 'key.none', says: /ORGCAST_KEY/ },
    { name: 'something else', args: send, input: 'ghp_something', code: 4, error: 'key.format' },
    { name: 'cut', args: send, input: async () => bare(await fresh()).slice(0, -7), code: 4, error: 'key.cut' },
    { name: 'mistyped', args: send, input: async () => swap(await fresh()), code: 4, error: 'key.mistyped' },
    { name: "another repository's", args: send, input: () => Promise.resolve(stranger()), code: 4, error: 'key.unknown' },
    { name: 'shown though unknown', args: ['key', 'show', '-'], input: () => Promise.resolve(stranger()), code: 4, error: 'key.unknown' },
    {
      name: 'for a host that is not trusted',
      args: send,
      input: () => Promise.resolve(`${stranger()}@evil.example/acme/crm`),
      code: 4,
      error: 'git.untrusted-host',
    },
  ];
  test.each(cases)('$name', (one) => refuse(stage, stage.sender, one));

  test('no message repeats a key', async () => {
    const key = bare(await fresh());
    for (const input of [key.slice(0, -1), swap(key), `${key}x`]) {
      const ended = await runWith(stage, stage.sender, send, {}, input);
      expect(ended.code).toBe(4);
      for (const part of [key.slice(22, 65), input]) expect(`${ended.stdout}${ended.stderr}`).not.toContain(part);
    }
  });

  test('revoked; and one that is for another org cannot be revoked as if it were for this one', async () => {
    const key = await fresh();
    const kid = key.split('_')[1] ?? '';
    await refuse(stage, approver, {
      name: '',
      args: ['key', 'revoke', 'head-office', kid],
      code: 4,
      error: 'key.other-org',
      says: /orgcast key revoke osaka/,
    });
    await stage.orgcast(approver, ['key', 'revoke', 'osaka', kid]);
    await refuse(stage, stage.sender, { name: '', args: send, input: key, code: 4, error: 'request.revoked' });
  });

  test('expired', async () => {
    const key = await fresh();
    await moveClock(stage, 25);
    try {
      await refuse(stage, stage.sender, { name: '', args: send, input: key, code: 4, error: 'request.expired' });
    } finally {
      await moveClock(stage, 0);
    }
  });
});

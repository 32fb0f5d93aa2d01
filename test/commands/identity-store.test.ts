import { chmodSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CommandContext } from '../../cli/commands/context.ts';
import { makeContext } from '../../cli/commands/context.ts';
import { createIdentity, findIdentity } from '../../cli/commands/identity-store.ts';
import { publicHalfOf } from '../../cli/key/key-pair.ts';
import type { OrgPolicy } from '../../cli/model/org.ts';
import { usualApproval, usualRules } from '../../cli/model/org.ts';
import { silentWorld } from './world.ts';

/** Somebody's machine; identities are kept in `folder`. */
function machine(): { context: CommandContext; folder: string } {
  const home = mkdtempSync(join(tmpdir(), 'orgcast-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));
  const context = makeContext({ ...silentWorld(home), env: { HOME: home }, random }, { repo: home, color: false });
  return { context, folder: join(home, '.config/orgcast/identities') };
}

function policyOf(name: string, identityKeys: readonly string[]): OrgPolicy {
  const nobody = { approvers: [], repositoryId: undefined, baseBranch: 'main', rules: usualRules, approval: usualApproval };
  return { name, zgid: '1', dataCenter: 'us', identityKeys, ...nobody };
}

test('the private half is in a file of the owner alone, in a folder of the owner alone', () => {
  const { context, folder } = machine();
  const key = createIdentity(context, 'osaka');
  const [file = ''] = readdirSync(folder);
  expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readFileSync(join(folder, file), 'utf8')).toContain('PRIVATE KEY');
  expect(publicHalfOf(findIdentity(context, policyOf('osaka', [key])))).toBe(key);
});

test('of several identities that is taken which org.yaml lists: the old one until it is taken out, the new one from when it is added', () => {
  const { context } = machine();
  const [old, fresh] = [createIdentity(context, 'osaka'), createIdentity(context, 'osaka')];
  expect(old).not.toBe(fresh);
  expect(publicHalfOf(findIdentity(context, policyOf('osaka', [old])))).toBe(old);
  expect([old, fresh]).toContain(publicHalfOf(findIdentity(context, policyOf('osaka', [old, fresh]))));
  expect(publicHalfOf(findIdentity(context, policyOf('osaka', [fresh])))).toBe(fresh);
});

test("another org's identity is not taken, though its name begins alike", () => {
  const { context } = machine();
  const key = createIdentity(context, 'osaka-2');
  expect(() => findIdentity(context, policyOf('osaka', [key]))).toThrow(
    expect.objectContaining({ code: 'identity.none', kind: 'refused', fix: expect.stringContaining('--new-identity') }),
  );
});

test('a file that others can read is refused, and mended by what the message says', () => {
  const { context, folder } = machine();
  const key = createIdentity(context, 'osaka');
  const file = join(folder, readdirSync(folder)[0] ?? '');
  chmodSync(file, 0o644);
  expect(() => findIdentity(context, policyOf('osaka', [key]))).toThrow(expect.objectContaining({ code: 'identity.mode', place: file }));
  chmodSync(file, 0o600);
  expect(publicHalfOf(findIdentity(context, policyOf('osaka', [key])))).toBe(key);
  renameSync(file, join(folder, 'kept-elsewhere.pem'));
  expect(() => findIdentity(context, policyOf('osaka', [key]))).toThrow(expect.objectContaining({ code: 'identity.none' }));
});

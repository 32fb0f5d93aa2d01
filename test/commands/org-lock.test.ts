import { describe, expect, test } from 'vitest';
import type { ApplyJournal } from '../../cli/commands/apply-journal.ts';
import type { OrgLock } from '../../cli/commands/org-lock.ts';
import { lockOrg } from '../../cli/commands/org-lock.ts';
import { openDesk } from '../../cli/commands/write-desk.ts';
import type { CrmClient } from '../../cli/crm/client.ts';
import type { ForgeWorld } from '../github/world.ts';
import { openWorld } from '../github/world.ts';

/** The forge's clock and those of two machines, which need not agree with it. */
interface Clocks {
  readonly world: ForgeWorld;
  /** moves the forge's clock and both machines' to so many seconds after the start */
  pass(seconds: number): void;
  lock(run: string): Promise<OrgLock>;
}

async function openClocks(machineAhead = 0): Promise<Clocks> {
  const world = await openWorld();
  const start = Date.parse('2026-03-01T09:00:00Z');
  let now = start;
  const pass = (seconds: number): void => {
    now = start + seconds * 1000;
    world.host.setTime(new Date(now).toISOString());
  };
  pass(0);
  const clock = () => new Date(now + machineAhead * 1000);
  return { world, pass, lock: (run) => lockOrg(world.connect('bo'), { org: 'osaka', run, nonce: `${run}-${now}` }, clock) };
}

/** A client that nothing may be asked of. */
const untouched = new Proxy({} as CrmClient, {
  get: (_target, name) => {
    throw new Error(`the CRM was asked (${String(name)})`);
  },
});

/** Whether a write would go out of a job that holds this lock. */
async function tryWrite({ beat }: OrgLock): Promise<string> {
  const journal = { intend: () => Promise.resolve(1), tell: () => Promise.resolve() } as unknown as ApplyJournal;
  const desk = openDesk({ client: untouched, journal, secrets: () => undefined, beat });
  const owned = { write: { method: 'POST', path: '/settings/roles', items: [] }, owners: [] } as unknown as Parameters<typeof desk.send>[0];
  try {
    const results = await desk.send(owned, new Map(), new Map());
    return results === undefined ? `held back: ${desk.ended()}` : 'sent';
  } catch (error) {
    return error instanceof Error && error.message.startsWith('the CRM was asked') ? 'sent' : String(error);
  }
}

describe('the lock of an apply', () => {
  test('keeps a second job out, which names the first', async () => {
    const { lock } = await openClocks();
    const held = await lock('1');
    await expect(lock('2')).rejects.toMatchObject({ code: 'apply.locked', kind: 'refused', message: expect.stringContaining('run 1') });
    await held.release();
    await (await lock('2')).release();
  });

  test('is taken over from a job that was silent for 15 minutes, and that job writes nothing any more', async () => {
    const { pass, lock } = await openClocks();
    const silent = await lock('1');
    expect(await tryWrite(silent)).toBe('sent');
    pass(15 * 60 - 1);
    await expect(lock('2')).rejects.toMatchObject({ code: 'apply.locked' });
    pass(15 * 60);
    const next = await lock('2');
    await expect(silent.beat()).rejects.toMatchObject({ code: 'apply.lock-lost', kind: 'partial' });
    expect(await tryWrite(silent)).toMatch(/^held back: The lock of "osaka" was taken over/);
    // Letting go does not let go what is another's.
    await silent.release();
    await expect(lock('3')).rejects.toMatchObject({ code: 'apply.locked', message: expect.stringContaining('run 2') });
    expect(await tryWrite(next)).toBe('sent');
  });

  test('is kept by a job that gives signs of life, however long it takes', async () => {
    const { pass, lock } = await openClocks();
    const working = await lock('1');
    for (let minute = 1; minute <= 17; minute += 1) {
      pass(minute * 60);
      await working.beat();
    }
    await expect(lock('2')).rejects.toMatchObject({ code: 'apply.locked' });
  });

  test.each([-10 * 365 * 86_400, 10 * 365 * 86_400])("is judged by the forge's clock alone: the machine's is off by %i s", async (ahead) => {
    const { pass, lock } = await openClocks(ahead);
    const silent = await lock('1');
    pass(14 * 60);
    await expect(lock('2')).rejects.toMatchObject({ code: 'apply.locked' });
    pass(15 * 60);
    await lock('2');
    expect(await tryWrite(silent)).toMatch(/^held back/);
  });

  test('a machine whose clock is set back still gives signs of life', async () => {
    const world = await openWorld();
    let machine = Date.parse('2026-03-01T12:00:00Z');
    const held = await lockOrg(world.connect('bo'), { org: 'osaka', run: '1', nonce: 'a' }, () => new Date(machine));
    machine -= 3 * 3600 * 1000;
    const before = await world.host.octokit('bo').rest.git.getRef({ owner: 'head-office', repo: 'crm', ref: 'orgcast/lock/osaka' });
    await held.beat();
    const after = await world.host.octokit('bo').rest.git.getRef({ owner: 'head-office', repo: 'crm', ref: 'orgcast/lock/osaka' });
    expect(after.data.object.sha).not.toBe(before.data.object.sha);
  });
});

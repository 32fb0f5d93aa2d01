import { join } from 'node:path';
import type { Clicks } from '../../cli/commands/demo/head-office.ts';
import { objects, text } from '../../cli/model/json.ts';
import type { Ended, Person } from './pipeline.ts';
import { addRole, fewApis, roleName } from './small-org.ts';
import type { Stage } from './story-stage.ts';
import { startStage } from './story-stage.ts';

/** A request for one role that is merged and not applied, and the way back to that moment. */
export interface MergedRequest {
  readonly kid: string;
  /** two checkouts of the job, since two jobs never share one */
  readonly workers: readonly [Person, Person];
  /** variables of the job that the merge starts, with credentials */
  readonly job: Readonly<Record<string, string>>;
  readonly stage: Stage;
  /** puts org, ledger and numbers back to the moment after the merge */
  rewind(): Promise<void>;
  /** what has happened since */
  observe(): Promise<Observed>;
}

/** What two jobs left behind. */
export interface Observed {
  /** writes that the target org has got, by endpoint */
  readonly writes: Readonly<Record<string, number>>;
  /** records of the ledger that keys were spent by, and receipts */
  readonly records: readonly string[];
}

/** A round as told by the process that ran it. */
export interface Round extends Observed {
  readonly kid: string;
  readonly ended: readonly Ended[];
}

/** Sends, checks and merges a request for one role. */
export async function mergeRequest(): Promise<MergedRequest> {
  const stage = await startStage(addRole, { org: { disabledApis: fewApis } });
  const crm = await stage.clicks('osaka');
  const { number, key } = await stage.send({ args: ['--only', 'role'] });
  await stage.check(number);
  await stage.merge(number);
  const job = { ...(await stage.job('0')), ...stage.credentials() };
  const workers = [stage.ci, await stage.pipeline.person('ci-2', 'write')] as const;
  const bare = join(stage.pipeline.folder, 'emulator/git/repositories/acme/crm.git');
  const git = (...args: readonly string[]) => stage.pipeline.git(stage.ci, '--git-dir', bare, ...args);
  const listRecords = async (...folders: readonly string[]): Promise<readonly string[]> =>
    (await git('for-each-ref', '--format=%(refname)', ...folders.map((folder) => `refs/tags/orgcast/${folder}`)))
      .split('\n')
      .filter((ref) => ref !== '');
  return {
    kid: key.split('_')[1] ?? '',
    workers,
    job,
    stage,
    async rewind() {
      await removeRole(stage, crm);
      // Past the forge, which lets nobody delete a record.
      for (const ref of await listRecords('spent', 'run', 'receipt')) await git('update-ref', '-d', ref);
      await fetch(`${stage.pipeline.emulator.url}/__emulator/stats`, { method: 'DELETE' });
    },
    observe: async () => ({ writes: await countWrites(stage), records: await listRecords('spent', 'receipt') }),
  };
}

async function removeRole(stage: Stage, crm: Clicks): Promise<void> {
  const roles = objects(await crm.get('/settings/roles'), 'roles');
  const idsOf = (name: string) => roles.filter((role) => text(role, 'name') === name).map((role) => text(role, 'id') ?? '');
  for (const id of idsOf(roleName)) await stage.remove('osaka', `/settings/roles/${id}?transfer_to_id=${idsOf('CEO')[0]}`);
}

async function countWrites(stage: Stage): Promise<Record<string, number>> {
  const stats = (await (await fetch(`${stage.pipeline.emulator.url}/__emulator/stats`)).json()) as {
    orgs: Record<string, { endpoints: Record<string, { requests: number }> }>;
  };
  const endpoints = Object.entries(stats.orgs['osaka']?.endpoints ?? {});
  return Object.fromEntries(endpoints.filter(([name]) => !name.startsWith('GET ')).map(([name, { requests }]) => [name, requests]));
}

import type { Clicks } from '../../cli/commands/demo/head-office.ts';
import { objects, text } from '../../cli/model/json.ts';
import { repository } from '../end-to-end/pipeline.ts';
import type { Stage } from '../end-to-end/story-stage.ts';
import { startStage } from '../end-to-end/story-stage.ts';
import type { WorkflowEvent } from './runner/triggers.ts';
import type { JobRun, WorkflowHost, WorkflowRun } from './runner/workflow-host.ts';
import { openWorkflowHost } from './runner/workflow-host.ts';

/** A pipeline repository with Actions: the environments `osaka` and `osaka-plan` hold the target's credentials. */
export interface ActionsStage {
  readonly stage: Stage;
  readonly host: WorkflowHost;
  /** sends whatever the head office has now, plus a new role of that name and, when named, a new global picklist */
  send(role: string, picklist?: string): Promise<{ number: number; key: string }>;
  /** roles and global picklists of the target org by name */
  targetNames(): Promise<string[]>;
  comments(number: number): Promise<string[]>;
  /** rules that make the embedded CRM fail */
  setFaults(rules: readonly unknown[]): Promise<void>;
  /** the last event of a name, for one that a test changes */
  lastEvent(name: WorkflowEvent['name']): WorkflowEvent;
  close(): Promise<void>;
}

/** Starts it; the head office differs from the target by one role. */
export async function startActionsStage(): Promise<ActionsStage> {
  const stage = await startStage((crm) => addRole(crm, 'Branch manager'));
  const { pipeline } = stage;
  const host = openWorkflowHost(pipeline, { ORGCAST_CRM_URL: pipeline.emulator.url });
  const access = pipeline.emulator.orgs.find((org) => org.name === 'osaka');
  const secrets = {
    ORGCAST_CLIENT_ID: access?.clientId ?? '',
    ORGCAST_CLIENT_SECRET: access?.clientSecret ?? '',
    ORGCAST_REFRESH_TOKEN: access?.refreshToken ?? '',
  };
  for (const name of ['osaka', 'osaka-plan']) host.environments.set(name, secrets);
  return {
    stage,
    host,
    async send(role, picklist) {
      const crm = await stage.clicks('head-office');
      await addRole(crm, role);
      if (picklist !== undefined) await addPicklist(crm, picklist);
      await stage.pipeline.git(stage.sender, 'pull', '--quiet', '--rebase', 'origin', 'main');
      await stage.orgcast(stage.sender, ['export', 'head-office']);
      await pipeline.push(stage.sender, `The head office has ${role}`);
      return stage.send();
    },
    async targetNames() {
      const crm = await stage.clicks('osaka');
      const roles = objects(await crm.get('/settings/roles'), 'roles').map((role) => text(role, 'name') ?? '');
      const lists = objects(await crm.get('/settings/global_picklists'), 'global_picklists').map((list) => text(list, 'display_label') ?? '');
      return [...roles, ...lists].sort();
    },
    async comments(number) {
      const { body } = await pipeline.rest(stage.approver, 'GET', `/issues/${number}/comments`);
      return (body as { body: string }[]).map((comment) => comment.body);
    },
    async setFaults(rules) {
      const response = await fetch(`${pipeline.emulator.url}/__emulator/faults`, { method: 'PUT', body: JSON.stringify({ rules }) });
      if (!response.ok) throw new Error(await response.text());
    },
    lastEvent(name) {
      const event = pipeline.emulator.forge.events(repository).findLast((one) => one.name === name);
      if (event === undefined) throw new Error(`there was no event ${name}`);
      return event;
    },
    close: () => pipeline.close(),
  };
}

async function addRole(crm: Clicks, name: string): Promise<void> {
  const top = objects(await crm.get('/settings/roles'), 'roles').find((role) => text(role, 'name') === 'CEO');
  await crm.make('/settings/roles', 'roles', { name, reporting_to: { id: text(top, 'id') ?? '' } });
}

async function addPicklist(crm: Clicks, label: string): Promise<void> {
  const values = ['East', 'West'].map((value) => ({ display_value: value, actual_value: value }));
  await crm.make('/settings/global_picklists', 'global_picklists', { display_label: label, pick_list_values: values });
}

/** The one run of a workflow among those that were started; throws when there is not exactly one. */
export function runOf(runs: readonly WorkflowRun[], name: string): WorkflowRun {
  const [found, ...others] = runs.filter((run) => run.workflow.path === `.github/workflows/${name}.yml`);
  if (found !== undefined && others.length === 0) return found;
  throw new Error(`${name} ran ${runs.length} times:\n${runs.flatMap((run) => Object.values(run.jobs).map(({ log }) => log)).join('\n')}`);
}

/** A job of a run. */
export function jobOf(run: WorkflowRun, id: string): JobRun {
  const job = run.jobs[id];
  if (job === undefined) throw new Error(`${run.workflow.path} has no job ${id}`);
  return job;
}

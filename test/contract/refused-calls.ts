import type { Clicks } from '../../cli/commands/demo/head-office.ts';
import { Failure } from '../../cli/model/failure.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { openDesk } from './whole-org.ts';

const broken = { module: { api_name: 'Ghosts' }, display_label: 'Broken' };
const missing = '658064197000999999';

/** Makes the mistakes that the CRM has to refuse in the published words. */
export async function refusedCalls(crm: Clicks): Promise<void> {
  const { idOf, fieldId } = openDesk(crm);
  const top = await idOf('/settings/roles', 'roles', 'CEO');
  const standard = await idOf('/settings/profiles', 'profiles', 'Standard');
  const level = { api_name: 'Level', id: await fieldId('Courses', 'Level') };
  const update = { name: 'Raise level', module: { api_name: 'Courses' }, field: level, type: 'static', value: 'Level 1' };
  const rule = {
    name: 'Twice',
    module: { api_name: 'Courses' },
    execute_when: { type: 'create', details: { trigger_module: { api_name: 'Courses' } } },
  };
  await refuse(() => crm.get('/settings/email_templates?module=Ghosts'));
  await refuse(() => crm.get('/settings/fields?module=Ghosts'));
  await refuse(() => crm.get('/settings/layouts?module=Ghosts'));
  await refuse(() => crm.make('/settings/fields?module=Leads', 'fields', { field_label: 'Broken', data_type: 'lookup', lookup: broken }));
  await refuse(() => crm.make('/settings/roles', 'roles', { name: 'Teacher', reporting_to: { id: top } }));
  await refuse(() => crm.make('/settings/roles', 'roles', { name: 'Nobody', reporting_to: { id: missing } }));
  await refuse(() => crm.make(`/settings/profiles/${standard}/actions/clone`, 'profiles', { name: 'Course staff' }));
  await refuse(() =>
    crm.make('/settings/modules', 'modules', { api_name: 'Courses', singular_label: 'A', plural_label: 'B', profiles: [{ id: standard }] }),
  );
  await refuse(() => crm.make('/settings/automation/field_updates', 'field_updates', update));
  await refuse(() => crm.make('/settings/automation/field_updates', 'field_updates', { ...update, name: 'Raise', value: 'Level 99' }));
  await refuse(() => crm.make('/settings/automation/workflow_rules', 'workflow_rules', { ...rule, conditions: [conditionOf(missing)] }));
}

function conditionOf(action: string): JsonObject {
  const actions = [{ type: 'field_updates', id: action, name: 'Raise level' }];
  return { sequence_number: 1, criteria_details: { criteria: null }, instant_actions: { actions }, scheduled_actions: null };
}

async function refuse(call: () => Promise<unknown>): Promise<void> {
  const outcome = await call().catch((error: unknown) => error);
  if (!(outcome instanceof Failure)) throw new Error('the CRM took what it has to refuse');
}

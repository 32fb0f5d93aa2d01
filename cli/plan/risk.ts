import type { Change, Risk, Step } from '../model/plan.ts';

/** Kinds whose elements send data out of the org when they run. */
const outgoing: ReadonlySet<string> = new Set(['webhook', 'email_notification']);

/** How dangerous a step is, judged by the state it leaves behind, not by the size of the difference. */
export function judgeRisk(step: Pick<Step, 'action' | 'kind' | 'changes'>): Risk {
  if (step.action === 'delete') return 'deletes';
  if (outgoing.has(step.kind)) return 'data-leaves';
  if (step.kind === 'profile' && step.changes.some(raisesPermission)) return 'rights';
  if (step.kind === 'role' && step.changes.some((change) => change.path[0] === 'reporting_to' || change.path[0] === 'share_with_peers'))
    return 'rights';
  if (step.kind === 'field' && step.action === 'update' && step.changes.some((change) => change.path[0] === 'profiles')) return 'rights';
  return 'none';
}

/** A permission switched on, also within the permissions that a new profile brings. */
function raisesPermission(change: Change): boolean {
  return change.path[0] === 'permissions' && JSON.stringify(change.after ?? null).includes('true');
}

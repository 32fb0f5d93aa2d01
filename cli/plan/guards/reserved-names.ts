import { isReservedLabel, isReservedModuleName, longestModuleLabel, profileNameForm } from '../../kinds/reserved-names.ts';
import { text } from '../../model/json.ts';
import type { Step } from '../../model/plan.ts';
import type { Guard } from './guard.ts';

/** Names that the CRM is known to refuse are not tried. */
export const reservedNames: Guard = {
  code: 'guard.reserved-names',
  judge: ({ steps }) =>
    steps.flatMap((step) => {
      const refusal = step.mode === 'api' && step.action !== 'delete' ? findRefusal(step) : undefined;
      if (refusal === undefined) return [];
      const { path, why, fix } = refusal;
      const place = path === undefined ? {} : { path };
      return [{ severity: 'warning' as const, element: step.ref, ...place, message: `The CRM refuses ${step.ref}: ${why}.`, fix, blocks: [step.id] }];
    }),
};

interface Refusal {
  readonly path?: string;
  readonly why: string;
  readonly fix: string;
}

function findRefusal(step: Step): Refusal | undefined {
  if (step.kind === 'module') return findModuleRefusal(step);
  if (step.kind === 'profile' && !profileNameForm.test(step.key) && changes(step, 'name'))
    return { path: 'name', why: 'the name holds a character that profiles cannot have', fix: 'Take characters such as ( ) & + % out of the name.' };
  return undefined;
}

function findModuleRefusal(step: Step): Refusal | undefined {
  if (step.action === 'create' && isReservedModuleName(step.key))
    return { why: `the api name ${step.key} is one of the system's`, fix: 'Give the module another api name, by renaming its folder.' };
  for (const path of ['plural_label', 'singular_label']) {
    const label = text(step.after, path);
    if (label === undefined || !changes(step, path)) continue;
    if (isReservedLabel(label)) return { path, why: `the label ${JSON.stringify(label)} is one of the system's`, fix: 'Choose another label.' };
    if ([...label].length > longestModuleLabel)
      return { path, why: `a label has at most ${longestModuleLabel} characters`, fix: 'Shorten the label.' };
  }
  return undefined;
}

function changes(step: Step, attribute: string): boolean {
  return step.action === 'create' || step.changes.some(({ path }) => path[0] === attribute);
}

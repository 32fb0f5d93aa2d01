import { moduleOfKey } from '../../model/element.ts';
import type { JsonObject } from '../../model/json.ts';
import { text } from '../../model/json.ts';
import type { Guard } from './guard.ts';
import { countRecords, describeRecords } from './records.ts';

/** A blueprint that begins to run, or runs already and changes, takes hold of the records that are there: said before it happens. */
export const blueprintActivation: Guard = {
  code: 'guard.blueprint-activation',
  judge: ({ input, steps }) =>
    steps.flatMap((step) => {
      if (step.kind !== 'blueprint' || step.action === 'delete' || !runs(step.after ?? {})) return [];
      const records = countRecords(input, step);
      if (records === 0) return [];
      const starts = step.before === undefined || !runs(step.before);
      const field = text(step.after, 'field') ?? 'its field';
      return [
        {
          severity: 'warning' as const,
          element: step.ref,
          message: `${step.ref} ${starts ? 'begins to run' : 'changes while it runs'}: ${describeRecords(records)} of ${moduleOfKey(step.key)} move in ${field} by its transitions only, from the state they are in.`,
          fix: 'Tell the people who work with these records, or keep the status "draft" until they know.',
        },
      ];
    }),
};

/** What is not said is active (schema of blueprints). */
function runs(attributes: JsonObject): boolean {
  return (text(attributes, 'status') ?? 'active') === 'active';
}

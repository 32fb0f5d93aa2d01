import { moduleOfKey } from '../../model/element.ts';
import type { Guard } from './guard.ts';
import { findDeletions } from './removal.ts';

/** Nothing is deleted of a kind, or of a module's part of it, that could not be read whole: absence there is not known. */
export const unreadableDelete: Guard = {
  code: 'guard.unreadable-delete',
  judge: (facts) =>
    findDeletions(facts).flatMap((step) => {
      const found = facts.input.live.unreadable.find(
        ({ kind, module }) => kind === step.kind && (module === undefined || module === moduleOfKey(step.key)),
      );
      if (found === undefined) return [];
      return [
        {
          severity: 'warning' as const,
          element: step.ref,
          message: `${step.ref} is not deleted, since ${step.kind}${found.module === undefined ? '' : ` of ${found.module}`} could not be read whole: ${found.reason}.`,
          fix: 'Mend what keeps it from being read, then plan again.',
          blocks: [step.id],
        },
      ];
    }),
};

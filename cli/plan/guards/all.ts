import { blueprintActivation } from './blueprint-activation.ts';
import { budget } from './budget.ts';
import { dataLoss } from './data-loss.ts';
import { deleteLimit } from './delete-limit.ts';
import { editionLimits } from './edition-limits.ts';
import { emptySource } from './empty-source.ts';
import { forecast } from './forecast.ts';
import type { Guard } from './guard.ts';
import { lastAdministrator } from './last-administrator.ts';
import { recordsConsent } from './records-consent.ts';
import { reservedNames } from './reserved-names.ts';
import { unreadableDelete } from './unreadable-delete.ts';

/** All policies that a plan is judged by, in the order of their findings. */
export const guards: readonly Guard[] = [
  emptySource,
  deleteLimit,
  lastAdministrator,
  unreadableDelete,
  recordsConsent,
  dataLoss,
  editionLimits,
  reservedNames,
  blueprintActivation,
  forecast,
  budget,
];

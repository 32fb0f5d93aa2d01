import type { Relaxation } from './relaxation.ts';
import { addStatus, has } from './relaxation.ts';

/** What is wrong in the published files about what hangs on modules and layouts. */
export const modulePartRelaxations: readonly Relaxation[] = [
  {
    name: 'modules without tags',
    reason: 'quirk 13: an empty list is answered 204, whether the operation lists it or not',
    files: ['tags'],
    relax: (object) => addStatus(object, '200', '204', { description: 'nothing there' }),
  },
  {
    name: 'names of what is compared',
    reason: 'Zoho’s page "Enable Duplicate Check Option": ids and api names are enough in its sample; the file’s own change needs no more either',
    files: ['duplicate_check_preference'],
    relax: (object) => (has(object, 'api_name') && has(object, 'name') ? { ...object, required: ['id', 'api_name'] } : undefined),
  },
  {
    name: 'leads that were converted',
    reason: 'Zoho’s page "Enable Duplicate Check Option": its sample for them is the type alone',
    files: ['duplicate_check_preference'],
    relax: (object) => (has(object, 'type_configurations') && has(object, 'type') ? { ...object, required: ['type'] } : undefined),
  },
];

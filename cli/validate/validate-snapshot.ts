import type { Finding } from '../model/finding.ts';
import { compareFindings } from '../model/finding.ts';
import { checkBlueprints } from './blueprint-check.ts';
import { checkByHandModules } from './by-hand-check.ts';
import type { Check, CheckContext, CheckedSnapshot, ValidateOptions } from './check.ts';
import { checkLabels } from './label-check.ts';
import { checkLayouts } from './layout-check.ts';
import { checkPicklists } from './picklist-check.ts';
import { checkReferences } from './reference-check.ts';
import { checkRoles } from './role-check.ts';
import { checkSchemas } from './schema-check.ts';
import { checkWorkflowRules } from './workflow-check.ts';

/** All checks that need no network. */
const checks: readonly Check[] = [
  checkSchemas,
  checkReferences,
  checkByHandModules,
  checkLabels,
  checkPicklists,
  checkLayouts,
  checkWorkflowRules,
  checkBlueprints,
  checkRoles,
];

/** All problems of a snapshot from files that can be seen offline, ordered by place. Problems of reading the files are not repeated here. */
export function validateSnapshot(snapshot: CheckedSnapshot, options: ValidateOptions): readonly Finding[] {
  const context: CheckContext = { ...options, snapshot, kindByName: new Map(options.kinds.map((kind) => [kind.name, kind])) };
  return checks.flatMap((check) => check(context)).sort(compareFindings);
}

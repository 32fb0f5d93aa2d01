import type { Finding } from '../model/finding.ts';
import { compareFindings, mostFindings } from '../model/finding.ts';
import { checkBlueprints } from './blueprint-check.ts';
import { checkByHandModules } from './by-hand-check.ts';
import { checkCadences } from './cadence-check.ts';
import type { Check, CheckContext, CheckedSnapshot, ValidateOptions } from './check.ts';
import { mostComparisons } from './check.ts';
import { checkLabels } from './label-check.ts';
import { checkLayouts } from './layout-check.ts';
import type { Lang } from './messages.ts';
import { checkOnlyOnes } from './only-one-check.ts';
import { checkOptionNames } from './option-check.ts';
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
  checkCadences,
  checkRoles,
  checkOptionNames,
  checkOnlyOnes,
];

/**
 * The problems of a snapshot from files that can be seen offline, ordered by place; where there are more than anybody reads, the first ones, and
 * `validate.more` says so. Problems of reading the files are not repeated here.
 */
export function validateSnapshot(snapshot: CheckedSnapshot, options: ValidateOptions): readonly Finding[] {
  const kindByName = new Map(options.kinds.map((kind) => [kind.name, kind]));
  const context: CheckContext = { ...options, snapshot, kindByName, comparisons: { left: mostComparisons } };
  const errors: Finding[] = [];
  const others: Finding[] = [];
  for (const check of checks)
    for (const finding of check(context)) {
      const kept = finding.severity === 'error' ? errors : others;
      // Behind thousands of warnings there may still be an error, but not the other way round.
      if (kept.length < mostFindings) kept.push(finding);
      else if (kept === errors) return [...errors, ...others, tellMore(options.lang)].sort(compareFindings);
    }
  return [...errors, ...others].sort(compareFindings);
}

function tellMore(lang: Lang): Finding {
  const [message, fix] =
    lang === 'ja'
      ? [`指摘が ${mostFindings} 件を超えたため、以降は確認していません。`, '上記を直してから、もう一度実行してください。']
      : [`There are more than ${mostFindings} findings; the rest was not looked for.`, 'Mend these, then run it again.'];
  return { code: 'validate.more', severity: 'error', message, fix };
}

import { moduleOfKey } from '../../cli/model/element.ts';
import { accessAreas } from './arbitrary-access.ts';
import {
  actionOf,
  arbitraryBlueprint,
  arbitraryFieldUpdate,
  arbitraryNotification,
  arbitraryRule,
  arbitraryTask,
  arbitraryWebhook,
} from './arbitrary-automation.ts';
import { basicAreas } from './arbitrary-basics.ts';
import { cadenceAreas } from './arbitrary-cadence.ts';
import { duplicateCheckAreas } from './arbitrary-duplicate-check.ts';
import { arbitraryField, arbitrarySystemField } from './arbitrary-fields.ts';
import { modulePartAreas } from './arbitrary-module-parts.ts';
import { organizationAreas } from './arbitrary-organization.ts';
import { pipelineArea } from './arbitrary-pipelines.ts';
import { portalAreas } from './arbitrary-portal.ts';
import { scoringAreas } from './arbitrary-scoring.ts';
import { viewAreas } from './arbitrary-views.ts';
import type { Area } from './area.ts';
import { areaOf } from './area.ts';

/** Actions, rules and processes. */
const automationAreas: readonly Area[] = [
  areaOf('field_update', arbitraryFieldUpdate, 2),
  areaOf('task', arbitraryTask),
  areaOf('webhook', arbitraryWebhook),
  areaOf('email_notification', arbitraryNotification),
  // A rule with an action that it sets off.
  { kinds: ['workflow_rule', 'field_update'], drafts: arbitraryRule.map((rule) => [rule, actionOf(moduleOfKey(rule.key))]), weight: 3 },
  areaOf('blueprint', arbitraryBlueprint),
];

/**
 * What generated orgs are made of: the generator of a kind stands in a file of its own or beside related ones, and its area in this list. A kind that can be written
 * and stands in none fails `corpus.test.ts`.
 */
export const areas: readonly Area[] = [
  areaOf('field', arbitraryField, 6),
  areaOf('field', arbitrarySystemField, 2),
  ...basicAreas,
  ...automationAreas,
  ...organizationAreas,
  ...accessAreas,
  ...modulePartAreas,
  ...duplicateCheckAreas,
  ...portalAreas,
  pipelineArea,
  ...viewAreas,
  ...scoringAreas,
  ...cadenceAreas,
];

import { apiListRoute } from './apis.ts';
import { actionRoutes } from './automation/actions.ts';
import { assignmentRuleRoutes } from './automation/assignment-rules.ts';
import { blueprintRoutes } from './automation/blueprints.ts';
import { cadenceRoutes } from './automation/cadences.ts';
import { emailTemplateRoutes } from './automation/email-templates.ts';
import { functionRoutes } from './automation/functions.ts';
import { inventoryTemplateRoutes } from './automation/inventory-templates.ts';
import { scoringRuleRoutes } from './automation/scoring-rules.ts';
import { webformRoutes } from './automation/webforms.ts';
import { workflowRuleRoutes } from './automation/workflow-rules.ts';
import { dependencyRoutes } from './metadata/dependencies.ts';
import { duplicateCheckRoutes } from './metadata/duplicate-check.ts';
import { fieldRoutes } from './metadata/fields.ts';
import { globalPicklistRoutes } from './metadata/global-picklists.ts';
import { layoutRoutes } from './metadata/layouts.ts';
import { moduleRoutes } from './metadata/modules.ts';
import { picklistRoutes } from './metadata/picklists.ts';
import { pipelineRoutes } from './metadata/pipelines.ts';
import { tagRoutes } from './metadata/tags.ts';
import { orgRoutes } from './org.ts';
import { organizationRoutes } from './organization/routes.ts';
import type { Route } from './route.ts';
import { accessRoutes } from './security/access-routes.ts';
import { profileRoutes } from './security/profiles.ts';
import { roleRoutes } from './security/roles.ts';
import { userRoutes } from './users.ts';
import { customViewRoutes } from './views/custom-views.ts';
import { recordLockingRoutes } from './views/record-locking.ts';
import { relatedListRoutes } from './views/related-lists.ts';
import { wizardRoutes } from './views/wizards.ts';

/** Every call that the embedded CRM answers, below `/crm/v8`. `GET /__apis` is derived from this list. */
export const routes: readonly Route[] = [
  ...orgRoutes,
  ...userRoutes,
  apiListRoute(() => routes),
  ...moduleRoutes,
  ...fieldRoutes,
  ...picklistRoutes,
  ...globalPicklistRoutes,
  ...layoutRoutes,
  ...tagRoutes,
  ...dependencyRoutes,
  ...duplicateCheckRoutes,
  ...pipelineRoutes,
  ...roleRoutes,
  ...profileRoutes,
  ...accessRoutes,
  ...workflowRuleRoutes,
  ...scoringRuleRoutes,
  ...assignmentRuleRoutes,
  ...cadenceRoutes,
  ...actionRoutes,
  ...emailTemplateRoutes,
  ...inventoryTemplateRoutes,
  ...functionRoutes,
  ...webformRoutes,
  ...blueprintRoutes,
  ...organizationRoutes,
  ...customViewRoutes,
  ...relatedListRoutes,
  ...recordLockingRoutes,
  ...wizardRoutes,
];

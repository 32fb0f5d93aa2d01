import { actionsEnabled } from './actions-enabled.ts';
import { approvers } from './approvers.ts';

import { branchBypass } from './branch-bypass.ts';
import { branchCodeOwners } from './branch-code-owners.ts';
import { branchFreshReviews } from './branch-fresh-reviews.ts';
import { branchHistory } from './branch-history.ts';
import { branchPullRequest } from './branch-pull-request.ts';
import { codeownersCover } from './codeowners-cover.ts';
import { codeownersValid } from './codeowners-valid.ts';
import { eligible } from './eligible.ts';
import { environmentBranch } from './environment-branch.ts';
import { environmentExists } from './environment-exists.ts';
import { environmentReviewers } from './environment-reviewers.ts';
import { identityFiles } from './identity-files.ts';
import { identityListed } from './identity-listed.ts';
import { ignoredFiles } from './ignored-files.ts';
import { jobTokenApprovals } from './job-token-approvals.ts';
import { jobTokenRights } from './job-token-rights.ts';
import { ledgerKept } from './ledger-kept.ts';
import { ledgerOpen } from './ledger-open.ts';
import { orgId } from './org-id.ts';
import type { SetupPromise } from './promise.ts';
import { repositoryId } from './repository-id.ts';
import { repositorySecrets } from './repository-secrets.ts';
import { tokenScopes } from './token-scopes.ts';
import { workflowBranch } from './workflow-branch.ts';
import { workflows } from './workflows.ts';

/** All promises in the order of reports: the ledger, the base branch, credentials, workflows, people, this machine, the orgs. */
export const promises: readonly SetupPromise[] = [
  ledgerKept,
  ledgerOpen,
  workflowBranch,
  branchPullRequest,
  branchCodeOwners,
  branchFreshReviews,
  branchHistory,
  branchBypass,
  codeownersValid,
  codeownersCover,
  environmentExists,
  environmentBranch,
  environmentReviewers,
  repositorySecrets,
  actionsEnabled,
  jobTokenRights,
  jobTokenApprovals,
  workflows,
  approvers,
  repositoryId,
  identityListed,
  identityFiles,
  ignoredFiles,
  orgId,
  tokenScopes,
  eligible,
];

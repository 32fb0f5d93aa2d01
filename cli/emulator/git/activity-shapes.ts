import type { Json, JsonObject } from '../../model/json.ts';
import { associationOf, userById } from './accounts.ts';
import type { ForgeContext } from './context.ts';
import type { Comment, Deployment, DeploymentStatus, Environment, Repository, Review, Status } from './records.ts';
import { apiUrl, htmlUrl, nodeId, userShape, userShapeById } from './shapes.ts';

/** A comment in a pull request's conversation. */
export function commentShape(context: ForgeContext, repository: Repository, comment: Comment): JsonObject {
  const user = userById(context, comment.userId);
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url: apiUrl(context, repository, `/issues/comments/${comment.id}`),
    html_url: htmlUrl(context, repository, `/pull/${comment.number}#issuecomment-${comment.id}`),
    issue_url: apiUrl(context, repository, `/issues/${comment.number}`),
    body: comment.body,
    user: userShape(context, user),
    author_association: associationOf(context, repository, user),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
  };
}

/** A review of a pull request. */
export function reviewShape(context: ForgeContext, repository: Repository, review: Review): JsonObject {
  const user = userById(context, review.userId);
  const page = htmlUrl(context, repository, `/pull/${review.number}#pullrequestreview-${review.id}`);
  const pull = apiUrl(context, repository, `/pulls/${review.number}`);
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: userShape(context, user),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: pull,
    _links: { html: { href: page }, pull_request: { href: pull } },
    ...(review.submittedAt === null ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commitSha,
    author_association: associationOf(context, repository, user),
  };
}

/** A commit status. */
export function statusShape(context: ForgeContext, repository: Repository, status: Status): JsonObject {
  return {
    id: status.id,
    node_id: nodeId('StatusContext', status.id),
    url: apiUrl(context, repository, `/statuses/${status.sha}`),
    avatar_url: '',
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    creator: userShapeById(context, status.creatorId),
  };
}

/** A deployment. */
export function deploymentShape(context: ForgeContext, repository: Repository, deployment: Deployment): JsonObject {
  const url = apiUrl(context, repository, `/deployments/${deployment.id}`);
  const payload: Json = JSON.parse(deployment.payload);
  return {
    url,
    id: deployment.id,
    node_id: nodeId('Deployment', deployment.id),
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    creator: userShapeById(context, deployment.creatorId),
    created_at: deployment.createdAt,
    updated_at: deployment.createdAt,
    statuses_url: `${url}/statuses`,
    repository_url: apiUrl(context, repository, ''),
  };
}

/** One state of a deployment. */
export function deploymentStatusShape(context: ForgeContext, repository: Repository, deployment: Deployment, status: DeploymentStatus): JsonObject {
  const url = apiUrl(context, repository, `/deployments/${deployment.id}`);
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DeploymentStatus', status.id),
    state: status.state,
    creator: userShapeById(context, status.creatorId),
    description: status.description ?? '',
    environment: deployment.environment,
    environment_url: status.environmentUrl ?? '',
    target_url: status.logUrl ?? '',
    log_url: status.logUrl ?? '',
    created_at: status.createdAt,
    updated_at: status.createdAt,
    deployment_url: url,
    repository_url: apiUrl(context, repository, ''),
  };
}

/** A deployment environment with what stands before a deployment to it. */
export function environmentShape(context: ForgeContext, repository: Repository, environment: Environment): JsonObject {
  return {
    id: environment.id,
    node_id: nodeId('Environment', environment.id),
    name: environment.name,
    url: apiUrl(context, repository, `/environments/${encodeURIComponent(environment.name)}`),
    html_url: htmlUrl(context, repository, `/deployments/activity_log?environments_filter=${encodeURIComponent(environment.name)}`),
    created_at: environment.createdAt,
    updated_at: environment.createdAt,
    protection_rules: protectionRules(context, environment),
    deployment_branch_policy: branchPolicy(environment),
  };
}

function branchPolicy({ protection }: Environment): JsonObject | null {
  if (protection === undefined || protection.branches === 'any') return null;
  return { protected_branches: protection.branches === 'protected', custom_branch_policies: protection.branches === 'patterns' };
}

function protectionRules(context: ForgeContext, { id, protection }: Environment): JsonObject[] {
  if (protection === undefined) return [];
  const { waitTimer, reviewerIds, preventSelfReview, branches } = protection;
  const rule = (type: string, facts: JsonObject): JsonObject => ({ id, node_id: nodeId('GateRule', id), type, ...facts });
  const reviewers = reviewerIds.map((reviewer) => ({ type: 'User', reviewer: userShapeById(context, reviewer) }));
  return [
    ...(waitTimer > 0 ? [rule('wait_timer', { wait_timer: waitTimer })] : []),
    ...(reviewers.length > 0 ? [rule('required_reviewers', { prevent_self_review: preventSelfReview, reviewers })] : []),
    ...(branches === 'any' ? [] : [rule('branch_policy', {})]),
  ];
}

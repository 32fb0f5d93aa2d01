import { Failure } from '../model/failure.ts';
import type { Forge } from './forge.ts';
import { callForge } from './forge.ts';

const permission = 'deployments: write';

/** How a deployment goes on; the words are the forge's. */
export type DeploymentState = 'in_progress' | 'success' | 'failure' | 'error' | 'inactive';

/** Starts a deployment of a commit to an environment (REST `POST /repos/{owner}/{repo}/deployments`) without merging or waiting for checks. Answers its id. */
export async function startDeployment(forge: Forge, commit: string, environment: string, description: string): Promise<number> {
  const purpose = { what: `start a deployment to ${environment}`, permission };
  const { data } = await callForge(forge, purpose, (octokit, at) =>
    octokit.rest.repos.createDeployment({
      ...at,
      ref: commit,
      environment,
      description: description.slice(0, 140),
      auto_merge: false,
      required_contexts: [],
    }),
  );
  if ('id' in data) return data.id;
  throw new Failure(`Could not ${purpose.what}: the forge merged instead.`, {
    code: 'forge.failed',
    kind: 'failure',
    place: commit,
    fix: 'Run the job again.',
  });
}

/** Reports how a deployment goes on. */
export async function setDeploymentStatus(
  forge: Forge,
  deployment: number,
  state: DeploymentState,
  description: string,
  logUrl?: string,
): Promise<void> {
  const url = logUrl === undefined ? {} : { log_url: logUrl };
  await callForge(forge, { what: `report on deployment ${deployment}`, permission }, (octokit, at) =>
    octokit.rest.repos.createDeploymentStatus({ ...at, deployment_id: deployment, state, description: description.slice(0, 140), ...url }),
  );
}

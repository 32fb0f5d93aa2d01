import type { JsonObject } from '../../model/json.ts';

/**
 * Something that GitHub would start workflows for: the payload is the webhook's, `ref` and `sha` are what GITHUB_REF and GITHUB_SHA would be
 * (for `pull_request_target` those of the base branch).
 */
export interface ForgeEvent {
  readonly id: number;
  readonly name: 'push' | 'pull_request_target' | 'pull_request_review' | 'workflow_dispatch';
  readonly action: string | undefined;
  readonly repository: string;
  readonly actor: string;
  readonly ref: string;
  readonly sha: string;
  readonly createdAt: string;
  readonly payload: JsonObject;
}

/** Called for every event, after the state it tells of is durable. Must not throw. */
export type ForgeListener = (event: ForgeEvent) => void;

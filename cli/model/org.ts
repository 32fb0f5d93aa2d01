/** Zoho's data centres that have an API host we know (facts: SDK 3.0.0 environments; Zoho "Multi DC support"). */
export type DataCenter = 'us' | 'eu' | 'in' | 'au' | 'jp' | 'ca' | 'sa' | 'cn';

/** Read-only facts of an org, from `GET /org` (OpenAPI org.json). */
export interface OrgFacts {
  readonly zgid: string;
  readonly type: string;
  /** `license_details.paid_type`, e.g. `enterprise` */
  readonly edition: string;
  readonly company: string;
  readonly domain: string;
  readonly timeZone: string;
  readonly currency: string;
}

/** What `environments/<org>/org.yaml` says: who the org is and the policy for requests to it. Never part of a bundle. */
export interface OrgPolicy {
  /** the environment's folder name */
  readonly name: string;
  readonly zgid: string | undefined;
  readonly dataCenter: DataCenter;
  /** public halves (Ed25519, base64url of the 32 raw bytes) that may sign this org's grants and reviews */
  readonly identityKeys: readonly string[];
  /** numeric forge user ids that may approve; empty: anybody who may merge, except the sender */
  readonly approvers: readonly number[];
  /** numeric id of the forge repository that requests for this org must be in */
  readonly repositoryId: number | undefined;
  readonly baseBranch: string;
}

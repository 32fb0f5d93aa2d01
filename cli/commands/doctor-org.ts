import type { CrmClient } from '../crm/client.ts';
import { readScopeReach } from '../crm/token-scopes.ts';
import type { Repository } from '../git/repository.ts';
import type { Forge } from '../github/forge.ts';
import { judgeEligibility } from '../key/eligibility/judge-eligibility.ts';
import { kinds } from '../kinds/catalog.gen.ts';
import { Failure } from '../model/failure.ts';
import { objects, text } from '../model/json.ts';
import type { OrgPolicy } from '../model/org.ts';
import type { Known, OrgSetup } from '../model/setup.ts';
import type { CommandContext } from './context.ts';
import { listIdentityFiles } from './doctor-identities.ts';
import { askEligibility, countReceipts } from './eligibility.ts';
import { fetchBranch } from './forge.ts';

import { connectOrg } from './live-org.ts';
import { readPolicyAt } from './org-policy.ts';

/** What is known of an org: its policy on its base branch (or here, as long as it is not there), its identities on this machine, and what it answers itself. */
export async function readOrgSetup(context: CommandContext, forge: Forge, git: Repository, local: OrgPolicy): Promise<OrgSetup> {
  const published = await readPolicyAt(git, await fetchBranch(git, local.baseBranch), local.name);
  const policy = published ?? local;
  const client = await known(() => Promise.resolve(connectOrg(context, policy)));
  const scopes = await ask(client, (one) => readScopes(one, policy));
  return {
    policy,
    published: published !== undefined,
    identities: listIdentityFiles(context, policy.name),
    zgid: await ask(client, readZgid),
    scopes: scopes.known ? scopes.value : scopes,
    eligibility: await ask(client, () => judge(context, forge, policy)),
  };
}

async function readZgid(client: CrmClient): Promise<string> {
  const { body } = await client.send({ method: 'GET', path: '/org' });
  return text(objects(body, 'org')[0], 'zgid') ?? '';
}

/** Nobody guesses scopes: where Zoho Accounts does not name them, they are not known. */
async function readScopes(client: CrmClient, policy: OrgPolicy): Promise<OrgSetup['scopes']> {
  const reach = await readScopeReach(client, kinds, policy.rules.prune);
  return reach === undefined ? { known: false, why: 'Zoho Accounts does not say which scopes the token has' } : { known: true, value: reach };
}

async function judge(context: CommandContext, forge: Forge, policy: OrgPolicy): Promise<ReturnType<typeof judgeEligibility>> {
  const receipts = await countReceipts(forge, policy.name);
  const facts = await askEligibility(context, policy, 'target', policy.approval, { receipts });
  return judgeEligibility(facts, 'target', policy.approval, context.text.lang);
}

/** Whatever keeps an org from answering leaves the fact unknown: one org must not hide what is known of the others. */
async function known<T>(read: () => Promise<T>): Promise<Known<T>> {
  try {
    return { known: true, value: await read() };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { known: false, why: error.message };
  }
}

function ask<T>(client: Known<CrmClient>, read: (client: CrmClient) => Promise<T>): Promise<Known<T>> {
  return client.known ? known(() => read(client.value)) : Promise.resolve(client);
}

import type { Forge } from '../github/forge.ts';
import { publishRecord, readRecord } from '../github/records.ts';
import type { RepositoryFacts } from '../github/repository.ts';
import { readRepository } from '../github/repository.ts';
import { revoke } from '../github/spent.ts';
import { makeCopyKey } from '../key/copy-key.ts';
import { readGrant, signGrant } from '../key/grant.ts';
import type { Grant, SignedGrant } from '../model/copy-key.ts';
import { exitCodes, Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import type { OrgPolicy } from '../model/org.ts';
import { toCreatedKeyJson, toRevokedKeyJson } from '../report/json/key.ts';
import { formatKey, formatRevoked } from '../report/text/key.ts';
import type { KeyView } from '../report/view.ts';
import type { CommandContext } from './context.ts';
import { askEligibility, countReceipts, requireEligible } from './eligibility.ts';
import { loadEnvironment } from './environment.ts';
import type { ForgeLink } from './forge.ts';
import { fetchBranch, linkForge, openWorkingRepository } from './forge.ts';
import { findIdentity } from './identity-store.ts';
import { readPolicyAt } from './org-policy.ts';

/** Random bytes of a copy key's private half, and of a nonce. */
const seedBytes = 32;

/** A copy key that was just made: the text to hand over, and what the ledger holds of it. */
export interface IssuedKey {
  readonly key: string;
  readonly grant: Grant;
  readonly repository: RepositoryFacts;
  /** what is told of the org's eligibility besides */
  readonly findings: readonly Finding[];
}

/**
 * Makes a copy key for an org that may receive, which needs the org's identity on this machine and its credentials, and publishes its grant. A key for the org's own way
 * back (`rollback`) is no receipt in the sense of Zoho's limits.
 */
export async function issueKey(context: CommandContext, link: ForgeLink, org: string, use: 'copy' | 'rollback' = 'copy'): Promise<IssuedKey> {
  const local = loadEnvironment(context, org).policy;
  const repository = await readRepository(link.forge);
  const policy = await readPublishedPolicy(context, link, local);
  if (policy.zgid === undefined) throw needsZgid(org);
  const identity = findIdentity(context, policy);
  const received = use === 'copy' ? { receipts: await countReceipts(link.forge, org) } : {};
  const facts = await askEligibility(context, policy, 'target', policy.approval, received);
  const findings = requireEligible(context, facts, 'target', policy.approval);
  const { host, owner, name } = link.address;
  const binding = {
    target: org,
    org: policy.zgid,
    repo: repository.id,
    base: policy.baseBranch,
    now: repository.now,
    repository: { host, owner, name },
  };
  const { key, grant } = makeCopyKey(context.world.random(seedBytes), binding);
  const signed = signGrant(grant, identity);
  await publishRecord(link.forge, `grant/${grant.kid}`, { grant: { ...grant }, signature: signed.signature });
  return { key, grant, repository, findings };
}

/** `orgcast key create <org>`: a key for 24 hours. Prints the key alone on stdout, everything else on stderr. */
export async function runKeyCreate(context: CommandContext, org: string): Promise<number> {
  const { key, grant, repository, findings } = await issueKey(context, await linkForge(context), org);
  const view: KeyView = { grant, status: 'active', repositoryName: repository.fullName };
  if (context.json) {
    // The one document that is to hold a copy key.
    context.world.stdout.write(`${JSON.stringify(toCreatedKeyJson(key, view, findings), null, 2)}\n`);
    return exitCodes.done;
  }
  context.progress(formatKey(view, repository.now, context.text).trimEnd());
  context.world.stdout.write(`${key}\n`);
  return exitCodes.done;
}

/** The policy as main has it: a key that main would not honour helps nobody, so it is not made. */
async function readPublishedPolicy(context: CommandContext, link: ForgeLink, local: OrgPolicy): Promise<OrgPolicy> {
  const repository = openWorkingRepository(context, link.credential);
  const path = `environments/${local.name}/org.yaml`;
  const policy = await readPolicyAt(repository, await fetchBranch(repository, local.baseBranch), local.name);
  if (policy !== undefined) return policy;
  throw new Failure(`${path} is not on ${local.baseBranch} yet, so nobody could check a key made now`, {
    code: 'key.unpublished',
    kind: 'refused',
    place: path,
    fix: 'Commit and push the environment first.',
  });
}

function needsZgid(org: string): Failure {
  return new Failure(`The environment "${org}" does not say which org it is`, {
    code: 'org.zgid',
    kind: 'invalid',
    place: `environments/${org}/org.yaml`,
    fix: `Run "orgcast export ${org}", which fills in zgid, and push the change.`,
  });
}

/** `orgcast key revoke <org> <id>`: writes the record that redeeming would write, so that only one of them can happen. */
export async function runKeyRevoke(context: CommandContext, org: string, kid: string): Promise<number> {
  const { forge } = await linkForge(context);
  const { grant } = await requireGrant(forge, kid);
  if (grant.target !== org)
    throw new Failure(`Copy key ${kid} is for "${grant.target}", not for "${org}"`, {
      code: 'key.other-org',
      kind: 'refused',
      place: kid,
      fix: `Run "orgcast key revoke ${grant.target} ${kid}".`,
    });
  const { outcome, record } = await revoke(forge, kid, Buffer.from(context.world.random(seedBytes)).toString('hex'));
  if (outcome === 'spent')
    throw new Failure(`Copy key ${kid} is spent already by request #${record.pr ?? '?'}`, {
      code: 'key.spent',
      kind: 'refused',
      place: kid,
      fix: 'There is nothing to revoke; the receipt on that request says what it did.',
    });
  if (context.json) context.printJson(toRevokedKeyJson(org, kid));
  else context.print(formatRevoked(org, kid, context.text));
  return exitCodes.done;
}

/** The grant of a key in the ledger. Failure `key.unknown` when there is none. */
export async function requireGrant(forge: Forge, kid: string): Promise<SignedGrant> {
  const found = await findGrant(forge, kid);
  if (found !== undefined) return found;
  throw new Failure(`The ledger of ${forge.owner}/${forge.repo} knows no copy key ${kid}`, {
    code: 'key.unknown',
    kind: 'refused',
    place: kid,
    fix: 'Check that this is the repository of the target, or ask its administrator for a new key.',
  });
}

/** The grant of a key in the ledger, undefined when there is none. */
export async function findGrant(forge: Forge, kid: string): Promise<SignedGrant | undefined> {
  const record = /^[a-z2-7]{16}$/.test(kid) ? await readRecord(forge, `grant/${kid}`) : undefined;
  if (record === undefined) return undefined;
  const { grant, signature } = record.header;
  return readGrant({ grant: grant ?? null, signature: signature ?? null } satisfies Json);
}

import type { KeyObject } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readSecretFile } from '../disk/secret-file.ts';
import { writeTextFileAtomic } from '../disk/text-file.ts';
import { makeIdentity, readIdentity } from '../key/identity.ts';
import { Failure } from '../model/failure.ts';
import type { OrgPolicy } from '../model/org.ts';
import type { CommandContext } from './context.ts';

/** Random bytes of an Ed25519 private key (RFC 8032). */
const seedBytes = 32;

/** Folder for the private halves of identities: never in a repository, mode 0600 each. ORGCAST_IDENTITY_DIR names another. */
export function identityFolder(context: CommandContext): string {
  const own = context.variable('ORGCAST_IDENTITY_DIR');
  if (own !== undefined) return own;
  const config = context.variable('XDG_CONFIG_HOME') ?? join(context.variable('HOME') ?? context.world.cwd, '.config');
  return join(config, 'orgcast', 'identities');
}

/** Makes an identity for an org on this machine and answers its public half, for org.yaml. The private half is written to a file of mode 0600. */
export function createIdentity(context: CommandContext, org: string): string {
  const identity = makeIdentity(context.world.random(seedBytes));
  const folder = identityFolder(context);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${org}-${identity.publicKey.slice(0, 12)}.pem`);
  writeTextFileAtomic(file, identity.privateKey, { mode: 0o600 });
  return identity.publicKey;
}

/**
 * The private half that belongs to one of the public halves in org.yaml. Failures `identity.none` when this machine has none of them, `identity.mode` for a file that
 * others can read.
 */
export function findIdentity(context: CommandContext, policy: OrgPolicy): KeyObject {
  const folder = identityFolder(context);
  for (const name of listFiles(folder, policy.name)) {
    const identity = readIdentity(readSecretFile(join(folder, name)), join(folder, name));
    if (policy.identityKeys.includes(identity.publicKey)) return identity.privateKey;
  }
  throw new Failure(`This machine does not hold the identity of "${policy.name}"`, {
    code: 'identity.none',
    kind: 'refused',
    place: `environments/${policy.name}/org.yaml`,
    fix: `Run this on the machine where "orgcast init --org ${policy.name}" was run, or make a new one here with "orgcast init --org ${policy.name} --new-identity" and list its public half in org.yaml by a reviewed change.`,
  });
}

/** Files of the identities of one org: not of another whose name begins so. */
function listFiles(folder: string, org: string): readonly string[] {
  const own = new RegExp(`^${org}-[\\w-]{12}\\.pem$`);
  try {
    return readdirSync(folder)
      .filter((name) => own.test(name))
      .sort();
  } catch {
    return []; // no folder: no identity was ever made here
  }
}

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readTextFile } from '../disk/text-file.ts';
import { readIdentity } from '../key/identity.ts';
import { Failure } from '../model/failure.ts';
import type { IdentityFile } from '../model/setup.ts';
import type { CommandContext } from './context.ts';
import { identityFolder } from './identity-store.ts';

/** The private halves that this machine holds for an org, by what their file names say; of each only its public half and its file's mode. */
export function listIdentityFiles(context: CommandContext, org: string): readonly IdentityFile[] {
  const folder = identityFolder(context);
  // `osaka` and `osaka-north` begin alike: after the org's name stand twelve characters of the public half.
  const form = new RegExp(`^${org}-[\\w-]{12}\\.pem$`);
  return namesIn(folder)
    .filter((name) => form.test(name))
    .sort()
    .map((name) => readFile(join(folder, name)));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // no folder: no identity was ever made here
  }
}

function readFile(file: string): IdentityFile {
  const { mode } = statSync(file);
  try {
    return { file, mode, publicKey: readIdentity(readTextFile(file) ?? '', file).publicKey };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { file, mode, publicKey: undefined };
  }
}

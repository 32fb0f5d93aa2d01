import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { Failure } from '../model/failure.ts';
import { decodeUtf8 } from './text-file.ts';

/** Permission bits that let others than the owner at a file. */
const others = 0o077;

/**
 * The text of a file that holds a secret. Refuses what others can get at or may have put there: Failure `identity.mode` when group or others may do anything with it
 * (judged on the opened file; Windows has no such bits), `disk.not-file` for a symbolic link or what is no file. No message holds any of the text.
 */
export function readSecretFile(path: string): string {
  if (lstatSync(path).isSymbolicLink()) throw noFile(path);
  // Between the two looks somebody may have put a link there; this one does not follow it.
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw noFile(path);
    if (platform() !== 'win32' && (stat.mode & others) !== 0) throw openToOthers(path, stat.mode);
    return decodeUtf8(readFileSync(descriptor)) ?? '';
  } finally {
    closeSync(descriptor);
  }
}

function noFile(path: string): Failure {
  return new Failure(`${path} is not a regular file.`, { code: 'disk.not-file', kind: 'invalid', place: path, fix: 'Replace it by a file.' });
}

function openToOthers(path: string, mode: number): Failure {
  return new Failure(`${path} holds a secret, and others can read or change it (mode ${(mode & 0o777).toString(8).padStart(3, '0')}).`, {
    code: 'identity.mode',
    kind: 'refused',
    place: path,
    fix: `Run "chmod 600 ${path}". If others may have read it, make a new identity with "orgcast init --org ORG --new-identity".`,
  });
}

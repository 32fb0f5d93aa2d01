import { execFile } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { listSecretForms } from '../../cli/report/encode/secrets.ts';
import type { Person, Pipeline } from './pipeline.ts';

const run = promisify(execFile);

/** Something that was written somewhere, and where. Bytes are held as Latin-1, so that raw ones are found too. */
export interface Written {
  readonly where: string;
  readonly text: string;
}

/** Every form of secrets that is looked for, by the name of the secret. */
export type Needles = ReadonlyMap<string, readonly string[]>;

/** Names of secrets that stand somewhere, with the place. */
export function findNeedles(written: readonly Written[], needles: Needles): readonly string[] {
  return written.flatMap(({ where, text }) =>
    [...needles].filter(([, forms]) => forms.some((form) => text.includes(form))).map(([name]) => `${name} in ${where}`),
  );
}

/** The forms of a text that is secret. */
export function formsOf(secret: string): readonly string[] {
  return listSecretForms([secret]).map((form) => Buffer.from(form, 'utf8').toString('latin1'));
}

/** The forms of a private half: raw, hexadecimal, base64 of both alphabets, and as the body of a PEM file. */
export function formsOfHalf(seed: Uint8Array): readonly string[] {
  const bytes = Buffer.from(seed);
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), bytes]);
  const pem = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' }).toString().split('\n')[1] ?? '';
  const hex = bytes.toString('hex');
  const texts = [hex, hex.toUpperCase(), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url'), der.toString('base64'), pem];
  return [bytes.toString('latin1'), ...texts];
}

/** Everything below a folder: files as they are, and every object of every git repository, loose and packed. `passed` names folders that are not searched. */
export async function gatherFolder(folder: string, passed: readonly string[]): Promise<readonly Written[]> {
  const written: Written[] = [];
  const walk = async (at: string): Promise<void> => {
    if (passed.includes(at)) return;
    if (existsSync(join(at, 'HEAD')) && existsSync(join(at, 'objects'))) written.push({ where: `objects of ${at}`, text: await readObjects(at) });
    for (const name of readdirSync(at)) {
      const path = join(at, name);
      if (statSync(path).isDirectory()) await walk(path);
      else written.push({ where: path, text: readFileSync(path, 'latin1') });
    }
  };
  await walk(folder);
  return written;
}

async function readObjects(gitDir: string): Promise<string> {
  const { stdout } = await run('git', ['--git-dir', gitDir, 'cat-file', '--batch-all-objects', '--batch', '--unordered'], {
    maxBuffer: 1 << 29,
    encoding: 'latin1',
  });
  return stdout;
}

/** What stands on the forge beside git: bodies of pull requests, comments, reviews and statuses. */
export async function gatherForge(pipeline: Pipeline, person: Person, numbers: readonly number[]): Promise<readonly Written[]> {
  const written: Written[] = [];
  const ask = async (path: string): Promise<unknown> => {
    const { body } = await pipeline.rest(person, 'GET', path);
    written.push({ where: path, text: Buffer.from(JSON.stringify(body)).toString('latin1') });
    return body;
  };
  for (const number of numbers) {
    const pull = (await ask(`/pulls/${number}`)) as { head?: { sha?: string } };
    await ask(`/issues/${number}/comments`);
    await ask(`/pulls/${number}/reviews`);
    await ask(`/commits/${pull.head?.sha ?? ''}/statuses`);
  }
  await ask('/deployments');
  return written;
}

import { join } from 'node:path';
import { readTree } from '../disk/read-tree.ts';
import { readTextFile } from '../disk/text-file.ts';
import { kinds } from '../kinds/catalog.gen.ts';
import type { Kind } from '../kinds/kind.ts';
import { schemas } from '../kinds/schemas.gen.ts';
import { Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import type { Move } from '../model/identity.ts';
import type { OrgPolicy } from '../model/org.ts';
import { environmentFolder } from '../model/request.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { DecodedSnapshot } from '../yaml/decode-environment.ts';
import { decodeEnvironment } from '../yaml/decode-environment.ts';
import { encodeEnvironment } from '../yaml/encode-environment.ts';
import { settingsFile } from './approval-rules.ts';
import type { CommandContext } from './context.ts';
import { movedFile, readMoves } from './moved.ts';
import { policyFile, readPolicy } from './org-policy.ts';

/** Files in an environment's folder that are no elements: policy, generated keys, the request of a bundle, declared renames. */
const ownFiles: ReadonlySet<string> = new Set([policyFile, 'identities.yaml', 'request.json', movedFile]);

/** An environment as its files say. */
export interface Environment {
  readonly name: string;
  /** absolute path of its folder */
  readonly dir: string;
  readonly policy: OrgPolicy;
  /** all files by path relative to the folder */
  readonly files: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/** Names may become folder names, branch names and parts of variable names, so they are kept plain. */
const nameForm = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Refuses a name that is no environment's name (Failure `env.name`). */
export function requireName(name: string): string {
  if (nameForm.test(name)) return name;
  throw new Failure(`"${name.slice(0, 80)}" cannot be the name of an environment`, {
    code: 'env.name',
    kind: 'invalid',
    place: 'org',
    fix: 'Use lower-case letters, digits and hyphens, e.g. "osaka-branch".',
  });
}

/** Reads an environment's files and policy from disk. Failure `env.unknown` when there is no such environment, naming those there are. */
export function loadEnvironment(context: CommandContext, name: string): Environment {
  const dir = join(context.repo, environmentFolder(requireName(name)));
  const { files, findings } = readTree(dir, { folder: environmentFolder(name) });
  const policyText = files.get(policyFile);
  if (policyText === undefined) {
    throw new Failure(`There is no environment "${name}" here`, {
      code: 'env.unknown',
      kind: 'invalid',
      place: `${environmentFolder(name)}/${policyFile}`,
      fix: `Run "orgcast init --org ${name}", or name another folder with --repo.`,
    });
  }
  const settings = readTextFile(join(context.repo, settingsFile));
  const policy = readPolicy(name, `${environmentFolder(name)}/${policyFile}`, policyText, { lang: context.text.lang, settings });
  return { name, dir, policy, files, findings };
}

/** The files of elements among an environment's files. */
export function elementFiles(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...files].filter(([path]) => !ownFiles.has(path) && !/(^|\/)(\.|README)/.test(path)));
}

/** What an environment's files describe: elements, and the renames that led to them. */
export interface DesiredEnvironment extends DecodedSnapshot {
  readonly moved: readonly Move[];
}

/** The elements that an environment's files describe, and the renames that moved.yaml declares; what is wrong with either is among the findings. */
export function decodeElements(name: string, files: ReadonlyMap<string, string>): DesiredEnvironment {
  const decoded = decodeEnvironment(elementFiles(files), kinds, environmentFolder(name));
  const { moves, findings } = readMoves(`${environmentFolder(name)}/${movedFile}`, files.get(movedFile));
  return { ...decoded, findings: [...decoded.findings, ...findings], moved: moves };
}

/** The texts of an environment's element files; those in `existing` keep comments and blank lines. */
export function encodeElements(snapshot: Snapshot, existing: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return encodeEnvironment(snapshot, kinds, elementFiles(existing), { schemas, schemaLine });
}

/** Where the schemas lie, seen from a file of an environment: a copy stands in the repository, so that editors need no network. */
export function schemaLine(kind: Kind, path: string): string {
  const up = '../'.repeat(path.split('/').length + 1);
  return `# yaml-language-server: $schema=${up}schemas/${kind.schema}.schema.json`;
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isFile } from '../disk/read-tree.ts';
import { readTextFile, writeTextFileAtomic } from '../disk/text-file.ts';
import { readRepository, readViewer } from '../github/repository.ts';
import { exitCodes, Failure } from '../model/failure.ts';
import { toInitJson } from '../report/json/init.ts';
import { formatInit } from '../report/text/init.ts';
import type { CommandContext } from './context.ts';
import { shippedWorkflows } from './doctor-files.ts';
import { requireName } from './environment.ts';
import { linkForge } from './forge.ts';
import { createIdentity } from './identity-store.ts';
import { ownersText } from './owners-file.ts';

/** Options of `init`. */
export interface InitOptions {
  readonly org: readonly string[];
  /** true: makes another identity for orgs that have an environment already */
  readonly newIdentity?: boolean;
}

/**
 * `orgcast init [--org NAME]…`: makes a directory a pipeline repository. Files that exist are left as they are. Each new org gets an identity whose
 * private half stays on this machine; one that is there gets another only with `--new-identity`, which changes no file of the repository: whether it counts is decided by
 * a reviewed change of org.yaml.
 */
export async function runInit(context: CommandContext, options: InitOptions): Promise<number> {
  const names = options.org.map(requireName);
  if (options.newIdentity === true && names.length === 0) throw whose();
  const wanted = new Map([...sharedFiles(context), ['orgcast.yaml', orgcastFile]]);
  const orgs: { org: string; identityKey: string | null; isNew: boolean }[] = [];
  const { repository, login } = names.length > 0 ? await askForge(context) : {};
  wanted.set('.github/CODEOWNERS', ownersText(names, login));
  for (const org of names) {
    const path = `environments/${org}/org.yaml`;
    const there = isFile(join(context.repo, path));
    const identityKey = there && options.newIdentity !== true ? null : createIdentity(context, org);
    orgs.push({ org, identityKey, isNew: !there });
    if (identityKey !== null) wanted.set(path, policyText(identityKey, repository));
  }
  const written: string[] = [];
  const unchanged: string[] = [];
  for (const [path, text] of [...wanted].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const file = join(context.repo, path);
    if (isFile(file)) unchanged.push(path);
    else {
      writeTextFileAtomic(file, text);
      written.push(path);
    }
  }
  const view = { files: { written, unchanged }, orgs };
  if (context.json) context.printJson(toInitJson(view));
  else context.print(formatInit(view, context.text));
  return exitCodes.done;
}

function whose(): Failure {
  return new Failure('Nothing says whose identity is to be made', {
    code: 'usage.new-identity',
    kind: 'usage',
    place: '--new-identity',
    fix: 'Name the org: orgcast init --org NAME --new-identity.',
  });
}

const orgcastFile = '# yaml-language-server: $schema=schemas/orgcast.schema.json\n# Settings of the whole repository.\nversion: 1\n';

const ignoreFile = '# caches and journals of orgcast\n.orgcast/\n# credentials\n.env\nnode_modules/\n';

/** Files that every pipeline repository has: the workflows that run in this repository too, schemas for editors, settings. */
function sharedFiles(context: CommandContext): ReadonlyMap<string, string> {
  const files = new Map<string, string>([
    ['.gitignore', ignoreFile],
    ['.vscode/extensions.json', `${JSON.stringify({ recommendations: ['redhat.vscode-yaml'] }, null, 2)}\n`],
  ]);
  const copy = (path: string): void => {
    files.set(path, readTextFile(join(context.world.root, path)) ?? '');
  };
  for (const name of shippedWorkflows) copy(`.github/workflows/${name}`);
  for (const name of readdirSync(join(context.world.root, 'schemas'))) if (name.endsWith('.schema.json')) copy(`schemas/${name}`);
  return files;
}

function policyText(identityKey: string, repository: number | undefined): string {
  return `# yaml-language-server: $schema=../../schemas/org.schema.json
# Who this org is, and the policy for requests to it. Never part of a request: change it by a pull request of its own.
data_center: us
base_branch: main
# Public halves of the org's identities. The private half is on the machine where init was run; several allow rotation.
identity_keys:
  - "${identityKey}"
# Numeric GitHub ids of the people who may approve; empty: people who may write in the repository. Never the sender.
approvers: []
${repository === undefined ? '' : `# Numeric id of the repository that requests must be in.\nrepository_id: ${repository}\n`}`;
}

/** The repository's id and who asks, when a remote and a token are there already; otherwise the id is checked by the copy key's grant alone. */
async function askForge(context: CommandContext): Promise<{ readonly repository?: number; readonly login?: string }> {
  if (context.variable('GITHUB_TOKEN') === undefined) return {};
  const link = await linkForge(context).catch(() => undefined);
  if (link === undefined) return {};
  const { id } = await readRepository(link.forge);
  const { login } = await readViewer(link.forge);
  return /^[\w-]+$/.test(login) ? { repository: id, login } : { repository: id }; // a job's token is a program's, and a program owns no files
}

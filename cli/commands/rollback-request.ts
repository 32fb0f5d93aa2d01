import type { Repository } from '../git/repository.ts';
import { readTreeAt } from '../git/trees.ts';
import { readViewer } from '../github/repository.ts';
import { bundleDigest, bundleOf } from '../key/bundle.ts';
import { parseCopyKey } from '../key/copy-key.ts';
import { formatRequest, signRequest } from '../key/request.ts';
import type { RequestClaim } from '../model/copy-key.ts';
import type { PullFacts } from '../model/request.ts';
import { environmentFolder, requestBranch } from '../model/request.ts';
import { composeRequest } from '../send/compose-request.ts';
import type { CommandContext } from './context.ts';
import type { Environment } from './environment.ts';
import type { ForgeLink } from './forge.ts';
import { fetchBranch, linkForge, openWorkingRepository } from './forge.ts';
import { issueKey } from './key.ts';
import { authorOf, commitSafely, publishBranch } from './publish-branch.ts';

/** Where a rollback starts: the environment's files on the base branch, or on disk for a look without a forge. */
export interface RollbackBase {
  /** bundle files by path relative to the environment's folder */
  readonly files: ReadonlyMap<string, string>;
  readonly at?: { readonly link: ForgeLink; readonly git: Repository; readonly commit: string };
}

/** Reads the files that a rollback starts from; a dry run takes those of the folder. */
export async function findBase(context: CommandContext, environment: Environment, isDry: boolean): Promise<RollbackBase> {
  const { name, policy } = environment;
  const folder = `${environmentFolder(name)}/`;
  if (isDry)
    return {
      files: relative(
        folder,
        bundleOf(
          name,
          [...environment.files].map(([path, text]) => ({ path: `${folder}${path}`, text })),
        ),
      ),
    };
  const link = await linkForge(context);
  const git = openWorkingRepository(context, link.credential);
  const commit = await fetchBranch(git, policy.baseBranch);
  return { files: relative(folder, bundleOf(name, await readTreeAt(git, commit, environmentFolder(name)))), at: { link, git, commit } };
}

function relative(folder: string, bundle: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...bundle].map(([path, text]) => [path.slice(folder.length), text]));
}

/** What a rollback's request holds. */
export interface RollbackRequest {
  readonly org: string;
  readonly to: number;
  /** the bundle, by path in the repository */
  readonly texts: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Makes a copy key for the org, signs the bundle with it and opens the pull request; undefined for a dry run's base. */
export async function openRollback(context: CommandContext, base: RollbackBase, request: RollbackRequest): Promise<PullFacts | undefined> {
  if (base.at === undefined) return undefined;
  const { link, git, commit } = base.at;
  const { org, to, texts } = request;
  const issued = await issueKey(context, link, org, 'rollback');
  const key = parseCopyKey(issued.key);
  const viewer = await readViewer(link.forge);
  const branch = requestBranch(org, key.kid);
  const digest = bundleDigest(texts);
  const claim: RequestClaim = {
    kid: key.kid,
    bundle: digest,
    branch,
    baseCommit: commit,
    sender: viewer.id,
    source: issued.grant.org,
    rollback: to,
  };
  const folder = `${environmentFolder(org)}/`;
  const title = to === 0 ? `Take ${org} back to before its first apply` : `Take ${org} back to receipt ${to}`;
  const content = composeRequest({
    target: org,
    sourceName: org,
    claim,
    requestText: formatRequest(signRequest(claim, key)),
    texts,
    existing: new Map([...base.files].map(([path, text]) => [`${folder}${path}`, text])),
    about: { title, body: context.mask(request.body) },
  });
  const head = await commitSafely(context, git, {
    base: commit,
    files: content.files,
    removals: content.removals,
    message: content.message,
    author: authorOf(viewer),
    date: Math.floor(context.world.now().getTime() / 1000),
  });
  return publishBranch(link, { git }, { ...content, base: issued.grant.base }, head);
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTree } from '../../cli/disk/read-tree.ts';
import type { Repository } from '../../cli/git/repository.ts';
import { openRepository } from '../../cli/git/repository.ts';
import { formatRequest, signRequest } from '../../cli/key/request.ts';
import type { LiveSnapshot } from '../../cli/model/snapshot.ts';
import { issueKey, sender } from '../key/world.ts';
import { openSmallOrg } from '../property/world.ts';
import type { Leaf, ObjectWriter } from './git-objects.ts';
import { fileLeaf, folderLeaf, leavesOf, openObjectWriter, writeLeaves } from './git-objects.ts';

/** What hostile commits are made from. */
export interface CommitMaker {
  readonly writer: ObjectWriter;
  /** commit of the base branch's tip */
  readonly baseCommit: string;
  /** bundles that are sound: one of few files, and one of many */
  readonly bundles: readonly ReadonlyMap<string, string>[];
  /** the root of a commit that holds these files in the target's environment */
  rootWith(environment: readonly Leaf[]): readonly Leaf[];
  /** a request.json for a bundle of that digest, signed with the copy key */
  sign(digest: string): string;
}

/** What every round starts from: a repository with a base commit, honest bundles, and an org as read. */
export interface FuzzWorld extends CommitMaker {
  readonly folder: string;
  readonly repository: Repository;
  readonly live: LiveSnapshot;
  /** what there is outside git's objects; a round must leave it as it is */
  outside(): readonly string[];
  close(): void;
}

const policyText = 'zgid: "60001"\n';

/** Makes the world of a fuzz campaign: a bare repository in a folder of its own, and the embedded CRM in memory. */
export async function openFuzzWorld(): Promise<FuzzWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
  const git = join(folder, 'repository.git');
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', git]);
  const writer = openObjectWriter(git);
  const rootWith = (environment: readonly Leaf[]): readonly Leaf[] => [
    fileLeaf('README.md', 'Our CRM\n'),
    folderLeaf('.github', [folderLeaf('workflows', [fileLeaf('check.yml', 'on: pull_request_target\n')])]),
    folderLeaf('environments', [folderLeaf('osaka', [fileLeaf('org.yaml', policyText), ...environment])]),
  ];
  const org = openSmallOrg();
  const live = await org.read();
  const small = await org.exportTexts();
  const environments = join(import.meta.dirname, '../../environments');
  const { files } = readTree(join(environments, 'head-office'), { folder: 'environments/head-office' });
  const large = new Map([...files].filter(([path]) => path !== 'org.yaml' && path !== 'identities.yaml'));
  const baseCommit = writer.commit(writeLeaves(writer, rootWith(leavesOf(small))), [], 'base');
  execFileSync('git', ['--git-dir', git, 'update-ref', 'refs/heads/main', baseCommit]);
  return {
    folder,
    repository: openRepository(git, 'origin', { env: process.env }),
    writer,
    baseCommit,
    live,
    bundles: [small, large],
    rootWith,
    sign: (digest) => {
      const { key } = issueKey();
      const claim = { kid: key.kid, bundle: digest, branch: `copy/osaka/${key.kid}`, baseCommit, sender, source: '50001' };
      return formatRequest(signRequest(claim, key));
    },
    outside: () =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => !/^repository\.git\/objects\//.test(path))
        .sort(),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

import { join } from 'node:path';
import { parseCopyKey } from '../../cli/key/copy-key.ts';
import { formatRequest, readRequest, signRequest } from '../../cli/key/request.ts';
import { filesOf } from '../end-to-end/pipeline.ts';
import { addRole, fewApis } from '../end-to-end/small-org.ts';
import type { Stage } from '../end-to-end/story-stage.ts';
import { startStage } from '../end-to-end/story-stage.ts';
import { makeCommit } from './fuzz-round.ts';
import type { CommitMaker } from './fuzz-world.ts';
import type { Leaf } from './git-objects.ts';
import { folderLeaf, leavesOf, openObjectWriter } from './git-objects.ts';
import { makeRandom } from './random.ts';

/** A request that a hostile sender pushes to again and again. */
export interface WholeScene extends CommitMaker {
  readonly stage: Stage;
  readonly number: number;
  readonly branch: string;
}

/** How the command ended on a hostile commit. */
export interface WholeRound {
  readonly seed: number;
  readonly what: string;
  /** exit code, or `not pushed` where git or the forge refused the commit before anybody had to judge it */
  readonly end: string;
  /** milliseconds */
  readonly took: number;
  readonly wrong: readonly string[];
}

/** Starts a pipeline with an honest request, whose key the sender keeps. */
export async function openWholeScene(): Promise<WholeScene> {
  const stage = await startStage(addRole, { org: { disabledApis: fewApis } });
  const { pipeline, sender } = stage;
  const { number, key } = await stage.send({ args: ['--only', 'role'] });
  const copyKey = parseCopyKey(key);
  const branch = `copy/osaka/${copyKey.kid}`;
  await pipeline.git(sender, 'fetch', '--quiet', 'origin', branch);
  const honest = readRequest(await pipeline.git(sender, 'show', 'FETCH_HEAD:environments/osaka/request.json'));
  if (honest === undefined) throw new Error('the honest request cannot be read');
  const baseCommit = (await pipeline.git(sender, 'rev-parse', 'origin/main')).trim();
  const files = [...filesOf(sender.dir)].filter(([path]) => !/^\.(?:git|orgcast)\//.test(path));
  const own = new Map(files.filter(([path]) => !path.startsWith('environments/osaka/') || /\/(?:org|identities)\.yaml$/.test(path)));
  const prefix = 'environments/osaka/';
  const bundle = files
    .filter(([path]) => path.startsWith(prefix) && !own.has(path))
    .map(([path, text]) => [path.slice(prefix.length), text] as const);
  return {
    stage,
    number,
    branch,
    writer: openObjectWriter(join(sender.dir, '.git')),
    baseCommit,
    bundles: [new Map(bundle), new Map(bundle)],
    rootWith: (environment) => addLeaves(leavesOf(own), ['environments', 'osaka'], environment),
    sign: (digest) => formatRequest(signRequest({ ...honest.claim, bundle: digest }, copyKey)),
  };
}

/** Pushes the commit of a seed and has it checked as the job does; nothing but the comment and the status may come of it. */
export async function checkWhole(scene: WholeScene, seed: number): Promise<WholeRound> {
  const { stage, number, branch } = scene;
  const { head, what, refuse } = makeCommit(scene, makeRandom(seed));
  // The embedded Git host compares trees with git's own diff, which never ends on these; the in-process campaign judges them.
  if (what.includes('a bomb of')) return { seed, what, end: 'not pushed', took: 0, wrong: [] };
  const pushed = await stage.pipeline.git(stage.sender, 'push', '--quiet', '--force', 'origin', `${head}:refs/heads/${branch}`).then(
    () => true,
    () => false,
  );
  if (!pushed) return { seed, what, end: 'not pushed', took: 0, wrong: [] };
  const before = listFiles(stage);
  const start = performance.now();
  const ended = await stage.pipeline.orgcast(stage.ci, ['--json', 'check', '--number', String(number)], { env: stage.credentials() });
  const took = Math.round(performance.now() - start);
  const wrong: string[] = [];
  const told = `${ended.stdout}\n${ended.stderr}`;
  if (![0, 3, 4].includes(ended.code)) wrong.push(`exit code ${ended.code}: ${ended.stderr.slice(-600)}`);
  if (refuse && ended.code === 0) wrong.push('accepted');
  if (/bug in orgcast|^\s+at .*[:(]\d/m.test(told)) wrong.push(`a bug: ${ended.stderr.slice(0, 600)}`);
  if (/^\s*::|##\[/m.test(told)) wrong.push('a workflow command');
  if (listFiles(stage) !== before) wrong.push('files were written');
  if (told.includes(String(stage.ci.env['GITHUB_TOKEN']))) wrong.push('the token is told');
  wrong.push(...(await judgeComments(scene)));
  return { seed, what, end: String(ended.code), took, wrong };
}

async function judgeComments({ stage, number }: WholeScene): Promise<readonly string[]> {
  const { body } = await stage.pipeline.rest(stage.ci, 'GET', `/issues/${number}/comments`);
  const comments = body as readonly { readonly body: string }[];
  const sizes = comments.filter(({ body: text }) => Buffer.byteLength(text) > 65_536 || !text.startsWith('<!-- orgcast:plan osaka -->\n'));
  return [
    ...(comments.length > 1 ? [`${comments.length} comments`] : []),
    ...sizes.map(({ body: text }) => `a comment that begins ${text.slice(0, 80)}`),
  ];
}

function listFiles({ ci }: Stage): string {
  return [...filesOf(ci.dir)]
    .filter(([path]) => !/^\.(?:git|orgcast)\//.test(path))
    .map(([path, text]) => `${path} ${text.length}`)
    .join('\n');
}

function addLeaves(leaves: readonly Leaf[], [first = '', ...rest]: readonly string[], added: readonly Leaf[]): readonly Leaf[] {
  return leaves.map((leaf) => {
    if (leaf.name.toString() !== first || !Array.isArray(leaf.content)) return leaf;
    const inner = leaf.content as readonly Leaf[];
    return rest.length === 0 ? folderLeaf(first, [...inner, ...added]) : { ...leaf, content: addLeaves(inner, rest, added) };
  });
}

import { bundleDigest, isBundlePath } from '../../cli/key/bundle.ts';
import { judgeTree } from '../../cli/key/request-paths.ts';
import { Failure } from '../../cli/model/failure.ts';
import { countFindings } from '../../cli/model/finding.ts';
import { nastyLabels } from '../report/nasty.ts';
import type { CommitMaker, FuzzWorld } from './fuzz-world.ts';
import type { Leaf } from './git-objects.ts';
import { fileLeaf, leavesOf, writeLeaves } from './git-objects.ts';
import type { Files } from './hostile-bundle.ts';
import { bendBundle } from './hostile-bundle.ts';
import { bendTrees } from './hostile-trees.ts';
import { hostileTexts } from './hostile-yaml.ts';
import type { Judged } from './judgement.ts';
import { judgeCommit } from './judgement.ts';
import type { Random } from './random.ts';
import { makeRandom } from './random.ts';

/** How a round ended. */
export interface Round {
  readonly seed: number;
  readonly what: string;
  /** `accepted`, the code of the failure, or that of the first finding */
  readonly end: string;
  /** processor time of the thread that judged, in milliseconds: what a person on a machine of their own would wait, whatever else this one does */
  readonly spent: number;
  /** what must not be, in words */
  readonly wrong: readonly string[];
}

/** A commit that a hostile sender pushes. */
export interface HostileCommit {
  readonly head: string;
  readonly body: string;
  readonly what: string;
  /** whether it holds something for which the request must be refused, whatever else it is */
  readonly refuse: boolean;
}

/** Most characters of a comment, and of what a log shows of one request. */
const most = { comment: 65_536, text: 4_000_000 } as const;

/** Makes the bundle of a seed, judges it as a check does, and judges the judgement. */
export async function runRound(world: FuzzWorld, seed: number): Promise<Round> {
  const commit = makeCommit(world, makeRandom(seed));
  const before = process.threadCpuUsage();
  const ended = await judgeCommit(world, commit.head, commit.body).catch((error: unknown) => error);
  const used = process.threadCpuUsage(before);
  const spent = Math.round((used.user + used.system) / 1_000);
  const failed = ended instanceof Failure;
  if (!failed && ended instanceof Error) return { seed, what: commit.what, end: 'crash', spent, wrong: [String(ended.stack)] };
  const judged = ended as Judged;
  const end = failed ? ended.code : judged.accepted ? 'accepted' : (judged.findings[0]?.code ?? 'nothing');
  return { seed, what: commit.what, end, spent, wrong: failed ? judgeFailure(ended) : [...judgeOutput(judged), ...judgeVerdict(commit, judged)] };
}

/** The commit that a seed stands for, on top of the base or, rarely, of something else. */
export function makeCommit(world: CommitMaker, random: Random): HostileCommit {
  const base = world.bundles[random.chance(0.04) ? 1 : 0] ?? new Map<string, string>();
  const bent = random.chance(0.75) ? bendBundle(base, random) : { files: base as Files, what: 'a sound bundle' };
  const form = random.chance(0.12) ? random.pick(requestForms) : signedForm;
  const environment: readonly Leaf[] = [...leavesOf(bent.files as ReadonlyMap<string, string>), ...form.leaves(world, digestOf(bent.files), random)];
  const root = world.rootWith(environment);
  const tree = random.chance(0.3) ? random.pick(bendTrees)(root, random, world.writer) : { what: '', root, refuse: false };
  const id = writeLeaves(world.writer, tree.root, !('sorted' in tree));
  const parents = random.chance(0.95) ? [world.baseCommit] : random.pick([[], [world.baseCommit, world.baseCommit], [world.writer.commit(id, [])]]);
  const honest = parents.length === 1 && parents[0] === world.baseCommit;
  return {
    head: world.writer.commit(id, parents),
    body: random.chance(0.2) ? hostileBody(random) : '',
    what: [bent.what, tree.what, form === signedForm ? '' : form.what, honest ? '' : 'other parents'].filter((part) => part !== '').join('; '),
    refuse: tree.refuse || form.refuse || !honest,
  };
}

interface RequestForm {
  readonly what: string;
  readonly refuse: boolean;
  leaves(world: CommitMaker, digest: string, random: Random): readonly Leaf[];
}

const requestLeaf = (content: string | Buffer): readonly Leaf[] => [fileLeaf('request.json', content)];

const signedForm: RequestForm = { what: 'signed', refuse: false, leaves: (world, digest) => requestLeaf(world.sign(digest)) };

const requestForms: readonly RequestForm[] = [
  { what: 'no request.json', refuse: true, leaves: () => [] },
  { what: 'a request.json of another bundle', refuse: true, leaves: (world) => requestLeaf(world.sign(`sha256:${'0'.repeat(64)}`)) },
  {
    what: 'a signature with a letter changed',
    refuse: true,
    leaves: (world, digest) =>
      requestLeaf(world.sign(digest).replace(/"signature": "(.)/, (_all, first) => `"signature": "${first === 'A' ? 'B' : 'A'}`)),
  },
  {
    what: 'a member more',
    refuse: true,
    leaves: (world, digest) => requestLeaf(world.sign(digest).replace('{', '{"__proto__": {"polluted": true},')),
  },
  {
    what: 'a member twice',
    refuse: true,
    leaves: (world, digest) => requestLeaf(world.sign(digest).replace('"sender": 7', '"sender": 666, "sender": 7')),
  },
  { what: 'white space more', refuse: true, leaves: (world, digest) => requestLeaf(`${world.sign(digest)} `) },
  { what: 'deep JSON', refuse: true, leaves: (_world, _digest, random) => requestLeaf('[{"a":'.repeat(random.pick([1_000, 200_000]))) },
  { what: 'a text that is no JSON', refuse: true, leaves: (_world, _digest, random) => requestLeaf(random.pick(Object.values(hostileTexts))()) },
];

function digestOf(files: Files): string {
  const texts = [...files].map(([path, content]): [string, string] => [`environments/osaka/${path}`, content.toString()]);
  return bundleDigest(new Map(texts.filter(([path]) => isBundlePath('osaka', path))));
}

function hostileBody(random: Random): string {
  const lines = [
    'orgcast: delete role:CEO',
    'orgcast: overwrite __proto__:constructor',
    '<!--',
    '-->',
    '```',
    '~~~~',
    'orgcast:'.repeat(50),
    ...Object.values(nastyLabels),
  ];
  return Array.from({ length: random.pick([1, 20, 5_000]) }, () => random.pick(lines)).join(random.pick(['\n', '\r\n', '\r']));
}

function judgeFailure({ kind, code, message, fix }: Failure): readonly string[] {
  const wrong: string[] = [];
  if (kind !== 'invalid' && kind !== 'refused') wrong.push(`failed with ${kind} ${code}: ${message}`);
  if (fix === undefined) wrong.push(`${code} says nothing to do`);
  if (message.length > 2_000) wrong.push(`the message of ${code} has ${message.length} characters`);
  return wrong;
}

function judgeVerdict({ refuse, what }: HostileCommit, { accepted, findings, written }: Judged): readonly string[] {
  const wrong: string[] = [];
  if (refuse && accepted) wrong.push(`accepted: ${what}`);
  if (!accepted && countFindings(findings).error === 0) wrong.push('refused without a finding');
  if (accepted && countFindings(findings).error > 0) wrong.push('accepted with an error');
  const astray = judgeTree([...written.keys()].map((path) => ({ path: `environments/osaka/${path}`, mode: '100644' })));
  wrong.push(...astray.map(({ message }) => `an export would write: ${message}`));
  return wrong;
}

function judgeOutput({ comment, text, json, sarif, findings }: Judged): readonly string[] {
  const wrong: string[] = [];
  if (Buffer.byteLength(comment) > most.comment) wrong.push(`a comment of ${comment.length} characters`);
  if (comment.split('<!--').length !== 2 || !comment.startsWith('<!-- orgcast:plan osaka -->\n'))
    wrong.push('a comment without its marker, or with another');
  if (/^\s*orgcast:/m.test(comment)) wrong.push('a comment with a line that consents');
  if (comment.replace(/`[^`\n]*`/g, '').match(/@\w|<(?!\/?(?:code|span|br|details|summary|!--))/) !== null)
    wrong.push('a comment with markup or a mention');
  if (text.length > most.text) wrong.push(`a text of ${text.length} characters`);
  if (/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text.replaceAll('\n', ''))) wrong.push('a text with control characters');
  if (/^\s*(?:::|##\[)/m.test(text)) wrong.push('a workflow command');
  if (!json.isWellFormed() || !sarif.isWellFormed()) wrong.push('JSON that is no Unicode');
  for (const { message, fix = '' } of findings)
    if (message.length + fix.length > 20_000) wrong.push(`a finding of ${message.length + fix.length} characters`);
  if (Object.keys(Object.prototype).length > 0 || 'polluted' in {}) wrong.push('the prototype of all objects is changed');
  return wrong.slice(0, 10);
}

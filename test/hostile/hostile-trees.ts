import type { Leaf, ObjectWriter } from './git-objects.ts';
import { fileLeaf, folderLeaf, writeLeaves } from './git-objects.ts';
import { brokenNames, hostileModes, hostileNames, strangeNames } from './hostile-names.ts';
import type { Random } from './random.ts';

/** What was done to a tree, and whether the request must be refused for it. */
export interface BentTree {
  readonly what: string;
  readonly root: readonly Leaf[];
  readonly refuse: boolean;
  /** false: entries stay in an order that git would never write */
  readonly sorted?: false;
}

/** A change of the whole tree of a commit: its root is given and answered. */
export type BendTree = (root: readonly Leaf[], random: Random, writer: ObjectWriter) => BentTree;

const bundle = ['environments', 'osaka'];

/** Changes of trees, from names over modes to structures, by what they try. */
export const bendTrees: readonly BendTree[] = [
  (root, random) => {
    const [what = '', name = Buffer.alloc(0)] = random.pick(Object.entries(hostileNames));
    return { what: `name: ${what}`, root: put(root, somewhere(random), named(random, name)), refuse: true };
  },
  (root, random) => {
    const [what = '', name = Buffer.alloc(0)] = random.pick(Object.entries(brokenNames));
    return { what: `bytes of a name: ${what}`, root: put(root, somewhere(random), named(random, name)), refuse: true };
  },
  (root, random) => {
    const name = random.pick(strangeNames);
    return { what: `name: ${name}`, root: put(root, somewhere(random), named(random, Buffer.from(name))), refuse: false };
  },
  (root, random, writer) => {
    const mode = random.pick(hostileModes);
    const object =
      mode === '160000' && random.chance(0.5) ? 'a'.repeat(40) : writer.blob(Buffer.from(random.pick(['../../../etc/passwd', 'a: 1\n', ''])));
    return { what: `mode ${mode}`, root: put(root, somewhere(random), { name: Buffer.from('x.yaml'), mode, content: { object } }), refuse: true };
  },
  (root, _random, writer) => {
    const object = writer.tree([{ mode: '100644', name: Buffer.from('x'), object: writer.blob(Buffer.from('x')) }]);
    return {
      what: 'a folder that says it is a file',
      root: put(root, bundle, { name: Buffer.from('x.yaml'), mode: '100644', content: { object } }),
      refuse: true,
    };
  },
  (root, _random, writer) => {
    const object = writer.blob(Buffer.from('x'));
    return {
      what: 'a file that says it is a folder',
      root: put(root, bundle, { name: Buffer.from('x'), mode: '40000', content: { object } }),
      refuse: true,
    };
  },
  (root, random) => {
    const [one, other] = random.pick([
      ['Twin.yaml', 'twin.yaml'],
      ['caf\u00e9.yaml', 'cafe\u0301.yaml'],
      ['ſ.yaml', 's.yaml'],
      ['Ω.yaml', '\u2126.yaml'],
    ]);
    const folder = somewhere(random);
    return { what: `twins ${one}`, root: put(put(root, folder, fileLeaf(one ?? '', '{}\n')), folder, fileLeaf(other ?? '', '{}\n')), refuse: true };
  },
  (root, random) => ({
    what: 'one name twice',
    root: put(put(root, bundle, fileLeaf('moved.yaml', '{}\n')), bundle, fileLeaf('moved.yaml', random.pick(['{}\n', 'moved: []\n']))),
    refuse: true,
  }),
  (root, random) => {
    const path = random.pick([
      ['.github', 'workflows'],
      ['environments', 'kyoto'],
      ['environments'],
      [],
      ['environments', 'osaka2'],
      ['environments', 'Osaka'],
    ]);
    return { what: `outside: ${path.join('/')}`, root: put(root, path, fileLeaf('evil.yml', 'on: push\n')), refuse: true };
  },
  (root, random) => {
    const name = random.pick(['org.yaml', 'identities.yaml']);
    return {
      what: `policy: ${name}`,
      root: put(drop(root, [...bundle, name]), bundle, fileLeaf(name, random.pick(['', 'approvers: [666]\n', 'zgid: "1"\n']))),
      refuse: true,
    };
  },
  (root, random) => ({ what: 'the policy is gone', root: drop(root, [...bundle, random.pick(['org.yaml', 'request.json'])]), refuse: true }),
  bendToDepth,
  (root, random) => {
    const leaves = Array.from({ length: random.pick([500, 3_000]) }, (_, index) => fileLeaf(`role ${index}.yaml`, '{}\n'));
    return { what: `${leaves.length} files`, root: put(root, bundle, folderLeaf('security', leaves)), refuse: true };
  },
  bendToBomb,
  (root) => ({ what: 'entries out of order', root: put([...root].reverse(), bundle, fileLeaf('a.md', 'x\n')), refuse: false, sorted: false }),
  (root) => ({ what: 'the environment is a file', root: put(drop(root, bundle), ['environments'], fileLeaf('osaka', 'x\n')), refuse: true }),
  (root) => ({
    what: 'the environment twice',
    root: put(root, ['environments'], folderLeaf('osaka', [fileLeaf('moved.yaml', 'moved: []\n')])),
    refuse: false,
  }),
  () => ({ what: 'an empty tree', root: [], refuse: true }),
];

/** Folders within folders, made from within so that no stack is needed. */
function bendToDepth(root: readonly Leaf[], random: Random, writer: ObjectWriter): BentTree {
  const depth = random.pick([20, 200, 2_000, 5_000]);
  let object = writeLeaves(writer, [fileLeaf('x.yaml', 'a: 1\n')]);
  for (let level = 0; level < depth; level += 1) object = writer.tree([{ mode: '40000', name: Buffer.from('d'), object }]);
  return { what: `${depth} folders deep`, root: put(root, bundle, { name: Buffer.from('deep'), mode: '40000', content: { object } }), refuse: true };
}

/** Folders that hold each other twice: a few objects that list as a thousand million files. */
function bendToBomb(root: readonly Leaf[], random: Random, writer: ObjectWriter): BentTree {
  let object = writeLeaves(writer, [fileLeaf('x.yaml', '{}\n')]);
  const levels = random.pick([17, 30, 40]);
  for (let level = 0; level < levels; level += 1) {
    object = writer.tree(['a', 'b'].map((name) => ({ mode: '40000', name: Buffer.from(name), object })));
  }
  return {
    what: `a bomb of ${levels} levels`,
    root: put(root, bundle, { name: Buffer.from('bomb'), mode: '40000', content: { object } }),
    refuse: true,
  };
}

function named(random: Random, name: Buffer): Leaf {
  return random.chance(0.3) ? { ...folderLeaf('x', [fileLeaf('a.yaml', 'a: 1\n')]), name } : fileLeaf(name, random.pick(['a: 1\n', '{}\n', '']));
}

/** A folder of the bundle, there or not. */
function somewhere(random: Random): readonly string[] {
  return [
    ...bundle,
    ...random.pick([
      [],
      ['security'],
      ['security', 'profiles'],
      ['modules'],
      ['modules', 'Deals'],
      ['automation', 'workflow-rules', 'Deals'],
      ['new'],
    ]),
  ];
}

/** Adds an entry to a folder, which is made where it is missing; an entry of that name stays beside it. */
function put(leaves: readonly Leaf[], [first, ...rest]: readonly string[], leaf: Leaf): readonly Leaf[] {
  if (first === undefined) return [...leaves, leaf];
  const at = leaves.findIndex(({ name }) => name.toString() === first);
  const inner = leaves[at]?.content;
  const below = Array.isArray(inner) ? (inner as readonly Leaf[]) : [];
  const folder = folderLeaf(first, put(below, rest, leaf));
  return at === -1 ? [...leaves, folder] : leaves.with(at, folder);
}

/** Takes an entry away. */
export function drop(leaves: readonly Leaf[], [first, ...rest]: readonly string[]): readonly Leaf[] {
  if (rest.length === 0) return leaves.filter(({ name }) => name.toString() !== first);
  return leaves.map((leaf) => {
    const { content } = leaf;
    return leaf.name.toString() === first && Array.isArray(content) ? { ...leaf, content: drop(content as readonly Leaf[], rest) } : leaf;
  });
}

import { stringify } from 'yaml';
import { decodeDocument } from '../../cli/yaml/decode-document.ts';
import { nastyLabels } from '../report/nasty.ts';
import { bendValue, hostileValue } from './hostile-values.ts';
import { hostileTexts, randomYaml, scratch } from './hostile-yaml.ts';
import type { Random } from './random.ts';

/** Files of a bundle by path within the environment's folder. */
export type Files = ReadonlyMap<string, string | Buffer>;

/** Paths that belong to kinds, where a hostile text is read as far as possible. */
const readPaths = [
  'security/roles.yaml',
  'modules/Deals/fields.yaml',
  'modules/Deals/module.yaml',
  'moved.yaml',
  'automation/workflow-rules/Deals/New.yaml',
];

/** Changes one file of a bundle, and says what it did. */
type BendFiles = (files: Map<string, string | Buffer>, random: Random) => string;

const bends: readonly (readonly [number, BendFiles])[] = [
  [45, bendOneValue],
  [15, scratchOneFile],
  [14, replaceByHostileText],
  [8, replaceByRandomText],
  [6, moveOneFile],
  [4, (files, random) => `${pickFile(files, random, (path) => void files.delete(path))} removed`],
  [4, declareMoves],
  [4, addRandomFile],
];

/** The bundle with one to three changes, and what they are. */
export function bendBundle(base: ReadonlyMap<string, string>, random: Random): { files: Files; what: string } {
  const files = new Map<string, string | Buffer>(base);
  const what = Array.from({ length: random.pick([1, 1, 2, 3]) }, () => pickBend(random)(files, random));
  return { files, what: what.join(' + ') };
}

function pickBend(random: Random): BendFiles {
  let left = random.below(bends.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, bend] of bends) {
    left -= weight;
    if (left < 0) return bend;
  }
  return bendOneValue;
}

function pickFile(files: ReadonlyMap<string, unknown>, random: Random, use: (path: string) => void): string {
  if (files.size === 0) return 'nothing';
  const path = random.pick([...files.keys()]);
  use(path);
  return path;
}

function bendOneValue(files: Map<string, string | Buffer>, random: Random): string {
  const path = pickFile(files, random, (chosen) => {
    const { value } = decodeDocument(chosen, String(files.get(chosen)));
    const bent = bendValue(random, value ?? null);
    const options = { aliasDuplicateObjects: false, lineWidth: 0, compat: 'yaml-1.1' } as const;
    files.set(
      chosen,
      stringify(bent, random.chance(0.1) ? { ...options, defaultStringType: 'QUOTE_DOUBLE', collectionStyle: 'flow' } : options).toWellFormed(),
    );
  });
  return `a value of ${path}`;
}

function scratchOneFile(files: Map<string, string | Buffer>, random: Random): string {
  return `bytes of ${pickFile(files, random, (path) => void files.set(path, scratch(random, String(files.get(path)))))}`;
}

function replaceByHostileText(files: Map<string, string | Buffer>, random: Random): string {
  const [what = '', make = () => ''] = random.pick(Object.entries(hostileTexts));
  const path = random.pick([...readPaths, ...files.keys()]);
  files.set(path, make());
  return `${what} in ${path}`;
}

function replaceByRandomText(files: Map<string, string | Buffer>, random: Random): string {
  const path = random.pick([...readPaths, ...files.keys()]);
  files.set(path, randomYaml(random).toWellFormed());
  return `random text in ${path}`;
}

function moveOneFile(files: Map<string, string | Buffer>, random: Random): string {
  let to = '';
  const from = pickFile(files, random, (path) => {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    to = random.pick([
      `${folder}Other.yaml`,
      `${folder}${path.split('/').at(-1)?.toUpperCase()}`,
      `security/${path.split('/').at(-1)}`,
      path.replace(/\.yaml$/, '.yml'),
    ]);
    files.set(to, files.get(path) ?? '');
    if (random.chance(0.5)) files.delete(path);
  });
  return `${from} as ${to}`;
}

function declareMoves(files: Map<string, string | Buffer>, random: Random): string {
  const names = ['CEO', 'Manager', 'Deals.Stage', '__proto__', ...Object.values(nastyLabels)];
  const moved = Array.from({ length: random.pick([1, 3, 500]) }, () => ({
    kind: random.pick(['role', 'field', 'profile', 'workflow_rule', '__proto__', 'constructor', 'no such']),
    from: random.pick(names),
    to: random.pick(names),
  }));
  files.set('moved.yaml', stringify({ moved }, { aliasDuplicateObjects: false, lineWidth: 0 }).toWellFormed());
  return `${moved.length} renames`;
}

function addRandomFile(files: Map<string, string | Buffer>, random: Random): string {
  const name = random.pick(['New', '__proto__', 'constructor', 'x y', '%2F', '商談', 'a.b', 'toString']);
  const path = random.pick([
    `security/profiles/${name}.yaml`,
    `modules/${name}/fields.yaml`,
    `modules/${name}/module.yaml`,
    `automation/workflow-rules/${name}/${name}.yaml`,
  ]);
  files.set(path, stringify(hostileValue(random), { aliasDuplicateObjects: false }).toWellFormed());
  return `random value in ${path}`;
}

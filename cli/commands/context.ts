import { isAbsolute, join } from 'node:path';
import { kinds } from '../kinds/catalog.gen.ts';
import type { Kind } from '../kinds/kind.ts';
import type { JsonObject } from '../model/json.ts';
import type { TextContext } from '../report/context.ts';
import { defuseCommands, defuseJson } from '../report/encode/log-line.ts';
import type { Mask } from './mask.ts';
import { makeMask, maskDocument } from './mask.ts';
import type { World } from './world.ts';

/** Global options as commander gives them. */
export interface GlobalOptions {
  readonly repo: string;
  readonly json?: boolean;
  readonly lang?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color: boolean;
}

/** What every command works with: the outside world, the repository, and how to speak. */
export interface CommandContext {
  readonly world: World;
  /** absolute path of the pipeline repository */
  readonly repo: string;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly quiet: boolean;
  readonly text: TextContext;
  /** a result for people on stdout; nothing when `--json` asks for a document instead */
  print(text: string): void;
  /** the one JSON document of `--json` */
  printJson(document: JsonObject): void;
  /** a line of progress on stderr; nothing when `--quiet` */
  progress(line: string): void;
  /** hides every secret of the environment in a text; what is printed through this context is masked already */
  readonly mask: Mask;
  /** the variable's value; an empty one counts as not set */
  variable(name: string): string | undefined;
}

/** The kinds by name. */
export const kindsByName: ReadonlyMap<string, Kind> = new Map(kinds.map((kind) => [kind.name, kind]));

/** Width of a page where the output is no terminal. */
const pageWidth = 100;

/** Makes a command's context. The language is `--lang`, else Japanese where the locale says so, else English. */
export function makeContext(world: World, options: GlobalOptions): CommandContext {
  const lang =
    options.lang === 'ja' || (options.lang === undefined && /^ja/i.test(world.env['LC_ALL'] ?? world.env['LC_MESSAGES'] ?? world.env['LANG'] ?? ''))
      ? 'ja'
      : 'en';
  const color = options.color && world.stdout.isTTY && (world.env['NO_COLOR'] ?? '') === '';
  const json = options.json === true;
  const mask = makeMask(world.env);
  return {
    world,
    repo: isAbsolute(options.repo) ? options.repo : join(world.cwd, options.repo),
    json,
    verbose: options.verbose === true,
    quiet: options.quiet === true,
    text: { lang, titleOf: (kind) => kindsByName.get(kind)?.title, color, width: world.stdout.columns ?? pageWidth },
    print: (text) => {
      if (!json) world.stdout.write(defuseCommands(mask(text.endsWith('\n') ? text : `${text}\n`)));
    },
    printJson: (document) => world.stdout.write(`${defuseJson(JSON.stringify(maskDocument(document, mask), null, 2))}\n`),
    progress: (line) => {
      if (options.quiet !== true) world.stderr.write(defuseCommands(mask(`${line}\n`)));
    },
    mask,
    variable: (name) => {
      const value = world.env[name];
      return value === undefined || value.trim() === '' ? undefined : value;
    },
  };
}

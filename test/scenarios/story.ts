import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parse } from 'yaml';
import { readGivenConsents } from '../../cli/commands/consents.ts';
import { readMoves } from '../../cli/commands/moved.ts';
import { readRules } from '../../cli/commands/org-rules.ts';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { snapshotFromDocuments } from '../../cli/live/to-snapshot.ts';
import type { Ref } from '../../cli/model/element.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { isObject, objects, property, text } from '../../cli/model/json.ts';
import type { KindDocuments, LiveSnapshot, Snapshot, Touch, Unreadable } from '../../cli/model/snapshot.ts';
import type { PlanInput } from '../../cli/plan/proposal.ts';
import type { DecodedSnapshot } from '../../cli/yaml/decode-environment.ts';
import { decodeEnvironment } from '../../cli/yaml/decode-environment.ts';
import { liveOf } from '../plan/world.ts';

/**
 * A story: what an org has (`live/`), what is wanted (`desired/`), and besides, each where the story needs it: what was applied last (`base/`), the rules of org.yaml
 * (`rules.yaml`), renames (`moved.yaml`), what was agreed to (`consents.txt`), and what the org tells beside its elements (`facts.yaml`: `owned` and `touched` elements,
 * `records` by module, `secrets` at hand) or fails to (`faults.yaml`: `unreadable`).
 */
export interface Story {
  readonly name: string;
  readonly folder: string;
  readonly live: LiveSnapshot;
  readonly desired: DecodedSnapshot;
  /** what the plan goes by besides the org and what is wanted */
  readonly parts: Partial<PlanInput>;
}

/** Folders of stories that are about a plan; those with a `script.yaml` are about the program. */
export function listStories(kind: 'plan' | 'program'): readonly string[] {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map((entry) => entry.name).filter((name) => existsSync(join(import.meta.dirname, name, 'script.yaml')) === (kind === 'program'));
}

/** Reads a story. Throws what a broken file says. */
export function readStory(name: string): Story {
  const folder = join(import.meta.dirname, name);
  const facts = readYaml(folder, 'facts.yaml');
  const unreadable = objects(readYaml(folder, 'faults.yaml'), 'unreadable') as readonly unknown[] as readonly Unreadable[];
  const setup = 'https://crm.zoho.com/crm/org700000001';
  const live = { ...readLive(join(folder, 'live')), unreadable, touched: touchedOf(property(facts, 'touched')), setup };
  const moved = readMoves('moved.yaml', optionalText(folder, 'moved.yaml'));
  if (moved.findings.length > 0) throw new Error(`${name}/moved.yaml: ${moved.findings[0]?.message}`);
  const secrets = new Set(strings(property(facts, 'secrets')));
  const consents = readGivenConsents((optionalText(folder, 'consents.txt') ?? '').split('\n').filter((line) => line !== ''));
  return {
    name,
    folder,
    live,
    desired: decodeFolder(join(folder, 'desired')),
    parts: {
      rules: readRules(readYaml(folder, 'rules.yaml')),
      ...(existsSync(join(folder, 'base')) ? { base: decodeFolder(join(folder, 'base')) } : {}),
      owned: new Set(strings(property(facts, 'owned')) as Ref[]),
      consents,
      moved: moved.moves,
      records: new Map(entriesOf(property(facts, 'records')).map(([module, count]) => [module, Number(count)])),
      hasSecret: (secret) => secrets.has(secret),
    },
  };
}

/** Texts of the files in a folder, by path with `/`. */
export function readFolder(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile() && entry.name !== '.gitkeep');
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [relative(folder, path).replaceAll(sep, '/'), readFileSync(path, 'utf8')]));
}

/** The elements that files of an environment say; a file that cannot be read fails the story. */
export function decodeFolder(folder: string): DecodedSnapshot {
  const decoded = decodeEnvironment(readFolder(folder), kinds);
  if (decoded.findings.length > 0) throw new Error(`${folder}: ${decoded.findings[0]?.message}`);
  return decoded;
}

/** An org as files of an environment say, or as answers of the CRM (`documents.json`: kind to lists). */
function readLive(folder: string): LiveSnapshot {
  const answers = optionalText(folder, 'documents.json');
  if (answers === undefined) return withIds(decodeFolder(folder));
  const documents = JSON.parse(answers) as Record<string, readonly KindDocuments[]>;
  const org: JsonObject = { zgid: '700000001' };
  const read = { org, documents: new Map(Object.entries(documents)), unreadable: [], capabilities: { paths: new Map() } };
  return snapshotFromDocuments(read, { kinds, schemas, keys: { known: new Map(), named: new Map() } });
}

/** Ids for all elements and for the permissions of profiles, which only exist where the org has them. */
function withIds(snapshot: Snapshot): LiveSnapshot {
  const elements = [...snapshot.elements.values()];
  const partIds = elements.flatMap((element): Ref[] => {
    const permissions = element.attributes['permissions'];
    if (!isObject(permissions)) return [];
    return Object.entries(permissions).flatMap(([scope, group]) => Object.keys(group ?? {}).map((name): Ref => `permission:${scope}/${name}`));
  });
  return liveOf(
    elements.map((element) => [element.kind, element.key, element.attributes] as const),
    { partIds },
  );
}

function touchedOf(value: Json | undefined): ReadonlyMap<Ref, Touch> {
  return new Map(
    entriesOf(value).map(([ref, touch]): [Ref, Touch] => {
      const [by, at] = [text(touch, 'by'), text(touch, 'at')];
      return [ref as Ref, { ...(by === undefined ? {} : { by }), ...(at === undefined ? {} : { at }) }];
    }),
  );
}

function entriesOf(value: Json | undefined): readonly (readonly [string, Json])[] {
  return isObject(value) ? Object.entries(value) : [];
}

function strings(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function readYaml(folder: string, name: string): Json {
  return (parse(optionalText(folder, name) ?? '') ?? {}) as Json;
}

function optionalText(folder: string, name: string): string | undefined {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

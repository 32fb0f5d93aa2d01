import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { validators } from '../../cli/kinds/validators.gen.js';
import { snapshotFromDocuments } from '../../cli/live/to-snapshot.ts';
import type { Ref } from '../../cli/model/element.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { isObject } from '../../cli/model/json.ts';
import type { KindDocuments, LiveSnapshot, Snapshot } from '../../cli/model/snapshot.ts';
import { formatPlan } from '../../cli/report/text/plan.ts';
import { validateSnapshot } from '../../cli/validate/validate-snapshot.ts';
import { decodeEnvironment } from '../../cli/yaml/decode-environment.ts';
import { kindsByName, liveOf, planOf } from '../plan/world.ts';

/**
 * Stories: what an org has (`live/`), what is wanted (`desired/`), and the plan as a person sees it (`expect/plan.txt`). A person writes the first two; the
 * last is rewritten with UPDATE_GOLDEN=1 only, to be read before it is committed.
 */
const stories = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());

function readFolder(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(folder, path).replaceAll(sep, '/'), readFileSync(path, 'utf8')]),
  );
}

function decode(folder: string) {
  const decoded = decodeEnvironment(readFolder(folder), kinds);
  expect(decoded.findings).toEqual([]);
  return decoded;
}

/** An org as files of an environment say, or as answers of the CRM (`documents.json`: kind to lists). */
function readLive(folder: string): LiveSnapshot {
  const answers = join(folder, 'documents.json');
  if (!existsSync(answers)) return withIds(decode(folder));
  const documents = JSON.parse(readFileSync(answers, 'utf8')) as Record<string, readonly KindDocuments[]>;
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

describe.each(stories.map((entry) => entry.name))('%s', (story) => {
  const folder = join(import.meta.dirname, story);
  const context = { lang: 'en' as const, color: false, width: 120, titleOf: (kind: string) => kindsByName.get(kind)?.title };

  test('is planned as expected', () => {
    const text = formatPlan(planOf(readLive(join(folder, 'live')), decode(join(folder, 'desired'))), context);
    const golden = join(folder, 'expect/plan.txt');
    if (process.env['UPDATE_GOLDEN'] === '1') {
      mkdirSync(join(folder, 'expect'), { recursive: true });
      writeFileSync(golden, text);
    }
    expect(text).toBe(readFileSync(golden, 'utf8'));
  });

  test('is made of files that are valid by their schemas', () => {
    for (const name of ['live', 'desired'].filter((one) => !existsSync(join(folder, one, 'documents.json')))) {
      const findings = validateSnapshot(decode(join(folder, name)), { kinds, schemas, validators, lang: 'en', exists: () => true });
      expect(findings.filter((finding) => finding.severity === 'error')).toEqual([]);
    }
  });
});

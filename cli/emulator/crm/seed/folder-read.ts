import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../../model/failure.ts';
import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject } from '../../../model/json.ts';
import type { SeedReport } from './seed-report.ts';

/** One usable document of a seed folder. */
export interface FolderDocument {
  readonly file: string;
  readonly kind: 'modules' | 'fields' | 'layouts';
  /** the module that fields and layouts belong to, from the file's name; empty for modules */
  readonly module: string;
  readonly items: readonly JsonObject[];
}

const kinds = ['modules', 'fields', 'layouts'] as const;

/**
 * Reads a folder of CRM response documents: `modules*.json`, `fields.<Module>*.json`, `layouts.<Module>*.json`, each with its list under the
 * kind's name. Everything else is noted in the report. Throws a Failure when the folder cannot be read.
 */
export function readFolder(folder: string, report: SeedReport): FolderDocument[] {
  return fileNames(folder).flatMap((file) => {
    const document = readDocument(join(folder, file), file);
    if (typeof document !== 'string') return [document];
    report.leaveDocument(file, document);
    return [];
  });
}

function fileNames(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (cause) {
    throw new Failure('The seed folder cannot be read', {
      code: 'seed-folder-unreadable',
      kind: 'failure',
      place: folder,
      fix: 'Name a folder of CRM response documents such as modules.json and fields.<Module>.json.',
      cause,
    });
  }
}

/** The document, or why it cannot be used. */
function readDocument(path: string, file: string): FolderDocument | string {
  if (!file.endsWith('.json')) return 'not a JSON document';
  if (/\.(request|result)(\.\d+)?\.json$/.test(file)) return 'a sample of a request or its result, not an answer that lists elements';
  const [stem = '', module = ''] = file.split('.');
  const kind = kinds.find((name) => name === stem);
  if (kind === undefined) return `documents of the kind \`${stem}\` are not seeded`;
  if (kind !== 'modules' && !/^[A-Za-z]\w*$/.test(module)) return 'the file name names no module';
  const items = listOf(readJson(path), kind);
  return typeof items === 'string' ? items : { file, kind, module: kind === 'modules' ? '' : module, items };
}

function readJson(path: string): Json | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Json;
  } catch {
    return undefined;
  }
}

function listOf(body: Json | undefined, kind: string): readonly JsonObject[] | string {
  if (body === undefined) return 'not a JSON document';
  const list = isObject(body) ? body[kind] : body;
  if (!isList(list)) return `no list under \`${kind}\``;
  return list.filter(isObject);
}

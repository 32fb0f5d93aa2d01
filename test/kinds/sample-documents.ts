import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import type { ReadableKind } from '../../cli/kinds/kind.ts';
import { isReadable } from '../../cli/kinds/kind.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { isList, isObject, objects, property, text } from '../../cli/model/json.ts';
import { sharedFolder } from '../contract/published.ts';

/** A documented answer that lists elements of a kind. */
export interface Sample {
  readonly file: string;
  readonly kind: ReadableKind;
  readonly documents: readonly JsonObject[];
}

/** What else is listed under the name of a kind: the territories of one user, in a form of their own. */
const others: readonly string[] = ['territories.get-user-territories.json'];

/** Answers to reads, by what they wrap; those of writes and what is asked are no lists of elements. */
export function listSamples(): readonly Sample[] {
  return ['docs-v7', 'oas-v8'].flatMap((folder) => {
    const path = join(sharedFolder, 'zoho-samples', folder);
    const names = readdirSync(path).filter(
      (name) => name.endsWith('.json') && !/\.(?:request|result)\.|api-errors/.test(name) && !others.includes(name),
    );
    return names.flatMap((name) => {
      const body = JSON.parse(readFileSync(join(path, name), 'utf8')) as Json;
      return kinds.filter(isReadable).flatMap((kind): readonly Sample[] => {
        const documents = documentsIn(body, kind);
        return documents.length === 0 ? [] : [{ file: `${folder}/${name}`, kind, documents }];
      });
    });
  });
}

function documentsIn(body: Json, { envelope, nameOf }: ReadableKind): readonly JsonObject[] {
  const found = property(body, envelope);
  if (isObject(found)) return [found];
  // What was written or asked for lacks an id, unless the kind has none.
  return isList(found) ? objects(body, envelope).filter((one) => text(one, 'id') !== undefined || nameOf?.(one) !== undefined) : [];
}

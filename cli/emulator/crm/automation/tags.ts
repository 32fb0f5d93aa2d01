import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { invalidData, limitExceeded, locate, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { makeTag } from '../metadata/tags.ts';
import type { RouteContext } from '../route.ts';
import { refuse } from './refusal.ts';

/**
 * The tags of an action, by id or name. A tag of a new name is made, as Zoho does when a record is tagged.
 * Refuses an unknown id, and more than ten tags (workflow_rules.json).
 */
export function readTags(context: RouteContext, module: string, tags: readonly JsonObject[], path: string): JsonObject[] {
  if (tags.length === 0) refuse(mandatoryNotFound(path, 'tags'));
  if (tags.length > 10) refuse(limitExceeded(10, 'tags limit exceeded', locate(path, 'tags')));
  return tags.map((tag, index) => {
    const found = findTag(context, module, tag, `${path}.tags[${index}]`);
    return { name: found['name'] ?? '', id: found.id, color_code: found['color_code'] ?? '' };
  });
}

function findTag(context: RouteContext, module: string, tag: JsonObject, path: string): Doc {
  const { store, org } = context;
  const id = text(tag, 'id');
  const name = text(tag, 'name');
  if (id !== undefined) return store.get(org.name, 'tags', id) ?? refuse(invalidData(path, 'id'));
  if (name === undefined || name === '') return refuse(mandatoryNotFound(path, 'name'));
  const known = store.list(org.name, 'tags', module).find((candidate) => candidate['name'] === name);
  if (known !== undefined) return known;
  return makeTag(context, module, { name, color_code: text(tag, 'color_code') ?? '#879BFC' });
}

import type { JsonObject } from '../../../model/json.ts';
import { isList, objects, property, text } from '../../../model/json.ts';
import { checkMembers, locate, notAllowed } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { collections } from './lookups.ts';
import { checkProfiles } from './module-create.ts';
import { Refusal } from './refusal.ts';
import type { Writing } from './writing.ts';
import { authorOf } from './writing.ts';

const rules = [
  { name: 'singular_label', type: 'string', maxLength: 25 },
  { name: 'plural_label', type: 'string', maxLength: 25 },
  { name: 'profiles', type: 'list', maxLength: 203 },
] as const;

/** Changes a module's labels and which profiles see it; nothing else of a module can be changed. */
export function updateModule(writing: Writing, module: Doc, body: JsonObject, path: string): Doc | Refusal {
  const error = checkMembers(body, rules, path) ?? checkProfiles(writing, body, path) ?? fixed(module, body, path);
  if (error !== undefined) return new Refusal(error);
  const { store, org } = writing;
  const labels = ['singular_label', 'plural_label'].filter((name) => text(body, name) !== undefined && text(body, name) !== '');
  const changed = {
    ...module,
    ...Object.fromEntries(labels.map((name) => [name, body[name] ?? null])),
    ...profilesAfter(writing, module, body),
    id: module.id,
    modified_time: writing.now(),
    modified_by: authorOf(writing.user),
  };
  store.put(org.name, collections.modules, changed);
  return changed;
}

function fixed(module: Doc, body: JsonObject, path: string): JsonObject | undefined {
  const name = property(body, 'api_name');
  if (name !== undefined && name !== module['api_name']) return notAllowed('the api name of a module cannot be changed', locate(path, 'api_name'));
  return module['api_supported'] === false ? notAllowed('this module cannot be changed', locate(path, 'id')) : undefined;
}

/** `profiles` adds, and with `_delete` takes away. */
function profilesAfter(writing: Writing, module: Doc, body: JsonObject): JsonObject {
  const given = objects(body, 'profiles');
  if (given.length === 0) return {};
  const own = module['_profiles'];
  const all = writing.store.list(writing.org.name, 'profiles').map((profile) => profile.id);
  const current = new Set(isList(own) ? own.map(String) : all);
  for (const profile of given) {
    const id = text(profile, 'id') ?? '';
    if (Object.hasOwn(profile, '_delete')) current.delete(id);
    else current.add(id);
  }
  return { _profiles: [...current] };
}

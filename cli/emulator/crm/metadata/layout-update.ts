import type { JsonObject } from '../../../model/json.ts';
import { isList, isObject, objects, property, text } from '../../../model/json.ts';
import { checkMembers, limitExceeded, locate } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { patchSection } from './layout-sections.ts';
import { collections } from './lookups.ts';
import { checkProfiles } from './module-create.ts';
import { Refusal } from './refusal.ts';
import type { Writing } from './writing.ts';
import { authorOf } from './writing.ts';

/** Sections, and fields in all of them together, that one call may carry (layouts.json). */
const perCall = 5;

const rules = [
  { name: 'name', type: 'string', maxLength: 50 },
  { name: 'show_business_card', type: 'boolean' },
  { name: 'profiles', type: 'list', maxLength: 50 },
  { name: 'sections', type: 'list' },
] as const;

/** Changes a layout as a PATCH item says: name, profiles, sections and the fields in them. */
export function updateLayout(writing: Writing, module: Doc, layout: Doc, body: JsonObject, path: string): Doc | Refusal {
  const error = checkMembers(body, rules, path) ?? tooMuch(body, path) ?? checkProfiles(writing, body, path);
  if (error !== undefined) return new Refusal(error);
  let sections: JsonObject[] | Refusal = [...objects(layout, 'sections')];
  for (const [index, section] of objects(body, 'sections').entries()) {
    sections = patchSection({ writing, module, sections, path: `${path}.sections[${index}]` }, section);
    if (sections instanceof Refusal) return sections;
  }
  const { store, org } = writing;
  // Parts that made or deleted fields have changed the stored layout too; what was computed here is the later state.
  const changed = { ...layout, ...named(body), ...profilesAfter(writing, layout, body), sections, id: layout.id, ...stamp(writing) };
  store.put(org.name, collections.layouts, changed);
  return changed;
}

function tooMuch(body: JsonObject, path: string): JsonObject | undefined {
  const sections = objects(body, 'sections');
  const fields = sections.reduce((sum, section) => sum + objects(section, 'fields').length, 0);
  if (sections.length <= perCall && fields <= perCall) return undefined;
  return limitExceeded(perCall, 'a call takes 5 sections and 5 fields at most', { limit_due_to: [locate(path, 'sections')] });
}

function named(body: JsonObject): JsonObject {
  const name = text(body, 'name');
  const card = property(body, 'show_business_card');
  return { ...(name === undefined ? {} : { name, display_label: name }), ...(card === undefined ? {} : { show_business_card: card }) };
}

function profilesAfter(writing: Writing, layout: Doc, body: JsonObject): JsonObject {
  const given = objects(body, 'profiles');
  if (given.length === 0) return {};
  const own = layout['_profiles'];
  const current = new Set(isList(own) ? own.map(String) : writing.store.list(writing.org.name, 'profiles').map((profile) => profile.id));
  for (const profile of given) {
    const id = text(profile, 'id') ?? '';
    const gone = property(profile, '_delete') === true || isObject(property(profile, '_delete'));
    if (gone) current.delete(id);
    else current.add(id);
  }
  return { _profiles: [...current] };
}

function stamp(writing: Writing): JsonObject {
  return { modified_time: writing.now(), modified_by: authorOf(writing.user) };
}

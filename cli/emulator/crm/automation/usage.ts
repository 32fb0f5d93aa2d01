import { isList, text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import { findField } from '../metadata/lookups.ts';
import type { DocStore } from '../store.ts';

/** Collections of the automation part that refer to other things, with the word for one of their documents. */
const users = {
  workflow_rules: 'workflow rule',
  scoring_rules: 'scoring rule',
  assignment_rules: 'assignment rule',
  cadences: 'cadence',
  field_updates: 'field update',
  tasks: 'task',
  webhooks: 'webhook',
  email_notifications: 'email notification',
  blueprints: 'blueprint',
  blueprint_states: 'blueprint state',
  blueprint_transitions: 'blueprint transition',
} as const;

/**
 * Where automation uses an element of that id: field, action, picklist value, layout, template, profile, role, user. One line each, such as `workflow rule "Assign owner"`.
 * Works because ids are unique in an org and every stored reference carries one.
 */
export function usesOfId(store: DocStore, org: string, id: string): string[] {
  const quoted = JSON.stringify(id);
  return usesWhere(store, org, (doc, body) => doc.id !== id && body.includes(quoted));
}

/** Where a field is used by automation, by reference or by merge text such as `${!Leads.Email}`. `org` is the org's name, `module` the module's api_name. Empty when unused. */
export function usesOfField(store: DocStore, org: string, module: string, fieldApiName: string): string[] {
  const id = findField(store, org, module, fieldApiName)?.id;
  const merges = [`\${${module}.${fieldApiName}}`, `\${!${module}.${fieldApiName}}`];
  const quoted = id === undefined ? undefined : JSON.stringify(id);
  return usesWhere(store, org, (_, body) => (quoted !== undefined && body.includes(quoted)) || merges.some((merge) => body.includes(merge)));
}

/** Where automation uses one option of a picklist field: by the option's id, or by its actual value where the field is named. */
export function usesOfOption(store: DocStore, org: string, field: Doc, option: { readonly id: string; readonly actualValue: string }): string[] {
  const [fieldId, optionId, value] = [field.id, option.id, option.actualValue].map((part) => JSON.stringify(part));
  return usesWhere(store, org, (_, body) => body.includes(`${optionId}`) || (body.includes(`${fieldId}`) && body.includes(`${value}`)));
}

/** Ids of everything that rules, transitions and cadences name, to tell which actions are `associated`. */
export function idsInUse(store: DocStore, org: string): ReadonlySet<string> {
  const docs = (['workflow_rules', 'blueprint_transitions', 'cadences'] as const).flatMap((collection) => store.list(org, collection));
  return new Set(docs.flatMap((doc) => (isList(doc['_names']) ? doc['_names'].map(String) : [])));
}

/** A rule, transition or cadence to be stored, with the ids that it names, so that nobody has to look for them in it. */
export function notingIds(doc: Doc): Doc {
  const { _names: _before, ...own } = doc;
  const found = [...JSON.stringify(own).matchAll(/"(\d{17,19})"/g)].map((match) => match[1] ?? '');
  return { ...own, id: doc.id, _names: [...new Set(found)] };
}

function usesWhere(store: DocStore, org: string, matches: (doc: Doc, body: string) => boolean): string[] {
  return Object.entries(users).flatMap(([collection, word]) => {
    const found = store.list(org, collection).filter((doc) => matches(doc, JSON.stringify(doc)));
    return found.map((doc) => `${word} "${text(doc, 'name') ?? doc.id}"`);
  });
}

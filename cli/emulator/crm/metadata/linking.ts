import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import { deriveApiName } from './api-name.ts';
import { makeField, makeStandardLayout } from './field-make.ts';
import { lookupFacts } from './lookup-facts.ts';
import { collections, fieldsOf, layoutsOf } from './lookups.ts';
import { innerName, makeModule } from './module-make.ts';
import type { FieldDraft, Writing } from './writing.ts';

/** Labels that a lookup to many brings along. */
interface LinkLabels {
  /** plural label of the linking module */
  readonly plural: string;
  /** label of the field that the target gets; for users the word `Users` */
  readonly connected: string;
}

/**
 * Makes the module that stands between a lookup to many and its target: generated_type linking, api_name from the label, one lookup to each side.
 * The target module gets the opposite field; users (`target` undefined) do not.
 */
export function addLinkingModule(draft: FieldDraft, target: Doc | undefined, labels: LinkLabels): JsonObject {
  const { writing, module } = draft;
  const linking = makeLinking(writing, labels.plural);
  const own = makeSide(writing, linking, module);
  const other = target === undefined ? makeUserSide(writing, linking) : makeSide(writing, linking, target);
  makeStandardLayout(writing, linking, [
    { name: `${labels.plural} Information`, fields: [own, other].map((field) => text(field, 'api_name') ?? '') },
  ]);
  const details = linkingDetails(linking, own, other);
  if (target === undefined) return { multiuserlookup: { linking_details: withoutVisibility(details), record_access: false }, _linking: linking.id };
  const opposite = addOpposite(writing, target, module, labels.connected, linkingDetails(linking, other, own));
  return { multiselectlookup: { linking_details: details, connected_details: connectedDetails(writing, target, opposite) }, _linking: linking.id };
}

function makeLinking(writing: Writing, plural: string): Doc {
  const names = writing.store.list(writing.org.name, collections.modules).map((module) => text(module, 'api_name') ?? '');
  return makeModule(writing, {
    api_name: deriveApiName(plural, new Set(names)),
    module_name: innerName(writing, 'LinkingModule'),
    singular_label: plural,
    plural_label: plural,
    generated_type: 'linking',
    show_as_tab: false,
    modified_time: writing.now(),
  });
}

function makeSide(writing: Writing, linking: Doc, target: Doc): Doc {
  const label = text(target, 'plural_label') ?? '';
  const taken = new Set(fieldsOf(writing.store, writing.org.name, text(linking, 'api_name') ?? '').map((field) => text(field, 'api_name') ?? ''));
  const lookup = lookupFacts({ writing, module: linking }, {}, target);
  return makeField(writing, linking, { api_name: deriveApiName(label, taken), data_type: 'lookup', field_label: label, lookup, custom_field: true });
}

function makeUserSide(writing: Writing, linking: Doc): Doc {
  const lookup = { revalidate_filter_during_edit: false };
  return makeField(writing, linking, { api_name: 'Users', data_type: 'userlookup', lookup, custom_field: true });
}

function linkingDetails(linking: Doc, own: Doc, other: Doc): JsonObject {
  const module = { visibility: 2, plural_label: linking['plural_label'] ?? null, api_name: linking['api_name'] ?? null, id: linking.id };
  return { module, lookup_field: fieldName(own), connected_lookup_field: fieldName(other) };
}

function withoutVisibility(details: JsonObject): JsonObject {
  const module = { ...(details['module'] as JsonObject) };
  const { visibility: _visibility, ...named } = module;
  return { ...details, module: named };
}

function fieldName(field: Doc): JsonObject {
  return { api_name: field['api_name'] ?? null, field_label: field['field_label'] ?? null, id: field.id };
}

function connectedDetails(writing: Writing, target: Doc, opposite: Doc): JsonObject {
  const name = text(target, 'api_name') ?? '';
  const layouts = layoutsOf(writing.store, writing.org.name, name).map((layout) => ({ api_name: layout['api_name'] ?? null, id: layout.id }));
  return { field: fieldName(opposite), module: { plural_label: target['plural_label'] ?? null, api_name: name, id: target.id }, layouts };
}

/** The target's own lookup to many, back to the module that asked. */
function addOpposite(writing: Writing, target: Doc, module: Doc, label: string, details: JsonObject): Doc {
  const { store, org } = writing;
  const name = text(target, 'api_name') ?? '';
  const taken = new Set(fieldsOf(store, org.name, name).map((field) => text(field, 'api_name') ?? ''));
  const connected = { module: { plural_label: module['plural_label'] ?? null, api_name: module['api_name'] ?? null, id: module.id }, layouts: [] };
  const times = { created_time: writing.now(), modified_time: writing.now() };
  return makeField(writing, target, {
    api_name: deriveApiName(label, taken),
    field_label: label,
    data_type: 'multiselectlookup',
    custom_field: true,
    multiselectlookup: { linking_details: details, connected_details: connected },
    ...times,
  });
}

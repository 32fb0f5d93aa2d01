import type { JsonObject } from '../../../model/json.ts';
import { isObject, property, text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import { collections, fieldsOf, findField, findModule, layoutsOf } from '../metadata/lookups.ts';
import type { Writing } from '../metadata/writing.ts';
import type { SeedReport } from './seed-report.ts';

/** A linking module with its two lookups. */
interface Link {
  readonly module: Doc;
  readonly sides: readonly Doc[];
}

/**
 * Tells each lookup to many which linking module it goes through: documents of projections do not say. It is the one that has a lookup to the
 * field's own module and a lookup named like the field; the other lookup's target is what the field leads to.
 */
export function connectLinks(writing: Writing, report: SeedReport): void {
  const { store, org } = writing;
  const modules = store.list(org.name, collections.modules);
  const links = modules.filter((module) => module['generated_type'] === 'linking').map((module) => ({ module, sides: sidesOf(writing, module) }));
  for (const module of modules) {
    const name = text(module, 'api_name') ?? '';
    const open = fieldsOf(store, org.name, name).filter((field) => field['data_type'] === 'multiselectlookup' && field['_seeded'] === true);
    for (const field of open) connect(writing, name, field, links, report);
  }
}

function sidesOf(writing: Writing, module: Doc): Doc[] {
  const fields = fieldsOf(writing.store, writing.org.name, text(module, 'api_name') ?? '');
  return fields.filter((field) => field['data_type'] === 'lookup' && targetOf(field) !== undefined);
}

function connect(writing: Writing, moduleName: string, field: Doc, links: readonly Link[], report: SeedReport): void {
  const link = links.find(
    ({ sides }) => sides.some((side) => side['api_name'] === field['api_name']) && sides.some((side) => targetOf(side) === moduleName),
  );
  const own = link?.sides.find((side) => targetOf(side) === moduleName);
  const other = link?.sides.find((side) => side !== own);
  const target = other === undefined ? undefined : findModule(writing.store, writing.org.name, targetOf(other) ?? '');
  if (link === undefined || own === undefined || other === undefined || target === undefined) {
    report.leaveKey(moduleName, 'multiselectlookup', 'no linking module of the folder fits the field');
    return;
  }
  report.count('linksInferred');
  const linking = { visibility: 2, plural_label: link.module['plural_label'] ?? null, api_name: link.module['api_name'] ?? null, id: link.module.id };
  const linkingDetails = { module: linking, lookup_field: named(own), connected_lookup_field: named(other) };
  const facts = { linking_details: linkingDetails, connected_details: connectedDetails(writing, target, link) };
  writing.store.put(writing.org.name, collections.fields, { ...field, multiselectlookup: facts, _linking: link.module.id });
}

/** The target, and its opposite field where the folder has one. */
function connectedDetails(writing: Writing, target: Doc, link: Link): JsonObject {
  const { store, org } = writing;
  const name = text(target, 'api_name') ?? '';
  const opposite = link.sides
    .map((side) => findField(store, org.name, name, text(side, 'api_name') ?? ''))
    .find((field) => field?.['data_type'] === 'multiselectlookup');
  const layouts = layoutsOf(store, org.name, name).map((layout) => ({ api_name: layout['api_name'] ?? null, id: layout.id }));
  const module = { plural_label: target['plural_label'] ?? null, api_name: name, id: target.id };
  return { ...(opposite === undefined ? {} : { field: named(opposite) }), module, layouts };
}

function targetOf(field: Doc): string | undefined {
  const lookup = field['lookup'];
  return isObject(lookup) ? text(property(lookup, 'module'), 'api_name') : undefined;
}

function named(field: Doc): JsonObject {
  return { api_name: field['api_name'] ?? null, field_label: field['field_label'] ?? null, id: field.id };
}

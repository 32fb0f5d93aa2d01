import { systemFieldChanges } from '../../cli/kinds/field-facts.ts';
import type { SchemaNode } from '../../cli/kinds/schema.ts';
import { propertyOrder, propertySchema } from '../../cli/kinds/schema.ts';
import type { Element } from '../../cli/model/element.ts';
import { refOf } from '../../cli/model/element.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { isList, isObject, text } from '../../cli/model/json.ts';
import type { LiveSnapshot, Snapshot } from '../../cli/model/snapshot.ts';
import { withDefaults } from '../../cli/plan/merge.ts';
import { schemaOf } from '../plan/world.ts';
import type { Answers } from '../traps/answers.ts';
import { moduleAnswer, readAnswers, throughFiles } from '../traps/answers.ts';
import type { Sample } from './sample-documents.ts';
import { findException } from './sample-exceptions.ts';
import type { Fact } from './sample-facts.ts';
import { factsOf, missingFacts } from './sample-facts.ts';

/** A sample as our client reads it, and as its files say it. */
export interface Reading {
  readonly live: LiveSnapshot;
  readonly files: Snapshot;
}

/** Reads a sample in an org that has the modules which it speaks of, writes files and reads these. */
export function readSample({ kind, documents }: Sample): Reading {
  const modules = [...new Set(['Leads', 'Deals', 'Contacts', ...documents.flatMap(modulesIn)])].map((name) => moduleAnswer(name));
  const isInModule = kind.scope === 'module' && kind.list.per !== 'org';
  const own: Answers = { [kind.name]: isInModule ? { [moduleOf(documents)]: documents } : documents };
  const live = readAnswers(kind.name === 'module' ? own : { module: modules, ...own });
  return { live, files: throughFiles(live) };
}

function moduleOf([first]: readonly JsonObject[]): string {
  const module = first?.['module'];
  return text(module, 'api_name') ?? 'Leads';
}

/** Api names of the modules that a document names as such. */
function modulesIn(value: Json): readonly string[] {
  if (isList(value)) return value.flatMap(modulesIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const own = /module$/.test(name) ? text(member, 'api_name') : undefined;
    return [...(own === undefined ? [] : [own]), ...modulesIn(member)];
  });
}

/** The element that a document of a sample became; undefined when it is left out. */
export function elementOf({ kind, documents }: Sample, document: JsonObject, { live, files }: Reading): Element | undefined {
  const elements = [...files.elements.values()].filter((element) => element.kind === kind.name);
  const name = kind.nameOf?.(document);
  const found = elements.find(({ key }) => {
    const id = live.ids.get(refOf(kind.name, key));
    return id === undefined ? documents.length === 1 || key === name || key.endsWith(`${kind.separator}${name ?? ''}`) : id === text(document, 'id');
  });
  return found;
}

/** What a document says, has to be in files and is not among the attributes of its element, in a line each. */
export function lostFacts({ kind }: Sample, document: JsonObject, { key, attributes }: Element): readonly string[] {
  const asked = factsOf(withoutShared(kind.name, document)).filter((fact) => findException(kind.name, fact) === undefined);
  return missingFacts(asked, key, spellOut(schemaOf(kind), attributes)).map((fact) => `${kind.name} ${say(fact)}`);
}

/** What a field has of its own: one of a global picklist shows that picklist's values, and of one of the product only what can be changed is configuration. */
function withoutShared(kind: string, document: JsonObject): JsonObject {
  if (kind !== 'field') return document;
  const { pick_list_values, ...rest } = document;
  const own = text(document['global_picklist'], 'api_name') !== undefined || pick_list_values === undefined ? rest : { ...rest, pick_list_values };
  if (document['custom_field'] !== false) return own;
  return Object.fromEntries(Object.entries(own).filter(([name]) => systemFieldChanges.has(name)));
}

/** Attributes with the defaults of objects that are left out as a whole, too. */
function spellOut(schema: SchemaNode, attributes: JsonObject): JsonObject {
  const filled = withDefaults(schema, attributes);
  const absent = propertyOrder(schema).filter((name) => filled[name] === undefined);
  const members = absent.flatMap((name): readonly (readonly [string, Json])[] => {
    const member = propertySchema(schema, name);
    const inner = member === undefined ? {} : spellOut(member, {});
    return Object.keys(inner).length === 0 ? [] : [[name, inner]];
  });
  return { ...filled, ...Object.fromEntries(members) };
}

function say({ path, value }: Fact): string {
  return `${path.join('.')} is ${JSON.stringify(value)}`;
}

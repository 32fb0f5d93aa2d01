import type { Kind } from '../kinds/kind.ts';
import type { SchemaNode } from '../kinds/schema.ts';
import { elementSchema } from '../kinds/schema.ts';
import type { Element, Ref } from '../model/element.ts';
import type { JsonObject } from '../model/json.ts';
import { mergeRuleOf } from './authority.ts';
import { leaveIgnored } from './ignored.ts';
import { mergeAttributes, withDefaults } from './merge.ts';
import type { ProposeInput } from './proposal.ts';

/** An element of the org beside what is wanted of it, all in the form of `withDefaults`. */
export interface Compared {
  readonly schema: SchemaNode;
  readonly before: JsonObject;
  readonly wanted: JsonObject;
  /** what an apply leaves in the org */
  readonly merged: JsonObject;
}

/** Lays what is wanted of an element over what the org has, as rules and authority say. */
export function compareElement(input: ProposeInput, kind: Kind, ref: Ref, element: Element, live: Element): Compared {
  const schema = elementSchema(input.schemas, kind.schema, kind.file.holds);
  const before = withDefaults(schema, live.attributes);
  const said = withDefaults(schema, element.attributes);
  const isIgnored = input.selected.ignoredPaths(ref);
  const wanted = isIgnored === undefined ? said : leaveIgnored(schema, said, before, isIgnored);
  return { schema, before, wanted, merged: mergeAttributes(schema, before, wanted, mergeRuleOf(input, kind, ref, baseOf(input, schema, ref))) };
}

/** The element as it was applied last; undefined when nobody knows, or it was not there. */
export function baseOf(input: Pick<ProposeInput, 'base'>, schema: SchemaNode, ref: Ref): JsonObject | undefined {
  const base = input.base?.elements.get(ref);
  return base === undefined ? undefined : withDefaults(schema, base.attributes);
}

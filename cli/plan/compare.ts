import type { Kind } from '../kinds/kind.ts';
import type { SchemaNode } from '../kinds/schema.ts';
import { elementSchema } from '../kinds/schema.ts';
import type { Element, Ref } from '../model/element.ts';
import type { JsonObject } from '../model/json.ts';
import { mergeRuleOf } from './authority.ts';
import type { Compared } from './compared.ts';
import { leaveIgnored } from './ignored.ts';
import { mergeAttributes, withDefaults } from './merge.ts';
import type { ProposeInput } from './proposal.ts';
import { isSameValue } from './same-value.ts';
import { leaveUntold } from './untold.ts';

/** Lays what is wanted of an element over what the org has, as rules and authority say. Done once for an element in a plan. */
export function compareElement(input: ProposeInput, kind: Kind, ref: Ref, element: Element, live: Element): Compared {
  const known = input.compared.get(element);
  if (known !== undefined) return known;
  const compared = compare(input, kind, ref, element, live);
  input.compared.set(element, compared);
  return compared;
}

function compare(input: ProposeInput, kind: Kind, ref: Ref, element: Element, live: Element): Compared {
  const schema = elementSchema(input.schemas, kind.schema, kind.file.holds);
  const { attributes } = live;
  // Most elements of most plans are the same on both sides.
  if (isSameValue(attributes, element.attributes)) return { schema, before: attributes, wanted: attributes, merged: attributes };
  const before = withDefaults(schema, attributes);
  const said = withDefaults(schema, element.attributes);
  const isIgnored = input.selected.ignoredPaths(ref);
  const wanted = leaveUntold(schema, isIgnored === undefined ? said : leaveIgnored(schema, said, before, isIgnored), before);
  return {
    schema,
    before,
    wanted,
    merged: mergeAttributes(
      schema,
      before,
      wanted,
      mergeRuleOf(input, kind, ref, () => baseOf(input, schema, ref)),
    ),
  };
}

/** The element as it was applied last; undefined when nobody knows, or it was not there. */
export function baseOf(input: Pick<ProposeInput, 'base'>, schema: SchemaNode, ref: Ref): JsonObject | undefined {
  const base = input.base?.elements.get(ref);
  return base === undefined ? undefined : withDefaults(schema, base.attributes);
}

import type { Kind } from '../kinds/kind.ts';
import { dropMembers } from '../kinds/list-members.ts';
import { elementSchema } from '../kinds/schema.ts';
import { canonicalText } from '../model/canonical.ts';
import type { Element, Ref } from '../model/element.ts';
import type { JsonObject } from '../model/json.ts';
import { withDefaults } from './merge.ts';
import type { PlanInput, Proposal, ProposeInput } from './proposal.ts';
import { referencesOf, whySecretIsMissing } from './proposal.ts';
import { findLackingForCreate } from './side-calls.ts';

/** Start of the reason of a step that waits for a step by hand. */
export const waitingPrefix = 'waits for: ';

/** What a created element is to have and the API cannot set. */
export function proposeUnsettable(input: PlanInput, created: Proposal): readonly Proposal[] {
  const kind = input.kinds.get(created.element.kind);
  const { attributes, key } = created.element;
  if (kind?.unsettable === undefined || created.manual !== undefined || kind.arrives?.(key, attributes) === true) return [];
  const schema = elementSchema(input.schemas, kind.schema, kind.file.holds);
  const usual = withDefaults(schema, {});
  const names = kind.unsettable.filter(
    (name) => attributes[name] !== undefined && canonicalText(attributes[name]) !== canonicalText(usual[name] ?? null),
  );
  if (names.length === 0) return [];
  const changes = names.map((name) => ({ path: [name], after: attributes[name] ?? null }));
  const manual = `the API cannot set ${names.join(', ')}`;
  return [{ action: 'update', ref: created.ref, element: created.element, before: {}, after: attributes, changes, needs: [created.ref], manual }];
}

/** What a created element is to have and the API of this org cannot set, because it lacks the call for it. */
export function proposeLacking(input: PlanInput, created: Proposal): readonly Proposal[] {
  const kind = input.kinds.get(created.element.kind);
  const { ref, element } = created;
  if (kind === undefined || created.manual !== undefined) return [];
  const whole = withDefaults(elementSchema(input.schemas, kind.schema, kind.file.holds), element.attributes);
  return findLackingForCreate(input, kind, element.key, whole).map(({ names, why }) => {
    const changes = names.map((name) => ({ path: [name], after: whole[name] ?? null }));
    return { action: 'update', ref, element, before: {}, after: element.attributes, changes, needs: [ref], manual: why };
  });
}

/** What a created element is to have and stands for secrets that are not at hand. */
export function proposeSecrets(input: PlanInput, created: Proposal): readonly Proposal[] {
  const { attributes } = created.element;
  const parts = Object.entries(attributes).flatMap(([name, after]) => {
    const manual = created.manual === undefined ? whySecretIsMissing(input, after) : undefined;
    return manual === undefined ? [] : [{ change: { path: [name], after }, manual }];
  });
  const [first] = parts;
  if (first === undefined) return [];
  const changes = parts.map((part) => part.change);
  return [
    {
      action: 'update',
      ref: created.ref,
      element: created.element,
      before: {},
      after: attributes,
      changes,
      needs: [created.ref],
      manual: first.manual,
    },
  ];
}

/** What a created element shows only once a person has made it: stated at once, so that nothing by hand comes as a surprise. */
export function proposeLaterMembers(input: ProposeInput, created: Proposal): readonly Proposal[] {
  const kind = input.kinds.get(created.element.kind);
  if (kind === undefined || created.manual !== undefined || kind.deferred.length === 0) return [];
  return withoutByHand(input, kind, created.element) === created.element ? [] : [proposeLater(input, kind, created.ref, created.element, {})];
}

/** The element without list members that refer to what a person has to make first: a layout shows those fields that are there. */
export function withoutByHand(input: ProposeInput, kind: Kind, element: Element): Element {
  if (input.byHand.size === 0) return element;
  const attributes = dropMembers(element.attributes, referencesOf(input, kind, element.key, element.attributes), (ref) =>
    isMissingForGood(input, ref),
  );
  return attributes === element.attributes ? element : { ...element, attributes };
}

function isMissingForGood(input: ProposeInput, ref: Ref): boolean {
  return input.byHand.has(ref) && !input.live.elements.has(ref);
}

/** The step that adds the members which are missing for good, once they are there. */
export function proposeLater(input: ProposeInput, kind: Kind, ref: Ref, element: Element, before: JsonObject): Proposal {
  const missing = referencesOf(input, kind, element.key, element.attributes).filter((one) => isMissingForGood(input, one.ref));
  const changes = missing.map((one) => ({ path: one.path.map(String), after: one.ref }));
  return {
    action: 'update',
    ref,
    element,
    before,
    after: element.attributes,
    changes,
    needs: [],
    manual: `${waitingPrefix}create ${missing[0]?.ref ?? ''}`,
  };
}

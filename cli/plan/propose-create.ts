import type { Kind } from '../kinds/kind.ts';
import { elementSchema } from '../kinds/schema.ts';
import type { Element, Ref } from '../model/element.ts';
import { moduleOfKey, refOf } from '../model/element.ts';
import { withDefaults } from './merge.ts';
import type { PlanInput, Proposal, ProposeInput } from './proposal.ts';
import { needsOf, whyNotOffered, whyTextIsIncomplete, whyUnresolved } from './proposal.ts';
import { findLackingForCreate } from './side-calls.ts';
import { findIdleLayout, findUnread } from './unread.ts';

/** The proposal to create one desired element; none when the org has it or keeps it untold, or it is of a kind that is never written or comes with something else. */
export function proposeMissing(input: ProposeInput, ref: Ref, element: Element): readonly Proposal[] {
  const kind = input.kinds.get(element.kind);
  if (kind === undefined || kind.factsOnly === true || kind.follows === true || input.live.elements.has(ref) || input.selected.ignores(ref))
    return [];
  if (findIdleLayout(input.live, kind, element) !== undefined) return [];
  return [proposeCreate(input, kind, ref, element)];
}

function proposeCreate(input: PlanInput, kind: Kind, ref: Ref, element: Element): Proposal {
  const changes = Object.entries(element.attributes).map(([name, after]) => ({ path: [name], after }));
  const own = Object.fromEntries(Object.entries(element.attributes).filter(([name]) => !kind.deferred.includes(name)));
  const schema = elementSchema(input.schemas, kind.schema, kind.file.holds);
  const whole = withDefaults(schema, element.attributes);
  const lacking = findLackingForCreate(input, kind, element.key, whole);
  const manual = whyCreateIsManual(input, kind, element) ?? lacking.find(({ instead }) => instead === undefined)?.why ?? whyUnresolved(own);
  const parent = kind.scope === 'module' ? [refOf('module', moduleOfKey(element.key))] : [];
  const first = kind.needs?.(element.key, element.attributes, input.desired.elements) ?? [];
  const bringer = kind.arrivesWith?.(element.key, element.attributes, (other) => input.desired.elements.get(other)?.attributes);
  return {
    action: 'create',
    ref,
    element,
    // What is written spells the defaults out, and leaves to people what no call can set; what is shown and approved is what the files say.
    after: Object.assign({}, whole, ...lacking.map(({ instead }) => instead)),
    changes,
    needs: [...parent, ...first, ...(bringer === undefined ? [] : [bringer]), ...needsOf(input, kind, element.key, own)],
    ...(manual === undefined ? {} : { manual }),
  };
}

function whyCreateIsManual(input: PlanInput, kind: Kind, element: Element): string | undefined {
  const unread = findUnread(input.live, element);
  if (unread !== undefined) return `this kind could not be read completely, so it is not known whether the element is there: ${unread.reason}`;
  const twin = kind.caseBlind === true ? findTwin(input, element) : undefined;
  if (twin !== undefined) return `the org has it as ${twin}, which is the same name for the CRM: write it that way`;
  if (kind.arrives?.(element.key, element.attributes) === true) {
    const moduleIsThere = input.live.elements.has(refOf('module', moduleOfKey(element.key)));
    return moduleIsThere ? 'Zoho makes it together with the module, and this module does not have it' : undefined;
  }
  const reason = kind.manualCreate?.(element.key, element.attributes) ?? whyTextIsIncomplete(input, element.attributes);
  if (reason !== undefined) return reason;
  return kind.create === undefined ? (kind.byHand?.why.en ?? 'this kind cannot be created through the API') : whyNotOffered(input, kind.create);
}

/** The org's element whose name differs in case only. */
function findTwin({ live }: PlanInput, { kind, key }: Element): string | undefined {
  return [...live.elements.values()].find((one) => one.kind === kind && one.key.toLowerCase() === key.toLowerCase())?.key;
}

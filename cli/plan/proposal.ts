import type { Kind } from '../kinds/kind.ts';
import { namesInValues } from '../kinds/kind.ts';
import type { Reference } from '../kinds/references.ts';
import { findReferences, findUnresolved } from '../kinds/references.ts';
import type { SchemaNode, Schemas } from '../kinds/schema.ts';
import { elementSchema } from '../kinds/schema.ts';
import { findOperation } from '../model/capability.ts';
import type { Element, Ref } from '../model/element.ts';
import { moduleOfKey } from '../model/element.ts';
import type { Consent, Move } from '../model/identity.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject } from '../model/json.ts';
import type { OrgRules } from '../model/org.ts';
import type { Action, Change } from '../model/plan.ts';
import { secretNamesIn } from '../model/secret-text.ts';
import type { LiveSnapshot, Snapshot } from '../model/snapshot.ts';
import type { Compared } from './compared.ts';
import type { Selection } from './selectors.ts';

/** What planning looks at. */
export interface PlanInput {
  readonly org: string;
  readonly desired: Snapshot;
  readonly live: LiveSnapshot;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly schemas: Schemas;
  readonly rules: OrgRules;
  /** what was applied last; absent: nobody knows who moved */
  readonly base?: Snapshot;
  /** elements that an apply of ours created, from receipts */
  readonly owned: ReadonlySet<Ref>;
  readonly consents: ReadonlySet<Consent>;
  readonly moved: readonly Move[];
  /** number of records by module api name, as far as counted */
  readonly records: ReadonlyMap<string, number>;
  /** elements for which the desired state is exact whatever the authority of their kind, as in a rollback: absence is deletion */
  readonly exact: ReadonlySet<Ref>;
  /** true when the value of the secret of that name is at hand */
  hasSecret(name: string): boolean;
}

/** The input together with the elements that this apply cannot make: those only a person can, and those that need one of them. */
export interface ProposeInput extends PlanInput {
  readonly byHand: ReadonlySet<Ref>;
  /** what the rules' selectors name */
  readonly selected: Selection;
  /** names that the org still gives renamed elements whose kind has no attribute for a name */
  readonly oldNames: ReadonlyMap<Ref, string>;
  /** those that were renamed in the org, not in the files */
  readonly renamedInOrg: ReadonlySet<Ref>;
  /** comparisons made so far, by wanted element */
  readonly compared: WeakMap<Element, Compared>;
}

/** What is to be done to one element, before it is known what it waits for. */
export interface Proposal {
  readonly action: Action;
  readonly ref: Ref;
  readonly element: Element;
  readonly before?: JsonObject;
  /** absent for a delete */
  readonly after?: JsonObject;
  readonly changes: readonly Change[];
  /** elements that must be there first */
  readonly needs: readonly Ref[];
  /** ids of steps that must be done first, besides those that make what it needs */
  readonly follows?: readonly string[];
  /** why a person has to do it */
  readonly manual?: string;
  /** why nobody may do it yet */
  readonly blocked?: string;
}

/** Names that free values may refer to, besides the kinds: never in files. */
export const externalKinds: readonly string[] = ['user'];

/** Why attributes cannot be written: they name something that is not configuration. Undefined when they can. */
export function whyUnresolved(attributes: JsonObject): string | undefined {
  const [first] = findUnresolved(attributes);
  return first === undefined ? undefined : `it refers to "${first.name}", which is not configuration and cannot be copied`;
}

/** Why the org's own API cannot do it; undefined when it can, or does not tell. */
export function whyNotOffered(input: PlanInput, endpoint: { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; path: string }): string | undefined {
  if (input.live.capabilities.paths.size === 0 || findOperation(input.live.capabilities, endpoint.method, endpoint.path) !== undefined)
    return undefined;
  return `this org's API does not offer ${endpoint.method} ${endpoint.path}`;
}

/** Elements that attributes refer to. */
export function needsOf(input: PlanInput, kind: Kind, key: string, attributes: JsonObject): readonly Ref[] {
  return referencesOf(input, kind, key, attributes).map((reference) => reference.ref);
}

/** The schema of the elements of a kind; undefined when there is no such kind. */
export function schemaOfKind(input: Pick<PlanInput, 'kinds' | 'schemas'>, name: string): SchemaNode | undefined {
  const kind = input.kinds.get(name);
  return kind === undefined ? undefined : elementSchema(input.schemas, kind.schema, kind.file.holds);
}

/** References that stand in attributes of an element. */
export function referencesOf(input: PlanInput, kind: Kind, key: string, attributes: JsonObject): readonly Reference[] {
  const names = new Set([...namesInValues(input.kinds.values()), ...externalKinds]);
  return findReferences(
    elementSchema(input.schemas, kind.schema, kind.file.holds),
    attributes,
    kind.scope === 'module' ? moduleOfKey(key) : '',
    names,
  );
}

/** Why a value cannot be written: it stands for secrets that are not at hand, which the org keeps as they are. Undefined when it can. */
export function whySecretIsMissing(input: PlanInput, value: Json): string | undefined {
  const missing = findSecrets(value).find((name) => !input.hasSecret(name));
  return missing === undefined ? undefined : `the secret ORGCAST_SECRET_${missing} is not supplied, so what it stands for is left as it is`;
}

/** Why an element cannot be made: a secret that is not at hand stands among the characters of a text, which without it would say something else. Undefined when it can. */
export function whyTextIsIncomplete(input: PlanInput, value: Json): string | undefined {
  if (typeof value === 'string') {
    const missing = secretNamesIn(value).find((name) => !input.hasSecret(name));
    return missing === undefined ? undefined : `the secret ORGCAST_SECRET_${missing} is not supplied, and a text needs it`;
  }
  const members = isList(value) ? value : Object.values(isObject(value) ? value : {});
  for (const member of members) {
    const reason = whyTextIsIncomplete(input, member);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function findSecrets(value: Json): readonly string[] {
  if (typeof value === 'string') return secretNamesIn(value);
  if (isList(value)) return value.flatMap(findSecrets);
  if (!isObject(value)) return [];
  const secret = value['secret'];
  return typeof secret === 'string' ? [secret] : Object.values(value).flatMap(findSecrets);
}

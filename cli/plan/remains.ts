import { memberPath } from '../kinds/list-members.ts';
import type { Reference } from '../kinds/references.ts';
import type { Element, Ref } from '../model/element.ts';
import { moduleOfKey, refOf, splitRef } from '../model/element.ts';
import type { JsonObject } from '../model/json.ts';
import type { Proposal, ProposeInput } from './proposal.ts';
import { referencesOf } from './proposal.ts';
import { stepId } from './step.ts';

/** What deletions have to wait for, and what stands in their way. */
export interface Remains {
  /** ids of steps that come before the delete of an element */
  readonly follows: ReadonlyMap<Ref, readonly string[]>;
  /** why an element cannot go: something that stays needs it */
  readonly blocked: ReadonlyMap<Ref, string>;
}

/** What goes by a step of its own, what goes along with that, and what else is planned. */
export interface Leaving {
  readonly going: ReadonlyMap<Ref, Element>;
  readonly along: ReadonlySet<Ref>;
  readonly others: readonly Proposal[];
}

/**
 * Looks for what refers to elements that go, or stands in a module that goes. What goes too is deleted before it; what is changed so that it no longer refers is
 * changed before it; what keeps referring stands in the way. Members of lists and maps (a field of a layout) leave by themselves.
 */
export function findRemains(input: ProposeInput, leaving: Leaving): Remains {
  const found = new Finder(input, leaving);
  for (const [ref, element] of input.live.elements) if (!leaving.along.has(ref)) found.judge(ref, element);
  for (const [ref, element] of leaving.going) found.judgeTaken(ref, element);
  for (const proposal of leaving.others) if (proposal.action === 'create') found.judgeCreate(proposal);
  return found;
}

class Finder implements Remains {
  readonly follows = new Map<Ref, string[]>();
  readonly blocked = new Map<Ref, string>();
  readonly input: ProposeInput;
  readonly leaving: Leaving;
  readonly #updates: ReadonlyMap<Ref, readonly Proposal[]>;

  constructor(input: ProposeInput, leaving: Leaving) {
    this.input = input;
    this.leaving = leaving;
    this.#updates = Map.groupBy(
      leaving.others.filter((proposal) => proposal.action === 'update'),
      (proposal) => proposal.ref,
    );
  }

  /** What an element that is there means for those that go. */
  judge(ref: Ref, element: Element): void {
    // What follows something else goes with it, and holds nothing back.
    if (this.input.kinds.get(element.kind)?.follows === true) return;
    this.#judgeModule(ref, element);
    const references = this.#referencesTo(element, element.attributes);
    for (const reference of references) if (reference.ref !== ref) this.#judgeReference(ref, element, reference);
  }

  /** What is to be made can refer to nothing that goes. */
  judgeCreate(proposal: Proposal): void {
    for (const ref of proposal.needs) if (this.leaving.going.has(ref)) this.#block(ref, `${proposal.ref}, which is to be created, refers to it`);
  }

  /** What goes cannot take along what stays: the files would make that again without anybody's approval. */
  judgeTaken(ref: Ref, { kind, key, attributes }: Element): void {
    for (const taken of this.input.kinds.get(kind)?.takes?.(key, attributes) ?? []) {
      if (this.input.desired.elements.has(taken)) this.#block(ref, `${taken} would go with it and stays`);
      else if (this.input.selected.protects(taken)) this.#block(ref, `${taken} would go with it and is protected`);
    }
  }

  #judgeModule(ref: Ref, element: Element): void {
    const kind = this.input.kinds.get(element.kind);
    const module = refOf('module', moduleOfKey(element.key));
    if (kind?.scope !== 'module' || !this.leaving.going.has(module)) return;
    if (this.leaving.going.has(ref)) this.#follow(module, stepId('delete', ref, false));
    else if (this.input.desired.elements.has(ref) || (kind.list?.per ?? 'org') === 'org') this.#block(module, `${ref} belongs to it and stays`);
    else if (this.input.selected.protects(ref)) this.#block(module, `${ref} belongs to it and is protected`);
  }

  #judgeReference(ref: Ref, element: Element, { ref: gone, ...reference }: Reference): void {
    if (this.leaving.going.has(ref)) {
      this.#follow(gone, stepId('delete', ref, false));
      return;
    }
    const freeing = (this.#updates.get(ref) ?? []).filter(
      (update) => !this.#referencesTo(element, update.after ?? {}).some((other) => other.ref === gone),
    );
    const lets = isLeavable({ ref: gone, ...reference });
    const first = freeing.find((update) => update.manual === undefined) ?? (lets ? undefined : freeing[0]);
    if (first !== undefined) this.#follow(gone, stepId('update', ref, first.manual !== undefined));
    else if (!lets) this.#block(gone, `${ref} still refers to it`);
  }

  #referencesTo(element: Element, attributes: JsonObject): readonly Reference[] {
    const kind = this.input.kinds.get(element.kind);
    return kind === undefined
      ? []
      : referencesOf(this.input, kind, element.key, attributes).filter((reference) => this.leaving.going.has(reference.ref));
  }

  #follow(ref: Ref, id: string): void {
    const before = this.follows.get(ref);
    if (before === undefined) this.follows.set(ref, [id]);
    else before.push(id);
  }

  #block(ref: Ref, reason: string): void {
    if (!this.blocked.has(ref)) this.blocked.set(ref, reason);
  }
}

/** True for a reference that the org drops by itself when what it names goes: a member of a list, or the name in a map. */
function isLeavable(reference: Reference): boolean {
  if (reference.optional) return false;
  return memberPath(reference) !== undefined || reference.path.at(-1) === splitRef(reference.ref).key;
}

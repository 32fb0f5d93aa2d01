import type { Ref } from './element.ts';

/** A rename that somebody declared in `moved.yaml`: the element that was `from` is `to` now. Both are of one kind. */
export interface Move {
  readonly from: Ref;
  readonly to: Ref;
}

/** What a person agreed to in so many words, since it destroys or overwrites: `delete field:Deals.Old`, `overwrite role:CEO`. */
export type Consent = `delete ${Ref}` | `overwrite ${Ref}`;

/** The consent in a text such as a line of a pull request or a command line; undefined when it is none. */
export function readConsent(words: string): Consent | undefined {
  const found = /^(delete|overwrite) ([a-z][a-z0-9_]*:.+)$/.exec(words.trim());
  return found === null ? undefined : (`${found[1]} ${found[2]}` as Consent);
}

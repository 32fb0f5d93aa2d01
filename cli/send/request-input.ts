import type { RequestClaim } from '../model/copy-key.ts';
import type { Plan } from '../model/plan.ts';

/** What a request is made of. All paths are paths in the target's repository. */
export interface RequestInput {
  readonly target: string;
  /** what people call the source: an environment's or a template's name */
  readonly sourceName: string;
  readonly claim: RequestClaim;
  /** the text of `request.json`: the claim with its signature */
  readonly requestText: string;
  /** the target's bundle as it is to be */
  readonly texts: ReadonlyMap<string, string>;
  /** the target's bundle as the base commit has it */
  readonly existing: ReadonlyMap<string, string>;
  /** title and body that take the place of those of a copy */
  readonly about?: { readonly title: string; readonly body: string };
  /** what applying would do, when the sender could tell */
  readonly plan?: Plan;
}

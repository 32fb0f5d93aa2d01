import type { Doc } from '../doc.ts';
import type { RouteContext } from '../route.ts';
import type { References } from './references.ts';

/** What reading the actions of a rule needs. */
export interface ActionSetting {
  readonly context: RouteContext;
  readonly refs: References;
  /** the rule's module */
  readonly module: Doc;
}

import type { JsonObject } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import type { RouteContext } from '../route.ts';
import type { References } from './references.ts';

/** What the check of an action is given. */
export interface ActionInput {
  readonly context: RouteContext;
  readonly refs: References;
  /** the action's module */
  readonly module: Doc;
  /** the request's item; for an update, what is stored with the item's members laid over it */
  readonly item: JsonObject;
  /** where the item is, e.g. `$.tasks[0]` */
  readonly path: string;
}

/** One kind of action that is an object of its own, under `/settings/automation/<collection>`. */
export interface ActionKind {
  /** name of the collection, the envelope and the last part of the path */
  readonly collection: 'field_updates' | 'tasks' | 'webhooks' | 'email_notifications';
  /** how messages call one, e.g. `field update` */
  readonly word: string;
  /** members that the list leaves out */
  readonly detailOnly: readonly string[];
  /** The kind's own members as stored; refuses what is not possible. */
  read(input: ActionInput): JsonObject;
  /** The module as an answer shows it. */
  showModule(module: Doc): JsonObject;
}

import type { Json } from '../model/json.ts';
import { text } from '../model/json.ts';

/**
 * Name of a list's member in a keyed list: the member itself when it is a text, else the attribute that the rule names. A member called `$order` gets one
 * more `$`, because in a path of a change `$order` is the order of the list; else such a member could change unseen.
 */
export function memberName(member: Json, by: string): string {
  const name = typeof member === 'string' ? member : (text(member, by) ?? JSON.stringify(member));
  return /^\$+order$/.test(name) ? `$${name}` : name;
}

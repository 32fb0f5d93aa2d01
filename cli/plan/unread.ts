import type { Element } from '../model/element.ts';
import { moduleOfKey } from '../model/element.ts';
import type { LiveSnapshot, Unreadable } from '../model/snapshot.ts';

/** The list that an element would stand in and that could not be read completely: whether the org has the element is not known. Undefined when it is. */
export function findUnread(live: LiveSnapshot, { kind, key }: Pick<Element, 'kind' | 'key'>): Unreadable | undefined {
  return live.unreadable.find((one) => one.kind === kind && (one.module === undefined || one.module === moduleOfKey(key)));
}

import type { Kind } from '../kinds/kind.ts';
import type { Element } from '../model/element.ts';
import { moduleOfKey, refOf } from '../model/element.ts';
import { text } from '../model/json.ts';
import type { LiveSnapshot, Unreadable } from '../model/snapshot.ts';

/** The list that an element would stand in and that could not be read completely: whether the org has the element is not known. Undefined when it is. */
export function findUnread(live: LiveSnapshot, { kind, key }: Pick<Element, 'kind' | 'key'>): Unreadable | undefined {
  return live.unreadable.find((one) => one.kind === kind && (one.module === undefined || one.module === moduleOfKey(key)));
}

/** The layout that an element hangs on, where the org has it out of use: the CRM tells nothing of what hangs on such a layout, and takes no changes of it. */
export function findIdleLayout(live: LiveSnapshot, kind: Kind | undefined, { attributes }: Element): string | undefined {
  const layout = kind?.list?.per === 'layout' ? text(attributes, 'layout') : undefined;
  if (layout === undefined) return undefined;
  return text(live.elements.get(refOf('layout', layout))?.attributes, 'status') === 'inactive' ? layout : undefined;
}

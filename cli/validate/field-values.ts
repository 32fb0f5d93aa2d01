import { actualValue } from '../kinds/options.ts';
import { refOf } from '../model/element.ts';
import { isList, text } from '../model/json.ts';
import type { CheckContext } from './check.ts';

/** Stored values in use of the picklist field of that key (`Deals.Stage`), its own or those of its global picklist; undefined when the files don't tell. */
export function valuesOfField(context: CheckContext, key: string): readonly string[] | undefined {
  const { elements } = context.snapshot;
  const field = elements.get(refOf('field', key));
  const shared = text(field?.attributes, 'global_picklist');
  const owner = isList(field?.attributes['pick_list_values']) || shared === undefined ? field : elements.get(refOf('global_picklist', shared));
  const options = owner?.attributes['pick_list_values'];
  return isList(options) ? options.flatMap((option) => (text(option, 'type') === 'unused' ? [] : (actualValue(option) ?? []))) : undefined;
}

import type { Json } from '../../model/json.ts';
import { isList } from '../../model/json.ts';
import type { Change, Step } from '../../model/plan.ts';

/** What a change of a field does to the values that records have in it. */
export interface Loss {
  /** a clause that follows the element's name */
  readonly what: string;
  readonly fix: string;
  /** true when values go, so that it takes a consent; false when the CRM merely refuses, or people are hindered */
  readonly destroys: boolean;
}

/** Sizes of a multi-line text, from small to large (OpenAPI fields.json; facts: 2,000, 32,000 and 50,000 characters). */
const textSizes: readonly Json[] = ['small', 'large', 'rich_text'];

/** What a change of a field loses; undefined when it loses nothing, or is of another kind. */
export function findLoss(step: Pick<Step, 'kind' | 'action' | 'changes'>, change: Change): Loss | undefined {
  if (step.kind !== 'field' || step.action !== 'update') return undefined;
  const { path, before, after } = change;
  switch (path.join('.')) {
    case 'data_type':
      return typeLoss(before, after);
    case 'length':
      return narrowing('its longest value', before, after);
    case 'decimal_place':
    case 'currency.precision':
      return narrowing('its digits after the decimal point', before, after);
    case 'textarea.type':
      return narrowing('the size of its text', rankOf(before), rankOf(after), [before, after]);
    case 'global_picklist':
      return listLoss(step, before, after);
    case 'unique':
      return before === undefined && after !== undefined ? uniqueness : undefined;
  }
  return undefined;
}

function typeLoss(before: Json | undefined, after: Json | undefined): Loss | undefined {
  if (before === undefined || after === undefined || before === after) return undefined;
  return {
    what: `changes its type from ${String(before)} to ${String(after)}, which the CRM cannot do; deleting the field and making it anew destroys its values`,
    fix: 'Add a second field of the new type, move the values, then take this one out.',
    destroys: true,
  };
}

function narrowing(what: string, before: Json | undefined, after: Json | undefined, shown = [before, after]): Loss | undefined {
  if (typeof before !== 'number' || typeof after !== 'number' || after >= before) return undefined;
  return {
    what: `narrows ${what} from ${String(shown[0])} to ${String(shown[1])}, so that values may be cut`,
    fix: 'Keep the wider one, or shorten the values first.',
    destroys: true,
  };
}

function rankOf(size: Json | undefined): number | undefined {
  const rank = textSizes.indexOf(size ?? null);
  return rank === -1 ? undefined : rank;
}

/** A field that takes its values from elsewhere keeps only those that are there too. */
function listLoss(step: Pick<Step, 'changes'>, before: Json | undefined, after: Json | undefined): Loss | undefined {
  const own = step.changes.some(({ path, before: values }) => path[0] === 'pick_list_values' && (isList(values) || path.length > 1));
  if (typeof after !== 'string' || (before === undefined && !own)) return undefined;
  return {
    what: `takes its values from the global picklist ${after} instead of ${typeof before === 'string' ? before : 'its own list'}, which drops values that are not in there`,
    fix: 'Add the missing values to the global picklist first.',
    destroys: true,
  };
}

const uniqueness: Loss = {
  what: 'allows each value once from now on, which the CRM refuses while two records have the same',
  fix: 'Find and mend duplicates first.',
  destroys: false,
};

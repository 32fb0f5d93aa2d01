import type { Json } from '../model/json.ts';
import { isList, isObject, property, text } from '../model/json.ts';
import type { GraveRisk } from '../model/plan.ts';
import { graveRisks } from '../model/plan.ts';
import type { SchemaNode } from './schema.ts';

/** When an attribute makes a step dangerous; see {@link RiskRule}. */
const occasions = ['on', 'off', 'differs', 'goes', 'is', 'wider', 'members', 'loses', 'through', 'beside'] as const;

/** What a step does to the element that has the attribute. */
const deeds = ['create', 'update', 'delete'] as const;

/**
 * One rule of a schema's `x-risk` (an object or a list of them), by which a kind says of an attribute what is dangerous about it once the change is made:
 * `on`, `off`: a switch is turned · `differs`: there is another value than before · `goes`: it is taken away · `is`: another one of `values` · `wider`: further up in
 * `values`, of which the last also stands for nothing said · `members`: the list has more, those passed over of which an attribute named in `but` has one of its values ·
 * `loses`: the list no longer has a member as it was ·
 * `through`: it refers to another element that has the risk (`risk` itself where that is not known) · `beside`: it differs (to one of `values`, if any) in an
 * element that has the risk elsewhere.
 */
export interface RiskRule {
  readonly risk: GraveRisk;
  readonly when: (typeof occasions)[number];
  readonly values: readonly Json[];
  readonly but: Readonly<Record<string, readonly Json[]>>;
  /** steps that it counts in; else creating and updating */
  readonly in: readonly (typeof deeds)[number][];
}

/** Rules of a schema node; a mistake in one is a bug of ours and throws. */
export function riskRules({ node }: SchemaNode): readonly RiskRule[] {
  const stated = property(node, 'x-risk');
  if (stated === undefined) return [];
  return (isList(stated) ? stated : [stated]).map(readRule);
}

function readRule(stated: Json): RiskRule {
  const risk = graveRisks.find((one) => one === text(stated, 'risk'));
  const when = occasions.find((one) => one === text(stated, 'when'));
  const inside = property(stated, 'in');
  if (risk === undefined || when === undefined) throw new TypeError(`x-risk says ${JSON.stringify(stated)}`);
  return {
    risk,
    when,
    values: listOf(property(stated, 'values')),
    but: butOf(property(stated, 'but')),
    in: isList(inside) ? deeds.filter((deed) => inside.includes(deed)) : ['create', 'update'],
  };
}

function butOf(stated: Json | undefined): RiskRule['but'] {
  return Object.fromEntries(Object.entries(isObject(stated) ? stated : {}).map(([name, values]) => [name, listOf(values)]));
}

function listOf(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

import type { Json, JsonObject } from '../../../model/json.ts';
import { objects } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import type { DocStore } from '../store.ts';
import { showAction } from './rule-actions.ts';

/** What only the detail of a rule has. */
const detailOnly = ['conditions', 'category', 'deprecated'];

/** A rule as the list shows it: without conditions and actions. */
export function showRuleLine(rule: Doc): Doc {
  const line = Object.fromEntries(Object.entries(rule).filter(([name]) => !detailOnly.includes(name)));
  return { ...line, id: rule.id, status: { active: rule['_active'] === true } };
}

/** A rule as its detail shows it: with conditions, whose references carry the present names of their actions. */
export function showRule(store: DocStore, org: string, rule: Doc): Doc {
  const show = (holder: Json | undefined): JsonObject[] => objects(holder, 'actions').map((action) => showAction(store, org, action));
  const conditions = objects(rule, 'conditions').map((condition) => {
    const scheduled = objects(condition, 'scheduled_actions').map((wait) => ({ ...wait, actions: show(wait) }));
    const instant = { actions: show(condition['instant_actions']) };
    return { ...condition, instant_actions: instant, scheduled_actions: scheduled.length > 0 ? scheduled : null };
  });
  return { ...rule, status: { active: rule['_active'] === true }, conditions };
}

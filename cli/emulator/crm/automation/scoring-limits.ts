import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { limitExceeded, locate } from '../checks.ts';
import type { Edition } from '../org-record.ts';
import type { RouteContext } from '../route.ts';
import { itemError } from '../route.ts';
import { refuse } from './refusal.ts';

/** What an edition allows (Zoho's page "Create Scoring Rules"). */
interface ScoringLimits {
  /** rules of a module that may run */
  readonly active: number;
  readonly total: number;
  /** points of one rule, by fields or by signals */
  readonly criteria: number;
}

const limits: Readonly<Record<Edition, ScoringLimits>> = {
  free: { active: 0, total: 0, criteria: 0 },
  standard: { active: 1, total: 1, criteria: 10 },
  professional: { active: 1, total: 1, criteria: 20 },
  enterprise: { active: 25, total: 50, criteria: 30 },
  ultimate: { active: 40, total: 80, criteria: 50 },
};

/** Rules of one layout, in all and running (scoring_rules.json). */
const perLayout = { active: 5, total: 10 };

/** Refuses a rule beyond what its module and layout may have. `rule` names both by id. */
export function demandRoom(context: RouteContext, rule: JsonObject, path: string): void {
  const { module, layout } = rivals(context, rule);
  const most = limits[context.org.edition].total;
  if (module.length >= most)
    refuse(limitExceeded(most, `More than ${most} scoring rules cannot be created for a module`, locate(`${path}.module`, 'id')));
  if (layout !== undefined && layout.length >= perLayout.total)
    refuse(
      limitExceeded(perLayout.total, `More than ${perLayout.total} scoring rules cannot be created for a layout`, locate(`${path}.layout`, 'id')),
    );
}

/** Refuses to run a rule beyond those that may run in its module and layout. */
export function demandActiveRoom(context: RouteContext, rule: JsonObject, path: string): void {
  const { module, layout } = rivals(context, rule);
  const running = (rules: readonly JsonObject[]): number => rules.filter((other) => other['active'] === true).length;
  const most = limits[context.org.edition].active;
  if (running(module) >= most) refuse(activeLimit(most, 'module', path));
  if (layout !== undefined && running(layout) >= perLayout.active) refuse(activeLimit(perLayout.active, 'layout', path));
}

/** The most points of one rule in an edition. */
export function mostCriteria(edition: Edition): number {
  return limits[edition].criteria;
}

function activeLimit(limit: number, of: 'module' | 'layout', path: string): JsonObject {
  const details = { limit, ...locate(`${path}.${of}`, 'id') };
  return itemError('ACTIVE_STATE_LIMIT_EXCEEDED', `More than ${limit} active scoring rules cannot be created for a ${of}`, details);
}

/** The other rules of a rule's module, and those of its layout. */
function rivals({ store, org }: RouteContext, rule: JsonObject) {
  const others = store.list(org.name, 'scoring_rules').filter((other) => other.id !== rule['id']);
  const module = others.filter((other) => text(other['module'], 'id') === text(rule['module'], 'id'));
  const layoutId = text(rule['layout'], 'id');
  return { module, layout: layoutId === undefined ? undefined : module.filter((other) => text(other['layout'], 'id') === layoutId) };
}

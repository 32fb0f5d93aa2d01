import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { limitExceeded } from '../checks.ts';
import type { Edition } from '../org-record.ts';
import type { RouteContext } from '../route.ts';

/** What an edition allows (cadences.json, edition of 2026-09, its introduction). */
interface CadenceLimits {
  /** cadences of one module, and those of them that may run */
  readonly module: number;
  readonly activeInModule: number;
  /** of the org, running */
  readonly active: number;
  readonly followUps: number;
}

const limits: Readonly<Record<Edition, CadenceLimits>> = {
  free: { module: 0, activeInModule: 0, active: 0, followUps: 0 },
  standard: { module: 20, activeInModule: 10, active: 60, followUps: 18 },
  professional: { module: 40, activeInModule: 20, active: 120, followUps: 40 },
  enterprise: { module: 60, activeInModule: 30, active: 150, followUps: 70 },
  ultimate: { module: 70, activeInModule: 50, active: 300, followUps: 90 },
};

/** Name of the collection and of the envelope. */
export const cadences = 'cadences';

/** Why a module cannot have one more; undefined when it can. Drafts of changes do not count. */
export function whyNoRoom(context: RouteContext, module: string): JsonObject | undefined {
  const most = limits[context.org.edition].module;
  const there = others(context).filter((one) => text(one['module'], 'id') === module).length;
  return there >= most ? limitExceeded(most, `More than ${most} Cadences cannot be created for module`) : undefined;
}

/** Why a cadence cannot run; undefined when it can. */
export function whyNotRunning(context: RouteContext, cadence: JsonObject): JsonObject | undefined {
  const { activeInModule, active } = limits[context.org.edition];
  const running = others(context).filter((one) => one['status'] === 'active' && one['id'] !== cadence['id']);
  const inModule = running.filter((one) => text(one['module'], 'id') === text(cadence['module'], 'id')).length;
  if (inModule >= activeInModule) return limitExceeded(activeInModule, `More than ${activeInModule} Cadences cannot be activated for module`);
  return running.length >= active ? limitExceeded(active, `More than ${active} Cadences cannot be activated`) : undefined;
}

/** Why that many follow-ups cannot be published; undefined when they can. */
export function whyTooMany(context: RouteContext, followUps: number): JsonObject | undefined {
  const most = limits[context.org.edition].followUps;
  return followUps > most ? limitExceeded(most, ' action Configured more than allowed limit') : undefined;
}

function others({ store, org }: RouteContext): readonly JsonObject[] {
  return store.list(org.name, cadences).filter((one) => one['parent_cadence'] === undefined);
}

import type { JsonObject } from '../model/json.ts';
import { objects, property, text } from '../model/json.ts';
import type { Kind } from './kind.ts';
import { leaveOutForeign } from './origin.ts';

/**
 * A form of several screens in place of a module's page for a new record (OpenAPI wizards.json). The API tells of it and makes none; what its screens hold is told layout
 * by layout by a call of its own, which is not read.
 */
export const wizardKind: Kind = {
  name: 'wizard',
  title: { en: 'Wizard', ja: 'ウィザード' },
  schema: 'wizard',
  scope: 'module',
  separator: '/',
  file: { pattern: 'modules/{module}/wizards/{name}.yaml', holds: 'one' },
  identity: 'name',
  envelope: 'wizards',
  list: { method: 'GET', path: '/settings/wizards', per: 'org', paged: false, off: ['FEATURE_NOT_SUPPORTED', 'NOT_SUPPORTED'] },
  frozen: [],
  deferred: [],
  holdsRecords: false,
  setupPage: '/settings/wizards',
  leaveOut: leaveOutForeign,
  reshape: reshapeWizard,
};

/** Older answers have the screens beside the layouts (sample of Zoho's page "Wizards"). */
function reshapeWizard(document: JsonObject): JsonObject {
  const label = (screen: JsonObject): string => text(screen, 'display_label') ?? text(screen, 'api_name') ?? '';
  const beside = objects(document, 'screens').map(label);
  const layouts = objects(document, 'containers').map((container) => {
    const own = objects(container, 'screens').map(label);
    return { layout: property(container, 'layout') ?? null, screens: own.length > 0 ? own : beside };
  });
  const portals = objects(document, 'portal_user_types').map((one) => text(one, 'name') ?? '');
  return { ...document, active: document['active'] !== false, layouts, portal_user_types: portals };
}

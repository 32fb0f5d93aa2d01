import { objects, text } from '../../../model/json.ts';
import { unknownResource } from '../checks.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { layoutFieldIds } from './field-render.ts';
import { parameterModule } from './fields.ts';
import { findField, layoutsOf } from './lookups.ts';

/** The options of a picklist field, unused ones too, each with the layouts it is on. */
function listValues(context: RouteContext): Reply {
  const found = parameterModule(context);
  if ('reply' in found) return found.reply;
  const module = text(found.module, 'api_name') ?? '';
  const field = findField(context.store, context.org.name, module, context.params['id'] ?? '');
  if (field === undefined) return unknownResource();
  const layouts = layoutsOf(context.store, context.org.name, module).filter((layout) => layoutFieldIds(layout).has(field.id));
  const associations = layouts.map((layout) => ({ api_name: layout['api_name'] ?? null, name: layout['name'] ?? null, id: layout.id }));
  const values = objects(field, 'pick_list_values').map(({ _global, ...value }) => ({
    colour_code: null,
    ...value,
    layout_associations: value['type'] === 'unused' ? null : associations,
  }));
  return values.length === 0 ? { status: 204 } : { status: 200, body: { pick_list_values: values } };
}

/** Calls of the resource picklist values (pick_list_values.json). */
export const picklistRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/settings/fields/{id}/pick_list_values',
    scope: 'ZohoCRM.settings.fields.READ',
    minCredits: 1,
    maxCredits: 1,
    handle: listValues,
  },
];

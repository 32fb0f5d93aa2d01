import type { JsonObject } from '../../../model/json.ts';
import { objects, property, text } from '../../../model/json.ts';
import { locate } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, RouteContext } from '../route.ts';
import { itemError, requestError, success, writeReply } from '../route.ts';
import { stampChange } from '../security/author.ts';
import { systemViews } from '../views/system-views.ts';
import { cadences, whyNotRunning, whyTooMany } from './cadence-limits.ts';
import { ownActions } from './cadence-parts.ts';
import { notingIds } from './usage.ts';

function refused(error: JsonObject): Reply {
  return { status: 400, body: error };
}

function done(id: string, what: string): Reply {
  return writeReply(cadences, [success(id, `Cadences ${what} successfully`)], false);
}

/** A draft becomes a published cadence that does not run, or takes the place of what it is a draft of (postPublish). */
export function publishCadence(context: RouteContext, cadence: Doc): Reply {
  const { store, org } = context;
  if (cadence['status'] !== 'draft')
    return requestError(400, 'NOT_ALLOWED', 'Cannot merge published Cadences / Only Cadences in draft can be merged with its parent');
  const followUps = objects(cadence, 'follow_ups');
  if (followUps.length === 0) return requestError(400, 'NOT_ALLOWED', 'Cadence must contain at least one follow-up to publish');
  const existing = property(objects(context.body, cadences)[0], 'process_existing_records');
  if (existing !== undefined && cadence['type'] === 'manual_enrollment') {
    const message = 'For manual Enrollment we wont add process_existing_records key not allowed';
    return writeReply(cadences, [itemError('NOT_ALLOWED', message, locate(`$.${cadences}[0]`, 'process_existing_records'))], false);
  }
  const tooMany = whyTooMany(context, followUps.length);
  if (tooMany !== undefined) return refused(tooMany);
  const parent = store.get(org.name, cadences, text(cadence['parent_cadence'], 'id') ?? '');
  const stamp = stampChange(context.user, context.now());
  if (parent === undefined) {
    store.put(org.name, cadences, { ...cadence, status: 'inactive', published: true, ...stamp });
    return done(cadence.id, 'published');
  }
  const { draft_cadence: _draft, ...own } = parent;
  const { name, description, execution_details, follow_ups, summary } = cadence;
  const merged = Object.fromEntries(
    Object.entries({ name, description, execution_details, follow_ups, summary }).flatMap(([member, value]) =>
      value === undefined ? [] : [[member, value]],
    ),
  );
  store.remove(org.name, cadences, cadence.id);
  store.put(org.name, cadences, notingIds({ ...own, ...merged, id: parent.id, ...stamp }));
  return done(parent.id, 'published');
}

/** Lets a published cadence enrol records, or no longer (postActivate, postDeactivate). What a draft is answered nobody says: as what cannot be done. */
export function switchCadence(context: RouteContext, cadence: Doc, on: boolean): Reply {
  const running = cadence['status'] === 'active';
  if (on && running) return requestError(400, 'ALREADY_ACTIVATED', 'The cadences is already activated', { resource_path_index: 3 });
  if (!on && !running) return requestError(400, 'ALREADY_DEACTIVATED', 'The cadences is already deactivated');
  if (cadence['status'] === 'draft') return requestError(400, 'NOT_ALLOWED', 'Only published Cadences can be activated');
  if (on && !isViewThere(context, cadence)) return requestError(400, 'NOT_ALLOWED', 'Associated Custom View is not available');
  const why = on ? (whyTooMany(context, objects(cadence, 'follow_ups').length) ?? whyNotRunning(context, cadence)) : undefined;
  if (why !== undefined) return refused(why);
  const stamp = stampChange(context.user, context.now());
  context.store.put(context.org.name, cadences, { ...cadence, status: on ? 'active' : 'inactive', active: on, ...stamp });
  return done(cadence.id, on ? 'activated' : 'deactivated');
}

function isViewThere({ store, org }: RouteContext, cadence: Doc): boolean {
  const id = text(cadence['custom_view'], 'id');
  const module = store.get(org.name, 'modules', text(cadence['module'], 'id') ?? '');
  return (
    id === undefined ||
    store.get(org.name, 'custom_views', id) !== undefined ||
    (module !== undefined && systemViews(module).some((one) => one.id === id))
  );
}

/** A cadence goes with its tasks, mails and messages (deleteSingleCadence); a draft of changes with those that are only its own. */
export function removeCadence({ store, org }: RouteContext, cadence: Doc): Reply {
  const draft = store.get(org.name, cadences, text(cadence['draft_cadence'], 'id') ?? '');
  const parent = store.get(org.name, cadences, text(cadence['parent_cadence'], 'id') ?? '');
  const kept = new Set(parent === undefined ? [] : ownActions(parent).map(([, id]) => id));
  for (const [collection, id] of [...ownActions(cadence), ...(draft === undefined ? [] : ownActions(draft))])
    if (!kept.has(id) && store.get(org.name, collection, id) !== undefined) store.remove(org.name, collection, id);
  if (draft !== undefined) store.remove(org.name, cadences, draft.id);
  store.remove(org.name, cadences, cadence.id);
  if (parent !== undefined) {
    const { draft_cadence: _draft, ...own } = parent;
    store.put(org.name, cadences, { ...own, id: parent.id });
  }
  return done(cadence.id, 'deleted');
}

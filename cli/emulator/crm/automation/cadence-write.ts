import type { JsonObject } from '../../../model/json.ts';
import { isObject, objects, property, text } from '../../../model/json.ts';
import { invalidData, locate, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { findModule } from '../metadata/lookups.ts';
import type { RouteContext } from '../route.ts';
import { itemError, success } from '../route.ts';
import { stampChange, stampNew } from '../security/author.ts';
import { systemViews } from '../views/system-views.ts';
import type { ActionSetting } from './action-setting.ts';
import { cadences } from './cadence-limits.ts';
import { countFollowUps, readEnds, readFollowUps } from './cadence-parts.ts';
import { apiName, createReferences, refer } from './references.ts';
import { demandMembers, demandObject, demandObjects, dependentMissing, refuse } from './refusal.ts';
import { notingIds } from './usage.ts';

const path = `$.${cadences}[0]`;
const intervals = ['immediately', 'hours', 'days', 'weeks'];

const members = [
  { name: 'name', type: 'string', maxLength: 100 },
  { name: 'description', type: 'string', maxLength: 500 },
  { name: 'execution_details', type: 'object' },
  { name: 'follow_ups', type: 'list', maxLength: 100 },
] as const;

/** The module that an item names; the standard ones are those of the pages of version 7 on cadences. */
export function moduleOfItem({ store, org }: RouteContext, item: JsonObject): Doc {
  const value = demandObject(item, 'module', path);
  const module = findModule(store, org.name, text(value, 'id') ?? text(value, 'api_name') ?? '');
  const has = module !== undefined && (['Leads', 'Contacts', 'Deals', 'Vendors'].includes(apiName(module)) || module['generated_type'] === 'custom');
  return has ? module : refuse(invalidData(path, 'module'));
}

/** Stores a new cadence, which is a draft (postCadences); gives the success item. */
export function createCadence(context: RouteContext, module: Doc, item: JsonObject): JsonObject {
  const { store, org, user } = context;
  demandMembers(item, [...members, { name: 'type', type: 'string', required: true, oneOf: ['custom_view', 'manual_enrollment'] }], path);
  if (text(item, 'name') === undefined) refuse(mandatoryNotFound(path, 'name'));
  refuseName(context, module, item);
  const setting: ActionSetting = { context, refs: createReferences(context), module };
  const followUps = readFollowUps(setting, [], demandObjects(item, 'follow_ups', path), `${path}.follow_ups`);
  const id = store.nextId(org.name);
  const doc = {
    id,
    name: item['name'] ?? '',
    ...(item['description'] === undefined ? {} : { description: item['description'] }),
    module: refer(module),
    type: item['type'] ?? '',
    custom_view: readView(context, module, item),
    execution_details: readExecution(setting, item, followUps),
    follow_ups: followUps.map(withParent),
    summary: countFollowUps(followUps),
    status: 'draft',
    active: false,
    published: false,
    ...stampNew(user, context.now()),
  };
  store.put(org.name, cadences, notingIds(doc), apiName(module));
  return success(id, 'Cadences created successfully', { follow_ups: followUps.map((one) => ({ id: one['id'] ?? '' })) });
}

/** The first follow-up has none before it, and says so. */
function withParent(followUp: JsonObject): JsonObject {
  return { parent_follow_up: null, ...followUp };
}

/**
 * Changes what the request names (putUpdateCadence); what it says of module, type, view and interval is passed over, since these cannot change. Of a published cadence it
 * changes the draft, made when there is none; that its follow-ups have the ids of the published ones is the emulator's reading [?].
 */
export function updateCadence(context: RouteContext, cadence: Doc, item: JsonObject): JsonObject {
  const { store, org, user } = context;
  demandMembers(item, members, path);
  const module = findModule(store, org.name, text(cadence['module'], 'id') ?? '');
  if (module === undefined) return refuse(invalidData(path, 'id'));
  refuseName(context, module, item, cadence);
  const published = cadence['status'] !== 'draft';
  const open = text(cadence['draft_cadence'], 'id');
  const target = published ? (open === undefined ? undefined : store.get(org.name, cadences, open)) : cadence;
  const base = target ?? { ...withoutDraft(cadence), id: store.nextId(org.name), status: 'draft', active: false, published: false };
  const setting: ActionSetting = { context, refs: createReferences(context), module };
  const said = demandObjects(item, 'follow_ups', path);
  const followUps = readFollowUps(setting, objects(base, 'follow_ups'), said, `${path}.follow_ups`).map(withParent);
  const ends = property(item['execution_details'], 'unenroll_properties') === undefined ? {} : changeEnds(setting, base, item, followUps);
  const own = Object.fromEntries(['name', 'description'].flatMap((name) => (item[name] === undefined ? [] : [[name, item[name] ?? null]])));
  const stored = { ...base, ...own, ...ends, follow_ups: followUps, summary: countFollowUps(followUps), ...stampChange(user, context.now()) };
  const id = String(base['id']);
  if (!published) {
    store.put(org.name, cadences, notingIds({ ...stored, id }), apiName(module));
    return success(id, 'Cadences updated successfully');
  }
  const parent = { id: cadence.id, name: text(cadence, 'name') ?? '' };
  store.put(org.name, cadences, notingIds({ ...stored, id, parent_cadence: parent }), apiName(module));
  store.put(org.name, cadences, { ...cadence, draft_cadence: { id, name: String(property(stored, 'name') ?? '') } }, apiName(module));
  return success(cadence.id, 'Cadences updated successfully', { draft_cadence: { id } });
}

function withoutDraft({ draft_cadence: _draft, parent_cadence: _parent, ...cadence }: Doc): JsonObject {
  return cadence;
}

function changeEnds(setting: ActionSetting, base: JsonObject, item: JsonObject, followUps: readonly JsonObject[]): JsonObject {
  const execution = demandObject(item, 'execution_details', path);
  const before = isObject(base['execution_details']) ? base['execution_details'] : {};
  return {
    execution_details: { ...before, unenroll_properties: readEnds(setting, execution, followUps, `${path}.execution_details`) },
  };
}

/** Whether names are one's own in the module or in the org nobody says: in the module here. A draft of changes has the name of its cadence. */
function refuseName({ store, org }: RouteContext, module: Doc, item: JsonObject, self?: Doc): void {
  const name = text(item, 'name');
  if (name === undefined) return;
  if (/[#%^]/.test(name)) refuse(itemError('INVALID_DATA', 'Name should not contain the following special character : #%^', locate(path, 'name')));
  const mine = new Set([self?.id, text(self?.['draft_cadence'], 'id'), text(self?.['parent_cadence'], 'id')]);
  const taken = store.list(org.name, cadences, apiName(module)).some((other) => other['name'] === name && !mine.has(other.id));
  if (taken) refuse(itemError('DUPLICATE_DATA', 'A Cadences with the same name already exists', locate(path, 'name')));
}

function readView(context: RouteContext, module: Doc, item: JsonObject): JsonObject | null {
  const { store, org } = context;
  if (item['type'] !== 'custom_view') return null;
  if (!isObject(item['custom_view'])) return dependentMissing(path, 'custom_view', 'type');
  const id = text(item['custom_view'], 'id') ?? refuse(mandatoryNotFound(`${path}.custom_view`, 'id'));
  const views = [...systemViews(module), ...store.list(org.name, 'custom_views', apiName(module))];
  const view = views.find((one) => one.id === id) ?? refuse(invalidData(`${path}.custom_view`, 'id'));
  return { name: text(view, 'name') ?? '', id };
}

function readExecution(setting: ActionSetting, item: JsonObject, followUps: readonly JsonObject[]): JsonObject {
  const execution = isObject(item['execution_details']) ? item['execution_details'] : {};
  const at = `${path}.execution_details`;
  const unenroll_properties = readEnds(setting, execution, followUps, at);
  if (execution['execute_every'] === undefined) return { unenroll_properties };
  const every = demandObject(execution, 'execute_every', at);
  const within = `${at}.execute_every`;
  demandMembers(
    every,
    [
      { name: 'period', type: 'string', required: true, oneOf: intervals },
      { name: 'unit', type: 'integer' },
    ],
    within,
  );
  const period = every['period'] ?? '';
  if (period === 'immediately') return { execute_every: { period }, unenroll_properties };
  if (every['unit'] === undefined) dependentMissing(within, 'unit', 'period');
  const unit = Number(every['unit']);
  if (unit < 1 || unit > 99) refuse(itemError('INVALID_DATA', 'unit value must be between 1 to 99', locate(within, 'unit')));
  return { execute_every: { unit, period }, unenroll_properties };
}

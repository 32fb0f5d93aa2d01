import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject, objects, text } from '../../../model/json.ts';
import { invalidData, limitExceeded, locate } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { findModule, layoutsOf } from '../metadata/lookups.ts';
import type { RouteContext } from '../route.ts';
import { itemError, success } from '../route.ts';
import { stampChange, stampNew } from '../security/author.ts';
import type { ActionSetting } from './action-setting.ts';
import { apiName, createReferences, refer } from './references.ts';
import { demandMembers, demandObject, demandObjects, refuse } from './refusal.ts';
import { demandActiveRoom, demandRoom, mostCriteria } from './scoring-limits.ts';
import { mergeParts, readFieldRule, readSignalRule, refuseRepeated, unsavedFields } from './scoring-parts.ts';

/** Name of the collection and of the envelope. */
export const scoringRules = 'scoring_rules';

/** Members of a rule; the lengths of Zoho's page "Create Scoring Rules". */
const members = [
  { name: 'name', type: 'string', maxLength: 25 },
  { name: 'description', type: 'string', nullable: true, maxLength: 500 },
  { name: 'active', type: 'boolean' },
  { name: 'custom_fields', type: 'list', nullable: true, maxLength: 6 },
] as const;

const specialCharacters = /[`~#%^&*()+=";<>[\]{}|\\]/;

/** Modules that can have rules, beside custom ones, and those of them that are about people and so have signals (Zoho's page "Create Scoring Rules"). */
const scored: readonly string[] = ['Leads', 'Accounts', 'Contacts', 'Deals'];
const people: readonly string[] = ['Leads', 'Contacts'];

/** Stores a new rule; gives the success item, or refuses what scoring_rules.json and Zoho's pages do not allow. */
export function createScoringRule(context: RouteContext, item: JsonObject, path: string): JsonObject {
  const { store, org, user } = context;
  demandMembers(
    item,
    members.map((rule) => ({ ...rule, required: rule.name === 'name' })),
    path,
  );
  refuseName(context, text(item, 'name') ?? '', path);
  const module = readModule(context, demandObject(item, 'module', path), `${path}.module`);
  const setting: ActionSetting = { context, refs: createReferences(context), module };
  const layout = readLayout(context, module, item['layout'] ?? null, `${path}.layout`);
  const active = item['active'] === true;
  const parts = readParts(setting, {}, item, path);
  const place = { module: refer(module), layout };
  demandRoom(context, place, path);
  if (active) demandActiveRoom(context, place, path);
  const id = store.nextId(org.name);
  const own = { name: item['name'] ?? '', description: item['description'] ?? null, active, custom_fields: [], ...place, ...parts };
  store.put(org.name, scoringRules, { id, ...own, ...stampNew(user, context.now()) }, apiName(module));
  const unsaved = unsavedFields(item);
  return success(id, 'scoring rule created successfully', unsaved.length === 0 ? {} : { unsaved_custom_fields: [...unsaved] });
}

/** Changes what the request names; what it says of module, layout and status is passed over (Zoho's page "Update Scoring Rules"). */
export function updateScoringRule(context: RouteContext, rule: Doc, item: JsonObject, path: string): JsonObject {
  const { store, org, user } = context;
  demandMembers(item, members, path);
  if (item['name'] !== undefined) refuseName(context, text(item, 'name') ?? '', path, rule.id);
  const module = findModule(store, org.name, text(rule['module'], 'id') ?? '');
  if (module === undefined) return refuse(invalidData(path, 'id'));
  const setting: ActionSetting = { context, refs: createReferences(context), module };
  const parts = readParts(setting, rule, item, path);
  const own = Object.fromEntries(['name', 'description'].flatMap((name) => (item[name] === undefined ? [] : [[name, item[name] ?? null]])));
  store.put(org.name, scoringRules, { ...rule, ...own, ...parts, ...stampChange(user, context.now()) });
  return success(rule.id, 'scoring rule updated successfully');
}

function refuseName({ store, org }: RouteContext, name: string, path: string, self?: string): void {
  if (specialCharacters.test(name)) refuse(invalidData(path, 'name', { regex: '[^`~#%^&*()+=";<>\\[\\]{}|\\\\]+$' }));
  const taken = store.list(org.name, scoringRules).some((other) => other.id !== self && other['name'] === name);
  if (taken) refuse(itemError('DUPLICATE_DATA', 'The data is already given in the name', locate(path, 'name')));
}

function readModule({ store, org }: RouteContext, value: JsonObject, path: string): Doc {
  const name = text(value, 'id') === undefined ? 'api_name' : 'id';
  const module = findModule(store, org.name, text(value, name) ?? '');
  if (module === undefined || !(scored.includes(apiName(module)) || module['generated_type'] === 'custom'))
    return refuse(itemError('INVALID_DATA', 'Module specified seems to be invalid', locate(path, name)));
  return module;
}

/** The layout as answers show it; null for all layouts. */
function readLayout({ store, org }: RouteContext, module: Doc, value: Json, path: string): JsonObject | null {
  if (value === null) return null;
  const found = isObject(value) ? layoutsOf(store, org.name, apiName(module)).find((layout) => layout.id === value['id']) : undefined;
  if (found === undefined) return refuse(itemError('INVALID_DATA', 'Layout id seems to be invalid', locate(path, 'id')));
  const name = text(found, 'name') ?? '';
  return { display_label: text(found, 'display_label') ?? name, api_name: text(found, 'api_name') ?? name, id: found.id };
}

function readParts(setting: ActionSetting, before: JsonObject, item: JsonObject, path: string): JsonObject {
  // The edition of scoring_rules.json from 2026-08 has them within `manual_scoring_rule`.
  const inner = isObject(item['manual_scoring_rule']) ? item['manual_scoring_rule'] : {};
  const said: JsonObject = { ...inner, ...item };
  const signals = demandObjects(said, 'signal_rules', path);
  const forPeople = people.includes(apiName(setting.module));
  if (signals.length > 0 && !forPeople)
    refuse(itemError('NOT_SUPPORTED', 'Signal rules are not supported for this module', locate(path, 'signal_rules')));
  const at = `${path}.field_rules`;
  const fields = mergeParts(setting, objects(before, 'field_rules'), demandObjects(said, 'field_rules', path), at, readFieldRule);
  refuseRepeated(fields, at);
  const bySignal = mergeParts(setting, objects(before, 'signal_rules'), signals, `${path}.signal_rules`, readSignalRule);
  refuseCount(setting, fields.length, bySignal.length, forPeople, path);
  return { field_rules: fields, signal_rules: bySignal.length === 0 ? null : bySignal, has_signal_rules: bySignal.length > 0 };
}

function refuseCount({ context }: ActionSetting, fields: number, signals: number, forPeople: boolean, path: string): void {
  if (fields + signals === 0) {
    const names = forPeople ? ['field_rules', 'signal_rules'] : ['field_rules'];
    const message = forPeople ? 'field_rules or signal_rules is expected' : 'Field_Rules is expected';
    refuse(itemError('EXPECTED_FIELD_MISSING', message, { expected_fields: names.map((name) => locate(path, name)) }));
  }
  const most = mostCriteria(context.org.edition);
  if (fields > most) refuse(limitExceeded(most, `More than ${most} criteria cannot be configured with field_rules`, locate(path, 'field_rules')));
}

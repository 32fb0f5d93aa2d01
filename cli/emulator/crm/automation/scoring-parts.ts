import { canonicalText } from '../../../model/canonical.ts';
import type { JsonObject } from '../../../model/json.ts';
import { isObject, text } from '../../../model/json.ts';
import { invalidData, locate, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { RouteContext } from '../route.ts';
import { itemError } from '../route.ts';
import type { DocStore } from '../store.ts';
import type { ActionSetting } from './action-setting.ts';
import { readCriteria } from './criteria.ts';
import { apiName } from './references.ts';
import { demandMembers, demandObject, refuse } from './refusal.ts';

/** What one part of a rule says, checked, without its id. `before` is the part that it changes. */
type ReadPart = (setting: ActionSetting, part: JsonObject, path: string, before: JsonObject | undefined) => JsonObject;

/**
 * The parts of a rule after a request: one with an id changes the part of that id, one with `_delete` takes it away, another is added at the end (Zoho's page "Update Scoring
 * Rules"). Members that a change does not say stay.
 */
export function mergeParts(
  setting: ActionSetting,
  before: readonly JsonObject[],
  parts: readonly JsonObject[],
  path: string,
  read: ReadPart,
): JsonObject[] {
  const { store, org } = setting.context;
  const gone = new Set(parts.filter((part) => '_delete' in part).map((part) => text(part, 'id') ?? ''));
  const result = before.filter((part) => !gone.has(text(part, 'id') ?? ''));
  for (const [index, part] of parts.entries()) {
    const at = `${path}[${index}]`;
    const id = text(part, 'id');
    if (id !== undefined && !before.some((other) => other['id'] === id)) refuse(invalidData(at, 'id'));
    if ('_delete' in part) continue;
    const place = result.findIndex((other) => other['id'] === id);
    const known = result[place];
    const made = { ...read(setting, part, at, known), id: id ?? store.nextId(org.name) };
    if (known === undefined) result.push(made);
    else result[place] = made;
  }
  return result;
}

const score = { name: 'score', type: 'integer' } as const;

/** Points by fields: a condition and a score. */
export const readFieldRule: ReadPart = ({ refs, module }, part, path, before) => {
  const whole: JsonObject = { ...before, ...part };
  demandMembers(whole, [{ ...score, required: true }], path);
  demandObject(whole, 'criteria', path);
  return { score: whole['score'] ?? 0, criteria: readCriteria({ refs, module: apiName(module), typed: true }, whole['criteria'], path) };
};

/** Refuses two parts with the same condition. */
export function refuseRepeated(rules: readonly JsonObject[], path: string): void {
  const seen = new Map<string, number>();
  for (const [index, rule] of rules.entries()) {
    const body = canonicalText(rule['criteria'] ?? null);
    const first = seen.get(body);
    if (first === undefined) seen.set(body, index);
    else {
      const details = { ...locate(`${path}[${index}]`, 'criteria'), exists_in: locate(`${path}[${first}]`, 'criteria') };
      refuse(itemError('ALREADY_USED', 'The criteria is already given in the same rule under different index', details));
    }
  }
}

/** Signals that samples name (docs-v7; the file's edition of 2026-09). No source lists all that there are. */
const knownSignals = ['Email_Incoming__s', 'EmailInsight_Click__s', ...['bounce', 'click', 'open'].map((what) => `zoho.emailinsight.${what}`)];

/** Points by what people do: a signal, by name space or id, and a score. */
export const readSignalRule: ReadPart = ({ context }, part, path, before) => {
  const whole: JsonObject = { ...before, ...part };
  demandMembers(whole, [{ ...score, required: true }], path);
  const signal = findSignal(context, demandObject(whole, 'signal', path), `${path}.signal`);
  return { score: whole['score'] ?? 0, signal: { namespace: signal['namespace'] ?? null, id: signal.id } };
};

function findSignal({ store, org }: RouteContext, wanted: JsonObject, path: string): Doc {
  const [id, namespace] = [text(wanted, 'id'), text(wanted, 'namespace')];
  if (id === undefined && namespace === undefined) refuse(mandatoryNotFound(path, 'namespace'));
  const found = signalsOf(store, org.name).find((signal) => (id === undefined ? signal['namespace'] === namespace : signal.id === id));
  const name = id === undefined ? 'namespace' : 'id';
  return found ?? refuse(itemError('INVALID_DATA', 'Invalid or Unsupported signal id', locate(path, name)));
}

/** The signals of an org; they get their ids when they are first asked for. */
function signalsOf(store: DocStore, org: string): readonly Doc[] {
  const there = store.list(org, 'signals');
  if (there.length > 0) return there;
  for (const namespace of knownSignals) store.put(org, 'signals', { id: store.nextId(org), namespace });
  return store.list(org, 'signals');
}

/** Custom fields that a request asks for beside a rule. The emulator makes none and says so, as the file provides for. */
export function unsavedFields(item: JsonObject): readonly JsonObject[] {
  const fields = item['custom_fields'];
  return Array.isArray(fields) ? fields.filter((field) => isObject(field)).map((field) => ({ field_label: text(field, 'field_label') ?? '' })) : [];
}

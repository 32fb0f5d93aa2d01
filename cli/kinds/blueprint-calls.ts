import type { Json, JsonObject } from '../model/json.ts';
import { isObject, property, text } from '../model/json.ts';
import type { SideEndpoint, SideFacts } from './kind.ts';
import { listOf } from './options.ts';

const [one, transitions] = ['/settings/blueprints/{id}', '/settings/blueprints/transitions'];

/**
 * The calls that a blueprint needs for its states, its transitions and its use. States come before the transitions that lead to them and go after those, so what either
 * needs counts for both. One that cannot be started stays a draft; without its states it is nothing.
 */
export const blueprintCalls: readonly SideEndpoint[] = [
  { method: 'POST', path: `${one}/states`, sets: (step) => partsOf(step, comesState(step)) },
  { method: 'DELETE', path: `${one}/states/{part}`, sets: (step) => partsOf(step, goesState(step)).filter((name) => name === 'states') },
  { method: 'POST', path: transitions, sets: (step) => ofTransitions(step, (was) => was === undefined) },
  { method: 'PUT', path: transitions, sets: (step) => ofTransitions(step, (was, is) => was !== undefined && is !== undefined) },
  { method: 'DELETE', path: `${transitions}/{id}`, sets: (step) => ofTransitions(step, (_was, is) => is === undefined) },
  { method: 'POST', path: `${one}/actions/activate`, sets: (step) => (starts(step) ? ['status'] : []), instead: { status: 'draft' } },
  { method: 'DELETE', path: `${one}/actions/activate`, sets: (step) => (stops(step) ? ['status'] : []), instead: { status: 'draft' } },
];

/** The attributes of the parts that differ, where the step needs the call. */
function partsOf({ after, changed }: SideFacts, isNeeded: boolean): readonly string[] {
  return after !== undefined && isNeeded ? ['states', 'transitions'].filter((name) => changed.has(name)) : [];
}

function comesState({ before, after }: SideFacts): boolean {
  const there = listOf(before ?? {}, 'states');
  return listOf(after ?? {}, 'states').some((value) => !there.includes(value));
}

function goesState({ before, after }: SideFacts): boolean {
  const wanted = listOf(after ?? {}, 'states');
  return listOf(before ?? {}, 'states').some((value) => !wanted.includes(value));
}

/** The same for a step in which one of the transitions that differ is as asked for; where states go, transitions let go of them first. */
function ofTransitions(step: SideFacts, asked: (was: Json | undefined, is: Json | undefined) => boolean): readonly string[] {
  const [was, is] = [transitionsOf(step.before), transitionsOf(step.after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const differ = names.filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]));
  const needed = partsOf(
    step,
    differ.some((name) => asked(was[name], is[name])),
  );
  return needed.filter((name) => name === 'transitions' || goesState(step));
}

function transitionsOf(attributes: JsonObject | undefined): JsonObject {
  const found = property(attributes, 'transitions');
  return isObject(found) ? found : {};
}

const statusOf = (attributes: JsonObject): string => text(attributes, 'status') ?? 'active';

/** A draft that is to be taken out of use is started first. */
function starts({ before, after, changed }: SideFacts): boolean {
  if (after === undefined || !changed.has('status')) return false;
  const now = before === undefined ? 'draft' : statusOf(before);
  const wanted = statusOf(after);
  return wanted !== now && (wanted === 'active' || (wanted === 'inactive' && now === 'draft'));
}

/** One that runs is taken out of use before it is deleted. */
function stops({ before, after, changed }: SideFacts): boolean {
  if (after === undefined) return before !== undefined && statusOf(before) === 'active';
  return changed.has('status') && statusOf(after) === 'inactive' && (before === undefined || statusOf(before) !== 'inactive');
}

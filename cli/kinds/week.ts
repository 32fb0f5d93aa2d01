import type { Json } from '../model/json.ts';
import { text } from '../model/json.ts';

const week = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Days, or what is said of days, in the order of the week: the CRM gives them in none (facts: samples 25), and in files any order means the same. */
export function inWeekOrder(list: readonly Json[]): readonly Json[] {
  const place = (one: Json): number => week.indexOf(typeof one === 'string' ? one : (text(one, 'days') ?? ''));
  return [...list].sort((a, b) => place(a) - place(b));
}

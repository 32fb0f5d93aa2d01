import type { JsonObject } from '../../../model/json.ts';
import type { Writing } from '../metadata/writing.ts';

/** placeholder */
export function seedFolder(_writing: Writing, _folder: string): JsonObject {
  return {};
}

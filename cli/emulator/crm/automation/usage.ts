import type { DocStore } from '../store.ts';

/** Where a field is used by automation: one line each, such as `workflow rule "Assign owner"`. Empty when nothing uses it. `org` is the org's name, `module` the module's api_name. */
export function usesOfField(_store: DocStore, _org: string, _module: string, _fieldApiName: string): string[] {
  return [];
}

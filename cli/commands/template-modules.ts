import { text } from '../model/json.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** Modules whose email templates desired notifications refer to (`<Module>/<name>`), so that their ids are looked up in the target. */
export function findTemplateModules(desired: Snapshot): readonly string[] {
  const names = [...desired.elements.values()]
    .filter((element) => element.kind === 'email_notification')
    .map((element) => text(element.attributes, 'template')?.split('/')[0] ?? '');
  return [...new Set(names.filter((name) => name !== ''))].sort();
}

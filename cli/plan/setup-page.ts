import type { Kind } from '../kinds/kind.ts';
import { moduleOfKey } from '../model/element.ts';
import type { SetupPage } from '../model/plan.ts';

/**
 * Pages whose addresses are known from links that people publish; the vendor publishes none. Everything else is reached by the setup's own menu, which the first of
 * them shows.
 */
const known: readonly string[] = ['/settings/modules', '/settings/modules/{module}/layouts', '/settings/widgets'];

/** Where a person sets an element of a kind; `home` is the org's address in a browser. */
export function findSetupPage(kind: Kind, key: string, home: string): SetupPage {
  const isKnown = known.includes(kind.setupPage);
  const page = isKnown ? kind.setupPage : (known[0] ?? '');
  const menu = kind.byHand?.menu;
  return {
    url: `${home}${page.replace('{module}', encodeURIComponent(moduleOfKey(key)))}`,
    ...(menu === undefined ? {} : { menu }),
    ...(isKnown && kind.byHand?.near !== true ? {} : { near: true as const }),
  };
}

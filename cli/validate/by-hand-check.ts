import { isReadable } from '../kinds/kind.ts';
import type { Element } from '../model/element.ts';
import { moduleOfKey, refOf } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import type { CheckContext } from './check.ts';
import { elementsOf, makeFinding, mayBeUnread, quote, spendOnNames, suggest } from './check.ts';

/**
 * Findings of by-hand elements whose folder is that of no module; code `ref.missing`. Nothing else would tell: no org ever reads them back. A kind that is read
 * has its elements from modules that were read.
 */
export function* checkByHandModules(context: CheckContext): Generator<Finding> {
  const modules = elementsOf(context, 'module').map((element) => element.key);
  // An environment that describes no module at all leaves them to the org.
  if (modules.length === 0) return;
  for (const element of context.snapshot.elements.values()) if (isAstray(context, element)) yield describeAstray(context, element, modules);
}

function isAstray(context: CheckContext, element: Element): boolean {
  const kind = context.kindByName.get(element.kind);
  if (kind === undefined || isReadable(kind) || kind.scope !== 'module') return false;
  const module = moduleOfKey(element.key);
  const ref = refOf('module', module);
  return !context.snapshot.elements.has(ref) && context.exists?.(ref) !== true && !mayBeUnread(context, 'module', module, module);
}

function describeAstray(context: CheckContext, element: Element, modules: readonly string[]): Finding {
  const module = moduleOfKey(element.key);
  const title = context.kindByName.get('module')?.title[context.lang] ?? 'Module';
  return makeFinding(context, 'ref.missing', element, {
    path: [],
    what: 'key',
    near: spendOnNames(context, module, modules.length) ? suggest(module, modules) : [],
    values: { title, key: quote(module) },
  });
}

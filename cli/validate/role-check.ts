import { refOf } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import { text } from '../model/json.ts';
import type { CheckContext } from './check.ts';
import { elementsOf, makeFinding } from './check.ts';

/** Findings of roles that report, through others, to themselves; code `role.cycle`. */
export function checkRoles(context: CheckContext): readonly Finding[] {
  return elementsOf(context, 'role').flatMap((role) => {
    const path = chainOf(context, role.key);
    return path.at(-1) === role.key ? [makeFinding(context, 'role.cycle', role, { path: ['reporting_to'], values: { path: path.join(' → ') } })] : [];
  });
}

/** Roles above a role, from its own superior on, until the top or until one comes again. */
function chainOf(context: CheckContext, role: string): readonly string[] {
  const chain: string[] = [];
  let above = superiorOf(context, role);
  while (above !== undefined && !chain.includes(above)) {
    chain.push(above);
    if (above === role) break;
    above = superiorOf(context, above);
  }
  return chain;
}

function superiorOf(context: CheckContext, role: string): string | undefined {
  return text(context.snapshot.elements.get(refOf('role', role))?.attributes, 'reporting_to');
}

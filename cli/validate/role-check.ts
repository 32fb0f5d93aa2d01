import { refOf } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import { text } from '../model/json.ts';
import type { CheckContext } from './check.ts';
import { elementsOf, makeFinding } from './check.ts';

/** Findings of roles that report, through others, to themselves; code `role.cycle`. */
export function* checkRoles(context: CheckContext): Generator<Finding> {
  for (const circle of findCircles(context))
    for (const [index, key] of circle.entries()) {
      const role = context.snapshot.elements.get(refOf('role', key));
      const above = Array.from({ length: Math.min(circle.length, mostShown) }, (_, step) => circle[(index + step + 1) % circle.length]);
      const path = (circle.length > mostShown ? [...above, '…', key] : above).join(' → ');
      if (role !== undefined) yield makeFinding(context, 'role.cycle', role, { path: ['reporting_to'], values: { path } });
    }
}

/** Most roles of a circle that a message names. */
const mostShown = 10;

/** The circles of roles, each from one of its roles upwards. Every role is walked over once, since chains may be thousands long. */
function findCircles(context: CheckContext): readonly (readonly string[])[] {
  const circles: (readonly string[])[] = [];
  const done = new Set<string>();
  for (const { key } of elementsOf(context, 'role')) {
    const chain = new Set<string>();
    let above: string | undefined = key;
    for (; above !== undefined && !done.has(above) && !chain.has(above); above = superiorOf(context, above)) chain.add(above);
    if (above !== undefined && chain.has(above)) circles.push([...chain].slice([...chain].indexOf(above)));
    for (const role of chain) done.add(role);
  }
  return circles;
}

function superiorOf(context: CheckContext, role: string): string | undefined {
  return text(context.snapshot.elements.get(refOf('role', role))?.attributes, 'reporting_to');
}

import type { Finding } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import { objects, property, text } from '../model/json.ts';
import type { CheckContext } from './check.ts';
import { elementsOf, makeFinding, quote } from './check.ts';

/** Findings of layouts that show a field twice; code `layout.duplicate-field`. That a field is one of the module is a matter of references. */
export function checkLayouts(context: CheckContext): readonly Finding[] {
  const findings: Finding[] = [];
  for (const layout of elementsOf(context, 'layout')) {
    const seen = new Set<string>();
    for (const [at, section] of objects(layout.attributes, 'sections').entries()) {
      for (const [index, member] of fieldsOf(section).entries()) {
        const field = typeof member === 'string' ? member : (text(member, 'field') ?? '');
        const path = ['sections', at, 'fields', index];
        if (seen.has(field)) findings.push(makeFinding(context, 'layout.duplicate-field', layout, { path, values: { field: quote(field) } }));
        if (field !== '') seen.add(field);
      }
    }
  }
  return findings;
}

function fieldsOf(section: Json): readonly Json[] {
  const fields = property(section, 'fields');
  return Array.isArray(fields) ? fields : [];
}

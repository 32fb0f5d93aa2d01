import { canonicalText } from '../model/canonical.ts';
import type { Finding } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import { isList, objects, property, text } from '../model/json.ts';
import type { CheckContext, Correction } from './check.ts';
import { elementsOf, makeFinding, quote } from './check.ts';

/** Findings of layouts that show a field twice; code `layout.duplicate-field`. That a field is one of the module is a matter of references. */
export function* checkLayouts(context: CheckContext): Generator<Finding> {
  for (const layout of elementsOf(context, 'layout')) {
    const seen = new Map<string, Json>();
    for (const [at, section] of objects(layout.attributes, 'sections').entries()) {
      const fields = fieldsOf(section);
      for (const [index, member] of fields.entries()) {
        const field = typeof member === 'string' ? member : (text(member, 'field') ?? '');
        const path = ['sections', at, 'fields', index];
        const first = seen.get(field);
        const correction = first !== undefined && fields.includes(first) ? correctRepetition(first, member) : undefined;
        if (first === undefined && field !== '') seen.set(field, member);
        else if (first !== undefined)
          yield makeFinding(context, 'layout.duplicate-field', layout, { path, values: { field: quote(field) }, correction });
      }
    }
  }
}

/** A repetition in the same section goes when it says nothing that the first mention does not say. */
function correctRepetition(first: Json, member: Json): Correction | undefined {
  return typeof member === 'string' || canonicalText(first) === canonicalText(member) ? { what: 'remove' } : undefined;
}

function fieldsOf(section: Json): readonly Json[] {
  const fields = property(section, 'fields');
  return isList(fields) ? fields : [];
}

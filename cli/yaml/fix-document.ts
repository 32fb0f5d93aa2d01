import type { FindingEdit, Replacement } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import type { PlannedFix } from './fix-text.ts';
import { planFix } from './fix-text.ts';
import { fixValue } from './fix-value.ts';
import { equalJson } from './json-equality.ts';
import { createLocator } from './place.ts';
import { parseNodes, readDocument } from './read-document.ts';
import type { TextEdit } from './text-edit.ts';
import { applyEdits } from './text-edit.ts';

/** A text after some of the edits that were to be made. */
export interface FixedText {
  readonly text: string;
  /** the edits that were made; others met one of them at the same place and may follow in another round */
  readonly made: readonly FindingEdit[];
}

/**
 * Makes edits in a YAML text; all that they do not concern stays byte for byte. Undefined, so that nothing is written, when the text cannot be read without doubt, when
 * an edit finds no place in it, or when the result would not mean what the edits say.
 */
export function fixDocument(text: string, edits: readonly FindingEdit[]): FixedText | undefined {
  const value = readClearly(text);
  if (value === undefined) return undefined;
  const planned = planFixes(text, edits);
  if (planned.includes(undefined)) return undefined;
  const chosen = withoutOverlaps(planned.flatMap((fix) => fix ?? []));
  // Edits that do not go together are made one a round.
  return writeFixes(text, value, chosen) ?? writeFixes(text, value, chosen.slice(0, 1));
}

/** What each edit would replace in a file's text; undefined for one that finds no place, and for all when the text cannot be read without doubt. */
export function locateFixes(file: string, text: string, edits: readonly FindingEdit[]): readonly (Replacement | undefined)[] {
  if (readClearly(text) === undefined) return edits.map(() => undefined);
  const { at } = createLocator(file, text);
  return planFixes(text, edits).map((fix) => {
    if (fix === undefined) return undefined;
    const { start, end, text: inserted } = inLineEnds(text, fix.replacement);
    return { start: at(start), end: at(end), text: inserted };
  });
}

/** A text's value where there is no doubt about it. A number that was meant as a text is what `quote` mends. */
function readClearly(text: string): Json | undefined {
  const { value, problems } = readDocument(text);
  return problems.every((problem) => problem.code === 'yaml.number') ? value : undefined;
}

function planFixes(text: string, edits: readonly FindingEdit[]): readonly (PlannedFix | undefined)[] {
  const documents = parseNodes(text);
  const root = Array.isArray(documents) ? documents[0]?.contents : undefined;
  return edits.map((edit) => planFix(text, root, edit));
}

function writeFixes(text: string, value: Json, fixes: readonly PlannedFix[]): FixedText | undefined {
  const fixed = applyEdits(
    text,
    fixes.map((fix) => inLineEnds(text, fix.replacement)),
  );
  const meant = fixValue(value, fixes);
  const found = readDocument(fixed).value;
  const isMeant = meant !== undefined && found !== undefined && equalJson(found, meant);
  return isMeant && fixes.length > 0 ? { text: fixed, made: fixes.map((fix) => fix.edit) } : undefined;
}

function inLineEnds(text: string, edit: TextEdit): TextEdit {
  return text.includes('\r\n') ? { ...edit, text: edit.text.replaceAll('\n', '\r\n') } : edit;
}

/** Of edits that touch the same part of a text the first. */
function withoutOverlaps(fixes: readonly PlannedFix[]): readonly PlannedFix[] {
  const chosen: PlannedFix[] = [];
  for (const fix of fixes) if (!chosen.some((other) => overlaps(fix.replacement, other.replacement))) chosen.push(fix);
  return chosen;
}

function overlaps(one: TextEdit, other: TextEdit): boolean {
  return one.start === other.start || (one.start < other.end && other.start < one.end);
}

import type { Finding, Place } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import { createLocator } from './place.ts';
import { readDocument } from './read-document.ts';

/** What one YAML file says, for files that hold no elements (`org.yaml`, `orgcast.yaml`, a template's manifest). */
export interface DecodedDocument {
  /** undefined when the file cannot be trusted to mean anything; then there is an error among the findings */
  readonly value: Json | undefined;
  readonly findings: readonly Finding[];
  /** place of the key or value at a path; of the nearest one above when there is none */
  locate(path: readonly (string | number)[], what?: 'key' | 'value'): Place;
}

// Parsed nodes take some fifty times the space of their text, and few files have findings: those of ordinary files are parsed again for these.
const longText = 50_000;

/** Reads one YAML file strictly. `file` is the path that findings name. */
export function decodeDocument(file: string, text: string): DecodedDocument {
  const { value, problems, root } = readDocument(text);
  const locator = createLocator(file, text, text.length > longText ? root : undefined);
  const findings = problems.map(({ code, offset, message, fix }): Finding => ({ code, severity: 'error', message, fix, ...locator.at(offset) }));
  return { value, findings, locate: (path, what = 'value') => locator.find(path, what) };
}

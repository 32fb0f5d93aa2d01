import type { Finding, Replacement, Severity } from '../model/finding.ts';
import { compareFindings } from '../model/finding.ts';
import type { JsonObject } from '../model/json.ts';

/** SARIF's words for severities happen to be ours (SARIF 2.1.0, section 3.27.10). */
const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'note' };

/** Name of the folder that paths are relative to; GitHub takes it for the repository's root. */
const rootName = '%SRCROOT%';

/** Where a finding without a file is shown: code scanning refuses the whole log when one result has no file. */
const fallbackFile = 'orgcast.yaml';

/**
 * Findings as a SARIF 2.1.0 log with one run, for code scanning: rules are finding codes, paths are relative to the repository, columns count UTF-16
 * code units. `version` is that of this program; `replacements` are the corrections of findings that have one.
 */
export function toSarif(findings: readonly Finding[], version: string, replacements: ReadonlyMap<Finding, Replacement> = new Map()): JsonObject {
  const sorted = findings.toSorted(compareFindings);
  const codes = [...new Set(sorted.map((finding) => finding.code))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'orgcast', semanticVersion: version, rules: codes.map((code) => ({ id: code })) } },
        columnKind: 'utf16CodeUnits',
        results: sorted.map((finding) => ({ ...toResult(finding, codes), ...toFixes(finding, replacements.get(finding)) })),
      },
    ],
  };
}

function toResult(finding: Finding, codes: readonly string[]): JsonObject {
  const text = finding.fix === undefined ? finding.message : `${finding.message}\n${finding.fix}`;
  return {
    ruleId: finding.code,
    ruleIndex: codes.indexOf(finding.code),
    level: levels[finding.severity],
    message: { text: escapeLinks(text) },
    locations: [{ ...physicalLocation(finding), ...logicalLocation(finding) }],
  };
}

/** A correction as code scanning offers it: what to delete, and what to put there (SARIF 2.1.0, sections 3.55 to 3.57). */
function toFixes(finding: Finding, replacement: Replacement | undefined): JsonObject {
  if (replacement === undefined) return {};
  const { start, end, text } = replacement;
  const deletedRegion = { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
  const change = {
    artifactLocation: { uri: encodePath(start.file), uriBaseId: rootName },
    replacements: [{ deletedRegion, insertedContent: { text } }],
  };
  return { fixes: [{ description: { text: escapeLinks(finding.fix ?? finding.message) }, artifactChanges: [change] }] };
}

function physicalLocation({ file = fallbackFile, line = 1, column }: Finding): JsonObject {
  const region = { startLine: line, ...(column === undefined ? {} : { startColumn: column }) };
  return { physicalLocation: { artifactLocation: { uri: encodePath(file), uriBaseId: rootName }, region } };
}

function logicalLocation({ element, path }: Finding): JsonObject {
  const names = [element, path].filter((name) => name !== undefined);
  return names.length === 0 ? {} : { logicalLocations: [{ fullyQualifiedName: names.join(' ') }] };
}

/** A path as a relative URI reference: each name percent-encoded, so that `第一.yaml`, blanks, `:` and `%` survive. */
function encodePath(file: string): string {
  return file.replaceAll('\\', '/').toWellFormed().split('/').map(encodeURIComponent).join('/');
}

/** A message holds no links of ours, so what looks like one (`[text](target)`) is not to be one (SARIF 2.1.0, section 3.11.6). */
function escapeLinks(text: string): string {
  return text.includes('](') ? text.replace(/[\\[\]]/g, '\\$&') : text;
}

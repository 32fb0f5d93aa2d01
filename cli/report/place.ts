import type { Finding } from '../model/finding.ts';

/** Where a finding is: `file:line:column`, else the element's address, else the path, else nothing. Not encoded for any medium. */
export function locateFinding(finding: Finding): string {
  if (finding.file !== undefined) return [finding.file, finding.line, finding.column].filter((part) => part !== undefined).join(':');
  return finding.element ?? finding.path ?? '';
}

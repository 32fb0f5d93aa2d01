import type { Json } from '../model/json.ts';
import { isList, property, text } from '../model/json.ts';
import type { AllowedRisk, ApprovalRules } from '../model/org.ts';
import { usualApproval } from '../model/org.ts';
import type { Lang } from '../validate/messages.ts';
import { decodeDocument } from '../yaml/decode-document.ts';
import { findDocumentProblems } from './document-findings.ts';
import { refuseFindings } from './refuse.ts';

/** Name of the file with the settings of the whole repository. */
export const settingsFile = 'orgcast.yaml';

/**
 * `defaults` of the text of orgcast.yaml, undefined when it sets none. Settings that cannot be read, or say something that is not known, refuse everything:
 * Failure `org.policy` with every finding.
 */
export function readDefaults(content: string | undefined, lang: Lang): Json | undefined {
  if (content === undefined) return undefined;
  const decoded = decodeDocument(settingsFile, content);
  const findings = findDocumentProblems({ schema: 'orgcast', decoded, code: 'org.policy', lang });
  if (findings.length > 0) throw refuseFindings(findings, `${settingsFile} cannot be used`, { code: 'org.policy', place: settingsFile });
  return property(decoded.value, 'defaults');
}

/** What an approval has to be: key by key what org.yaml says, else what the defaults say, else as usual. Both were judged by their schemas. */
export function readApproval(org: Json, defaults: Json | undefined): ApprovalRules {
  const say = (name: string): Json | undefined => property(org, name) ?? property(defaults, name);
  const [reviews, allow] = [say('min_reviews'), say('allow')];
  const word = (name: string): string | undefined => text(org, name) ?? text(defaults, name);
  return {
    approval: word('approval') === 'signed' ? 'signed' : usualApproval.approval,
    minReviews: typeof reviews === 'number' ? reviews : usualApproval.minReviews,
    forks: say('forks') === true,
    allow: isList(allow) ? new Set(allow as readonly AllowedRisk[]) : usualApproval.allow,
    eligibility: word('policy') === 'native-parity' ? 'native-parity' : usualApproval.eligibility,
    disclose: word('disclose') === 'names-only' ? 'names-only' : usualApproval.disclose,
  };
}

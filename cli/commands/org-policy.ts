import type { JsonObject } from '../model/json.ts';
import { isObject, property, text } from '../model/json.ts';
import type { DataCenter, OrgPolicy } from '../model/org.ts';
import { usualApproval } from '../model/org.ts';
import type { Lang } from '../validate/messages.ts';
import { decodeDocument } from '../yaml/decode-document.ts';
import type { JudgedDocument } from './document-findings.ts';
import { findDocumentProblems } from './document-findings.ts';
import { findRuleProblems, readRules } from './org-rules.ts';
import { refuseFindings } from './refuse.ts';

/** Name of the policy file in an environment's folder. */
export const policyFile = 'org.yaml';

/**
 * Reads the policy of an environment from the text of its org.yaml. A policy that cannot be read, or says something that is not known, refuses everything:
 * Failure `org.policy` with every finding.
 */
export function readPolicy(name: string, file: string, content: string, lang: Lang = 'en'): OrgPolicy {
  const document: JudgedDocument = { schema: 'org', decoded: decodeDocument(file, content), code: 'org.policy', lang };
  const problems = findDocumentProblems(document);
  const findings = problems.length > 0 ? problems : findRuleProblems(document);
  if (findings.length > 0) throw refuseFindings(findings, `${file} cannot be used`, { code: 'org.policy', place: file });
  const { value } = document.decoded;
  return policyOf(name, isObject(value) ? value : {});
}

function policyOf(name: string, value: JsonObject): OrgPolicy {
  const strings = (found: unknown): readonly string[] => (Array.isArray(found) ? found.filter((one) => typeof one === 'string') : []);
  const numbers = (found: unknown): readonly number[] => (Array.isArray(found) ? found.filter((one) => typeof one === 'number') : []);
  const repository = property(value, 'repository_id');
  return {
    name,
    zgid: text(value, 'zgid'),
    dataCenter: (text(value, 'data_center') ?? 'us') as DataCenter,
    identityKeys: strings(property(value, 'identity_keys')),
    approvers: numbers(property(value, 'approvers')),
    repositoryId: typeof repository === 'number' ? repository : undefined,
    baseBranch: text(value, 'base_branch') ?? 'main',
    rules: readRules(value),
    approval: usualApproval,
  };
}

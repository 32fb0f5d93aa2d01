import type { Repository } from '../git/repository.ts';
import { readTreeAt } from '../git/trees.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, property, text } from '../model/json.ts';
import type { DataCenter, OrgPolicy } from '../model/org.ts';
import { environmentFolder } from '../model/request.ts';
import type { Lang } from '../validate/messages.ts';
import { decodeDocument } from '../yaml/decode-document.ts';
import { readApproval, readDefaults, settingsFile } from './approval-rules.ts';
import type { JudgedDocument } from './document-findings.ts';
import { findDocumentProblems } from './document-findings.ts';
import { findRuleProblems, readRules } from './org-rules.ts';
import { refuseFindings } from './refuse.ts';

/** Name of the policy file in an environment's folder. */
export const policyFile = 'org.yaml';

/** What a policy is read with besides its own text. */
export interface PolicyOptions {
  readonly lang?: Lang;
  /** text of orgcast.yaml as of the same moment, whose `defaults` count where org.yaml says nothing; absent: there is none */
  readonly settings?: string | undefined;
}

/**
 * Reads the policy of an environment from the text of its org.yaml. A policy that cannot be read, or says something that is not known, refuses everything:
 * Failure `org.policy` with every finding.
 */
export function readPolicy(name: string, file: string, content: string, { lang = 'en', settings }: PolicyOptions = {}): OrgPolicy {
  const document: JudgedDocument = { schema: 'org', decoded: decodeDocument(file, content), code: 'org.policy', lang };
  const problems = findDocumentProblems(document);
  const findings = problems.length > 0 ? problems : findRuleProblems(document);
  if (findings.length > 0) throw refuseFindings(findings, `${file} cannot be used`, { code: 'org.policy', place: file });
  const { value } = document.decoded;
  return policyOf(name, isObject(value) ? value : {}, readDefaults(settings, lang));
}

/**
 * The policy of an environment as a commit has it, with the defaults of the same commit; undefined when the commit has no such environment, or something else than
 * a plain file in place of either.
 */
export async function readPolicyAt(git: Repository, commit: string, name: string): Promise<OrgPolicy | undefined> {
  const path = `${environmentFolder(name)}/${policyFile}`;
  const [file] = await readTreeAt(git, commit, path);
  const [settings] = await readTreeAt(git, commit, settingsFile);
  if (file?.mode !== '100644' || (settings !== undefined && settings.mode !== '100644')) return undefined;
  return readPolicy(name, path, file.text, { settings: settings?.text });
}

function policyOf(name: string, value: JsonObject, defaults: Json | undefined): OrgPolicy {
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
    approval: readApproval(value, defaults),
  };
}

import { validators } from '../kinds/validators.gen.js';
import type { Finding } from '../model/finding.ts';
import type { JsonObject } from '../model/json.ts';
import { isObject, property, text } from '../model/json.ts';
import type { DataCenter, OrgPolicy } from '../model/org.ts';
import { usualRules } from '../model/org.ts';
import { decodeDocument } from '../yaml/decode-document.ts';
import { refuseFindings } from './refuse.ts';

/** Name of the policy file in an environment's folder. */
export const policyFile = 'org.yaml';

/**
 * Reads the policy of an environment from the text of its org.yaml. A policy that cannot be read, or says something that is not known, refuses everything:
 * Failure `org.policy` with every finding.
 */
export function readPolicy(name: string, file: string, content: string): OrgPolicy {
  const decoded = decodeDocument(file, content);
  const value = decoded.value ?? {};
  const findings =
    decoded.findings.length > 0 || decoded.value === undefined ? [...decoded.findings] : schemaFindings(value as JsonObject, decoded.locate);
  if (findings.length > 0) throw refuseFindings(findings, `${file} cannot be used`, { code: 'org.policy', place: file });
  return policyOf(name, isObject(value) ? value : {});
}

function schemaFindings(value: JsonObject, locate: ReturnType<typeof decodeDocument>['locate']): readonly Finding[] {
  const validate = validators.org;
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error): Finding => {
    const unknown: unknown = error.params['additionalProperty'];
    const path = [...error.instancePath.split('/').slice(1), ...(typeof unknown === 'string' ? [unknown] : [])];
    return {
      code: 'org.policy',
      severity: 'error',
      message: `${path.join('.') || policyFile} ${error.message ?? 'is wrong'}.`,
      fix: 'See schemas/org.schema.json.',
      ...locate(path, typeof unknown === 'string' ? 'key' : 'value'),
    };
  });
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
    rules: usualRules,
  };
}

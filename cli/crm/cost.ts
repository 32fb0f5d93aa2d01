import type { Capabilities, Operation } from '../model/capability.ts';
import type { CrmMethod } from '../model/crm-call.ts';

/**
 * The operation behind a concrete path such as `/settings/fields/4150868000000002001`, undefined when the org offers none. Of the templates that
 * fit, the one with the fewest parameters is meant.
 */
export function matchOperation(capabilities: Capabilities, method: CrmMethod, path: string): Operation | undefined {
  const exact = capabilities.paths.get(path)?.find((operation) => operation.method === method);
  if (exact !== undefined) return exact;
  const parts = path.split('/');
  const fitting = [...capabilities.paths].filter(([template]) => fits(template.split('/'), parts));
  const [best] = fitting.sort(([a], [b]) => a.split('{}').length - b.split('{}').length);
  return best?.[1].find((operation) => operation.method === method);
}

function fits(template: readonly string[], parts: readonly string[]): boolean {
  return template.length === parts.length && template.every((part, index) => part === '{}' || part === parts[index]);
}

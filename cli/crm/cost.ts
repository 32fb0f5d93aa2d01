import type { Capabilities, Operation } from '../model/capability.ts';
import type { CrmMethod } from '../model/crm-call.ts';

/**
 * The operation behind a concrete path such as `/settings/fields/4150868000000002001`, undefined when the org offers none. Of the templates that
 * fit, the one with the fewest parameters is meant.
 */
export type FindOperation = (method: CrmMethod, path: string) => Operation | undefined;

/** Looks operations up in what an org's API can do. */
export function makeOperationFinder(capabilities: Capabilities): FindOperation {
  const templates = [...capabilities.paths].map(([template, operations]) => ({ parts: template.split('/'), operations }));
  const byLength = Map.groupBy(templates, ({ parts }) => parts.length);
  return (method, given) => {
    const path = given.toLowerCase();
    const exact = capabilities.paths.get(path)?.find((operation) => operation.method === method);
    if (exact !== undefined) return exact;
    const parts = path.split('/');
    const fitting = (byLength.get(parts.length) ?? []).filter((template) => fits(template.parts, parts));
    const [best] = fitting.sort((a, b) => countParameters(a.parts) - countParameters(b.parts));
    return best?.operations.find((operation) => operation.method === method);
  };
}

function fits(template: readonly string[], parts: readonly string[]): boolean {
  return template.every((part, index) => part === '{}' || part === parts[index]);
}

function countParameters(template: readonly string[]): number {
  return template.filter((part) => part === '{}').length;
}

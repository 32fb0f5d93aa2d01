import { text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';

/** The role itself and all roles above it, nearest first. */
export function lineOf(roles: readonly Doc[], id: string): string[] {
  const line: string[] = [];
  for (let at: string | undefined = id; at !== undefined && !line.includes(at); ) {
    line.push(at);
    at = text(roles.find((role) => role.id === at)?.['reporting_to'], 'id');
  }
  return line;
}

/** Roles that report directly to a role. */
export function childrenOf(roles: readonly Doc[], id: string): Doc[] {
  return roles.filter((role) => text(role['reporting_to'], 'id') === id);
}

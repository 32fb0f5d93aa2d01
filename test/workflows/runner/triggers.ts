import type { ForgeEvent } from '../../../cli/emulator/git/events.ts';
import { objects, property, text } from '../../../cli/model/json.ts';
import type { Workflow } from './workflow-file.ts';

/** What a workflow runs for; `pull_request` is not an event of the embedded Git host but may be made by a test. */
export type WorkflowEvent = Omit<ForgeEvent, 'name'> & { readonly name: ForgeEvent['name'] | 'pull_request' };

/** Whether GitHub would start a workflow for an event: `on` with its filters. */
export function isStartedBy(workflow: Workflow, event: WorkflowEvent): boolean {
  const wanted = workflow.events[event.name];
  if (wanted === undefined) return false;
  if (event.name === 'workflow_dispatch') return text(event.payload, 'workflow') === workflow.path;
  if (event.name === 'push') return isPushWanted(workflow.events.push ?? {}, event);
  const { types = ['opened', 'synchronize', 'reopened'], branches = ['**'] } = wanted as { types?: string[]; branches?: string[] };
  return types.includes(event.action ?? '') && matches(branches, text(property(property(event.payload, 'pull_request'), 'base'), 'ref') ?? '');
}

function isPushWanted(filter: NonNullable<Workflow['events']['push']>, event: WorkflowEvent): boolean {
  if (property(event.payload, 'deleted') === true) return false;
  if (event.ref.startsWith('refs/tags/')) return filter.tags !== undefined || filter.branches === undefined;
  if (filter.branches !== undefined && !matches(filter.branches, event.ref.replace('refs/heads/', ''))) return false;
  const { paths } = filter;
  return paths === undefined || changedFiles(event).some((path) => matches(paths, path));
}

function changedFiles(event: WorkflowEvent): string[] {
  return objects(event.payload, 'commits').flatMap((commit) => ['added', 'modified', 'removed'].flatMap((name) => commit[name] as string[]));
}

/** GitHub's filter patterns as far as the workflows use them: `*` within a part, `**` across parts. */
function matches(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => {
    if (/[?+[\]!]/.test(pattern)) throw new Error(`the test runner does not know the filter ${pattern}`);
    const parts = pattern
      .split(/(\*\*|\*)/)
      .map((part) => (part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replaceAll(/[.$()|{}^\\]/g, '\\$&')));
    return new RegExp(`^${parts.join('')}$`).test(name);
  });
}

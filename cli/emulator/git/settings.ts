import type { ForgeContext } from './context.ts';
import { bareOf } from './context.ts';
import type { Repository, RepositorySettings } from './records.ts';
import { writeRuleFile } from './rule-file.ts';

/**
 * A new repository has the rules that the ledger needs and a default branch whose history stays, as README has a user set them up, so that everything that
 * runs here runs under them. The rest is as GitHub makes a repository.
 */
const newRepository: RepositorySettings = {
  rulesets: [
    {
      ...{ id: 1, name: 'orgcast ledger', target: 'tag', enforcement: 'active' },
      ...{ include: ['refs/tags/orgcast/**/*'], exclude: [], rules: [{ type: 'update' }, { type: 'deletion' }], bypassActors: [] },
    },
    {
      ...{ id: 2, name: 'default branch', target: 'branch', enforcement: 'active' },
      ...{ include: ['~DEFAULT_BRANCH'], exclude: [], rules: [{ type: 'deletion' }, { type: 'non_fast_forward' }], bypassActors: [] },
    },
  ],
  actionsEnabled: true,
  allowedActions: 'all',
  defaultRights: 'read',
  actionsMayApprove: false,
  secrets: [],
};

/** The settings of a repository. */
export function settingsOf(context: ForgeContext, repository: Repository): RepositorySettings {
  return context.store.get('settings', 0, repository.id) ?? newRepository;
}

/** Changes some settings; rules are in force for the next push and the next REST call. */
export function changeSettings(context: ForgeContext, repository: Repository, changes: Partial<RepositorySettings>): void {
  const settings = { ...settingsOf(context, repository), ...changes };
  context.store.put('settings', 0, repository.id, settings);
  enforceRules(context, repository);
}

/** Writes the active rules where the hooks read them. */
export function enforceRules(context: ForgeContext, repository: Repository): void {
  const { rulesets } = settingsOf(context, repository);
  writeRuleFile(bareOf(context, repository).dir, rulesets, repository.defaultBranch);
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningEmulator } from '../../emulator/listen.ts';
import type { CommandContext } from '../context.ts';
import type { Actor } from './stage.ts';
import { actorEnvironment, runGit } from './stage.ts';

/** Name of the repository of the story. */
export const repositoryName = 'acme/crm';

/** Everybody in the story. */
export interface Cast {
  /** administrator of the head office, who sends */
  readonly hana: Actor;
  /** administrator of the branch, who makes the key and approves */
  readonly kenji: Actor;
  /** the branch's second administrator, who is asked where one approval is not enough */
  readonly mika: Actor;
  /** the CI job, which checks and applies */
  readonly ci: Actor;
}

/** Makes the repository and its people; the sender, the second approver and the job may write, the approver owns it. */
export async function assembleCast(context: CommandContext, emulator: RunningEmulator, folder: string): Promise<Cast> {
  const { forge } = emulator;
  const people = {
    hana: forge.createUser('hana'),
    kenji: forge.createUser('kenji'),
    mika: forge.createUser('mika'),
    ci: forge.createUser('github-actions[bot]', { id: 41_898_282 }),
  };
  await forge.createRepository({ owner: 'acme', name: 'crm', defaultBranch: 'main', private: true });
  forge.setPermission(repositoryName, 'kenji', 'admin');
  forge.setPermission(repositoryName, 'mika', 'write');
  forge.setPermission(repositoryName, 'hana', 'write');
  forge.setPermission(repositoryName, 'github-actions[bot]', 'write');
  const make = (name: string, token: string, orgs: readonly string[]): Actor => {
    const dir = join(folder, name);
    mkdirSync(dir, { recursive: true });
    const home = join(folder, `home-${name}`);
    mkdirSync(home, { recursive: true });
    return {
      name,
      dir,
      env: { ...actorEnvironment(context, name, home, emulator.url, token), ORGCAST_CRM_URL: emulator.url, ...credentialVariables(emulator, orgs) },
    };
  };
  return {
    hana: make('hana', people.hana.token, ['head-office']),
    kenji: make('kenji', people.kenji.token, ['osaka']),
    mika: make('mika', people.mika.token, []),
    ci: make('ci', people.ci.token, ['osaka']),
  };
}

function credentialVariables(emulator: RunningEmulator, orgs: readonly string[]): Record<string, string> {
  const own = emulator.orgs.filter((org) => orgs.includes(org.name));
  return Object.fromEntries(
    own.flatMap((org) => {
      const prefix = `ORGCAST_${org.name.toUpperCase().replaceAll('-', '_')}`;
      return [
        [`${prefix}_CLIENT_ID`, org.clientId],
        [`${prefix}_CLIENT_SECRET`, org.clientSecret],
        [`${prefix}_REFRESH_TOKEN`, org.refreshToken],
      ];
    }),
  );
}

/** Clones the repository into an actor's folder. */
export async function cloneFor(actor: Actor, emulator: RunningEmulator): Promise<void> {
  await runGit(actor, ['clone', '--quiet', `${emulator.git.cloneUrl}/${repositoryName}.git`, '.']);
}

/** Commits everything in an actor's folder and pushes it to main. */
export async function pushAll(actor: Actor, message: string): Promise<void> {
  await runGit(actor, ['add', '--all']);
  await runGit(actor, ['commit', '--quiet', '--message', message]);
  await runGit(actor, ['push', '--quiet', 'origin', 'HEAD:main']);
}

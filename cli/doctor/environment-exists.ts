import { environmentNames } from './environments.ts';
import type { SetupPromise } from './promise.ts';
import { either, whenKnown } from './promise.ts';

/** A job that names an environment that is not there makes GitHub create it, without any protection (GitHub docs, "Managing environments for deployment"). */
export const environmentExists: SetupPromise = {
  code: 'doctor.environment-exists',
  promise: {
    en: 'Every org has its two environments before a job names them.',
    ja: 'すべての組織に、ジョブが参照する前から 2 つの環境 (environment) がある。',
  },
  fix: {
    en: 'Create the environments <org> and <org>-plan, each with the credentials for its purpose.',
    ja: '環境 <組織名> と <組織名>-plan を作成し、それぞれの用途の認証情報を登録してください。',
  },
  page: 'settings/environments',
  judge: ({ settings, orgs }) =>
    whenKnown('environments', settings.environments, (environments) =>
      orgs.flatMap(environmentNames).map((name) =>
        either(
          environments.some((one) => one.name === name),
          name,
          { en: 'is there', ja: 'ある' },
          { en: 'is missing; the next job would create it without protection', ja: 'ない (次のジョブが保護なしで作成してしまう)' },
        ),
      ),
    ),
};

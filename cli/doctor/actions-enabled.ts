import type { SetupPromise } from './promise.ts';
import { either, whenKnown } from './promise.ts';

/** Where Actions is off, requests are neither checked nor applied, and nobody is told. */
export const actionsEnabled: SetupPromise = {
  code: 'doctor.actions-enabled',
  promise: { en: 'Actions runs in this repository.', ja: 'このリポジトリで Actions が動作する。' },
  fix: { en: 'Allow Actions for this repository.', ja: 'このリポジトリで Actions を許可してください。' },
  page: 'settings/actions',
  judge: ({ settings }) =>
    whenKnown('actions', settings.actionsEnabled, (enabled) =>
      either(enabled, 'actions', { en: 'is enabled', ja: '有効' }, { en: 'is disabled', ja: '無効' }),
    ),
};

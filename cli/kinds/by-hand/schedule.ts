import { describeByHand, unknownToTheApi } from '../by-hand-kind.ts';
import type { Kind } from '../kind.ts';

/** A function that runs at times (facts: zoho-api section 1). */
export const scheduleKind: Kind = describeByHand({
  name: 'schedule',
  title: { en: 'Schedule', ja: 'スケジュール' },
  scope: 'org',
  file: 'automation/schedules/{name}.yaml',
  script: 'deluge',
  why: unknownToTheApi,
  menu: { en: 'Setup > Automation > Schedules', ja: '設定 > 自動化 > スケジュール' },
  setupPage: '/settings/modules',
  near: true,
});

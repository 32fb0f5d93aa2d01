import { describeByHand, unknownToTheApi } from '../by-hand-kind.ts';
import type { Kind } from '../kind.ts';

/** A dashboard (facts: zoho-api section 1). */
export const dashboardKind: Kind = describeByHand({
  name: 'dashboard',
  title: { en: 'Dashboard', ja: 'ダッシュボード' },
  scope: 'org',
  file: 'analytics/dashboards/{name}.yaml',
  why: unknownToTheApi,
  menu: { en: 'Analytics', ja: 'アナリティクス' },
  setupPage: '/settings/modules',
  near: true,
});

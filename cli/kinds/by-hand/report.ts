import { describeByHand, unknownToTheApi } from '../by-hand-kind.ts';
import type { Kind } from '../kind.ts';

/** A report (facts: zoho-api section 1). */
export const reportKind: Kind = describeByHand({
  name: 'report',
  title: { en: 'Report', ja: 'レポート' },
  scope: 'org',
  file: 'analytics/reports/{name}.yaml',
  why: unknownToTheApi,
  menu: { en: 'Reports', ja: 'レポート' },
  setupPage: '/settings/modules',
  near: true,
});

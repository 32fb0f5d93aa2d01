import { describeByHand, unknownToTheApi } from '../by-hand-kind.ts';
import type { Kind } from '../kind.ts';

/** Who reviews records (facts: zoho-api section 1). */
export const reviewProcessKind: Kind = describeByHand({
  name: 'review_process',
  title: { en: 'Review process', ja: 'レビュープロセス' },
  scope: 'module',
  file: 'automation/review-processes/{module}/{name}.yaml',
  why: unknownToTheApi,
  menu: { en: 'Setup > Process Management > Review Processes', ja: '設定 > プロセス管理 > レビュープロセス' },
  setupPage: '/settings/modules',
  near: true,
});

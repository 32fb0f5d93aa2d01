import { describeByHand, unknownToTheApi } from '../by-hand-kind.ts';
import type { Kind } from '../kind.ts';

/** A widget (facts: zoho-api section 1). */
export const widgetKind: Kind = describeByHand({
  name: 'widget',
  title: { en: 'Widget', ja: 'ウィジェット' },
  scope: 'org',
  file: 'developer/widgets/{name}.yaml',
  why: unknownToTheApi,
  menu: { en: 'Setup > Developer Hub > Widgets', ja: '設定 > 開発者向け情報 > ウィジェット' },
  setupPage: '/settings/widgets',
});

import { describeByHand, unknownToTheApi } from '../by-hand-kind.ts';
import type { Kind } from '../kind.ts';

/** Shows and hides fields of a layout (facts: zoho-api section 1). */
export const layoutRuleKind: Kind = describeByHand({
  name: 'layout_rule',
  title: { en: 'Layout rule', ja: 'レイアウトルール' },
  scope: 'module',
  file: 'modules/{module}/layout-rules/{name}.yaml',
  why: unknownToTheApi,
  menu: {
    en: 'Setup > Customization > Modules and Fields > (module) > Layout Rules',
    ja: '設定 > カスタマイズ > タブと項目 > (モジュール) > レイアウトルール',
  },
  setupPage: '/settings/modules/{module}/layouts',
  near: true,
});

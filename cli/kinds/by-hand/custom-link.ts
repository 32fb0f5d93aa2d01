import { describeByHand } from '../by-hand-kind.ts';
import type { Kind } from '../kind.ts';

/** A link of a page (facts: zoho-api section 1). */
export const customLinkKind: Kind = describeByHand({
  name: 'custom_link',
  title: { en: 'Custom link', ja: 'カスタムリンク' },
  scope: 'module',
  file: 'modules/{module}/links/{name}.yaml',
  why: { en: 'no published API has it', ja: '公開された API に該当する機能がありません' },
  menu: {
    en: 'Setup > Customization > Modules and Fields > (module) > Links and Buttons',
    ja: '設定 > カスタマイズ > タブと項目 > (モジュール) > リンクとボタン',
  },
  setupPage: '/settings/modules/{module}/layouts',
  near: true,
});

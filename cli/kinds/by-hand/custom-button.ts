import { describeByHand } from '../by-hand-kind.ts';
import type { Kind } from '../kind.ts';

/** A button of a page (facts: zoho-api section 1). */
export const customButtonKind: Kind = describeByHand({
  name: 'custom_button',
  title: { en: 'Custom button', ja: 'カスタムボタン' },
  scope: 'module',
  file: 'modules/{module}/buttons/{name}.yaml',
  script: 'deluge',
  why: { en: 'no published API has it', ja: '公開された API に該当する機能がありません' },
  menu: {
    en: 'Setup > Customization > Modules and Fields > (module) > Links and Buttons',
    ja: '設定 > カスタマイズ > タブと項目 > (モジュール) > リンクとボタン',
  },
  setupPage: '/settings/modules/{module}/layouts',
  near: true,
});

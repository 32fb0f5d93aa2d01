import { describeByHand } from '../by-hand-kind.ts';
import type { Kind } from '../kind.ts';

/**
 * Screens that people are led through (Zoho "Get All Kiosks", "Get States of a Kiosk" and "Create a Kiosk State", v8; in no OpenAPI file). The pages that could be read show
 * the outline alone: what a state's elements are made of, they do not, so that a copy could be told neither complete nor right.
 */
export const kioskKind: Kind = describeByHand({
  name: 'kiosk',
  title: { en: 'Kiosk', ja: 'キオスク' },
  scope: 'org',
  file: 'automation/kiosks/{name}.yaml',
  why: {
    en: 'the API has it, but what its screens are made of is described nowhere that we could read',
    ja: 'API はありますが、画面の構成要素の仕様を確認できませんでした',
  },
  menu: {
    en: 'Setup > Customization > Kiosk Studio',
    ja: '設定 > カスタマイズ > キオスクスタジオ',
  },
  setupPage: '/settings/kiosk',
});

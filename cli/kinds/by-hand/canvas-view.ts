import { describeByHand, unknownToTheApi } from '../by-hand-kind.ts';
import type { Kind } from '../kind.ts';

/** A designed page (facts: zoho-api section 1). */
export const canvasViewKind: Kind = describeByHand({
  name: 'canvas_view',
  title: { en: 'Canvas view', ja: 'キャンバス' },
  scope: 'module',
  file: 'modules/{module}/canvas-views/{name}.yaml',
  why: unknownToTheApi,
  menu: { en: 'Setup > Customization > Canvas', ja: '設定 > カスタマイズ > キャンバス' },
  setupPage: '/settings/modules',
  near: true,
});

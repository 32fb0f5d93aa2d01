import { describeByHand, unknownToTheApi } from '../by-hand-kind.ts';
import type { Kind } from '../kind.ts';

/** A script of a page (facts: zoho-api section 1). */
export const clientScriptKind: Kind = describeByHand({
  name: 'client_script',
  title: { en: 'Client script', ja: 'クライアントスクリプト' },
  scope: 'module',
  file: 'modules/{module}/client-scripts/{name}.yaml',
  script: 'js',
  why: unknownToTheApi,
  menu: { en: 'Setup > Developer Hub > Client Script', ja: '設定 > 開発者向け情報 > クライアントスクリプト' },
  setupPage: '/settings/modules',
  near: true,
});

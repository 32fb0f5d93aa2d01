import { describeByHand } from '../by-hand-kind.ts';
import type { Kind } from '../kind.ts';

/** A connection to another service; its tokens never stand in files (facts: zoho-api section 1). */
export const connectionKind: Kind = describeByHand({
  name: 'connection',
  title: { en: 'Connection', ja: '接続' },
  scope: 'org',
  file: 'developer/connections/{name}.yaml',
  why: { en: 'the API has nothing for it, and each org authorises its own', ja: 'API に該当する機能がなく、組織ごとに認可が必要です' },
  menu: { en: 'Setup > Developer Hub > Connections', ja: '設定 > 開発者向け情報 > 接続' },
  setupPage: '/settings/modules',
  near: true,
});

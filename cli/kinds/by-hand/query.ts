import { describeByHand } from '../by-hand-kind.ts';
import type { Kind } from '../kind.ts';

/** A query (facts: zoho-api section 1). */
export const queryKind: Kind = describeByHand({
  name: 'query',
  title: { en: 'Query', ja: 'クエリー' },
  scope: 'org',
  file: 'developer/queries/{name}.yaml',
  script: 'coql',
  why: { en: 'queries are written in the setup only, says the vendor', ja: 'クエリーは設定画面でのみ作成できます' },
  menu: { en: 'Setup > Developer Hub > Queries', ja: '設定 > 開発者向け情報 > クエリー' },
  setupPage: '/settings/modules',
  near: true,
});

import { describeByHand } from '../by-hand-kind.ts';
import type { Kind } from '../kind.ts';

/** A letter (facts: zoho-api section 1). */
export const mailMergeTemplateKind: Kind = describeByHand({
  name: 'mail_merge_template',
  title: { en: 'Mail merge template', ja: '差し込み印刷テンプレート' },
  scope: 'module',
  file: 'templates/mail-merge/{module}/{name}.yaml',
  why: { en: 'the API merges letters and has nothing for their templates', ja: 'API では差し込みの実行のみ可能で、テンプレートは扱えません' },
  menu: { en: 'Setup > Customization > Templates > Mail Merge', ja: '設定 > カスタマイズ > テンプレート > 差し込み印刷' },
  setupPage: '/settings/modules',
  near: true,
});

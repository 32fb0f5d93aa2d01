import { describeByHand } from '../by-hand-kind.ts';
import type { Kind } from '../kind.ts';

/** Refuses records that are wrong (facts: zoho-api section 1). */
export const validationRuleKind: Kind = describeByHand({
  name: 'validation_rule',
  title: { en: 'Validation rule', ja: '入力規則' },
  scope: 'module',
  file: 'modules/{module}/validation-rules/{name}.yaml',
  why: {
    en: 'the API can be asked for it in some orgs, undocumented, and takes none',
    ja: '読み取りが非公式に可能な組織はありますが、API では作成できません',
  },
  menu: {
    en: 'Setup > Customization > Modules and Fields > (module) > Validation Rules',
    ja: '設定 > カスタマイズ > タブと項目 > (モジュール) > 入力規則',
  },
  setupPage: '/settings/modules/{module}/layouts',
  near: true,
});

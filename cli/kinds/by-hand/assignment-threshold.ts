import { describeByHand } from '../by-hand-kind.ts';
import type { Kind } from '../kind.ts';

/** How many records one person gets (facts: zoho-api section 1). */
export const assignmentThresholdKind: Kind = describeByHand({
  name: 'assignment_threshold',
  title: { en: 'Assignment threshold', ja: '割り当ての上限' },
  scope: 'module',
  file: 'automation/assignment-thresholds/{module}/{name}.yaml',
  why: {
    en: "its API is named in the vendor's news and described nowhere that we could read",
    ja: 'API の存在は告知されていますが、仕様が確認できません',
  },
  menu: { en: 'Setup > Automation > Assignment Threshold', ja: '設定 > 自動化 > 割り当ての上限' },
  setupPage: '/settings/modules',
  near: true,
});

import { describeByHand } from '../by-hand-kind.ts';
import type { Kind } from '../kind.ts';

/**
 * Rules of several modules that work as one process. Zoho's pages "Create Connected Workflow" and "Create Rule in a Connected Workflow" (v8) name the calls, but what they say of
 * nodes, of the lines between them and of answers could not be read, and no OpenAPI file has them.
 */
export const connectedWorkflowKind: Kind = describeByHand({
  name: 'connected_workflow',
  title: { en: 'Connected workflow', ja: '連携ワークフロー' },
  scope: 'org',
  file: 'automation/connected-workflows/{name}.yaml',
  why: {
    en: "its API is in the vendor's pages only, and what they say of its nodes and connections could not be read",
    ja: 'API はベンダーのページにのみ記載があり、ノードと接続の仕様が確認できません',
  },
  menu: { en: 'Setup > Automation > Connected Workflows', ja: '設定 > 自動化 > 連携ワークフロー' },
  setupPage: '/settings/modules',
  near: true,
});

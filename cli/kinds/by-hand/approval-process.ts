import { describeByHand } from '../by-hand-kind.ts';
import type { Kind } from '../kind.ts';

/** Who approves records (facts: zoho-api section 1). */
export const approvalProcessKind: Kind = describeByHand({
  name: 'approval_process',
  title: { en: 'Approval process', ja: '承認プロセス' },
  scope: 'module',
  file: 'automation/approval-processes/{module}/{name}.yaml',
  why: { en: 'the API approves records and has nothing for the process itself', ja: 'API では個々の承認はできますが、プロセス自体は扱えません' },
  menu: { en: 'Setup > Process Management > Approval Processes', ja: '設定 > プロセス管理 > 承認プロセス' },
  setupPage: '/settings/modules',
  near: true,
});

import type { Audit } from '../../cli/model/audit.ts';
import { digestText } from '../../cli/model/canonical.ts';
import type { Finding } from '../../cli/model/finding.ts';
import type { Plan, Step } from '../../cli/model/plan.ts';
import type { Receipt } from '../../cli/model/receipt.ts';
import type { ReportContext, TextContext } from '../../cli/report/context.ts';
import type { Language } from '../../cli/report/language.ts';
import type {
  CheckView,
  CoverageView,
  DriftView,
  ExportView,
  HistoryView,
  KeyView,
  ReviewView,
  RollbackView,
  SendView,
} from '../../cli/report/view.ts';

const titles: Readonly<Record<string, { en: string; ja: string }>> = {
  module: { en: 'Module', ja: 'タブ' },
  field: { en: 'Field', ja: '項目' },
  layout: { en: 'Layout', ja: 'レイアウト' },
  profile: { en: 'Profile', ja: 'プロファイル' },
  webhook: { en: 'Webhook', ja: 'Webhook' },
  blueprint: { en: 'Blueprint', ja: 'ブループリント' },
  workflow_rule: { en: 'Workflow rule', ja: 'ワークフロールール' },
};

/** What a report for people is told, in one language. */
export function contextIn(lang: Language): ReportContext {
  return { lang, titleOf: (kind) => titles[kind] };
}

/** What a report for a terminal of 100 cells without colour is told. */
export function terminalIn(lang: Language, changes: Partial<TextContext> = {}): TextContext {
  return { ...contextIn(lang), color: false, width: 100, ...changes };
}

/** A step with what the sample does not care about filled in. */
export function makeStep(step: Pick<Step, 'action' | 'kind' | 'key'> & Partial<Step>): Step {
  const ref = `${step.kind}:${step.key}` as const;
  const id = step.id ?? `${step.action} ${ref}`;
  return { id, ref, mode: 'api', risk: 'none', changes: [], dependsOn: [], digest: digestText(id), ...step };
}

const story =
  'Registered through the form of the school fair. Called back within two days. Wishes to begin in April and asks for the prospectus by post, not by e-mail.';

/** Where a person does a step. */
const sampleSetup = {
  url: 'https://crm.zoho.jp/crm/org60012345678/settings/modules',
  menu: { en: 'Setup > Process Management > Blueprint', ja: '設定 > プロセス管理 > ブループリント' },
  near: true,
} as const;

const steps: readonly Step[] = [
  makeStep({
    action: 'create',
    kind: 'field',
    key: 'Deals.Branch_Code',
    changes: [
      {
        path: [],
        after: { field_label: '支店コード', data_type: 'text', length: 20, tooltip: { name: 'static_text', value: 'Two letters and a number' } },
      },
    ],
  }),
  makeStep({
    action: 'create',
    kind: 'field',
    key: 'Deals.Course',
    changes: [
      { path: ['data_type'], after: 'picklist' },
      { path: ['field_label'], after: 'コース' },
    ],
  }),
  makeStep({
    action: 'update',
    kind: 'layout',
    key: 'Deals/Standard',
    dependsOn: ['create field:Deals.Branch_Code'],
    changes: [
      { path: ['sections', '商談情報', 'fields', 'Branch_Code'], after: { required: true } },
      { path: ['sections', '商談情報', 'fields', 'Next.Step'], before: { required: true } },
      { path: ['description'], before: `${story} Notes: none.`, after: `${story.replace('April', 'October')} Notes: two.`, side: 'theirs' },
    ],
  }),
  makeStep({
    action: 'update',
    kind: 'webhook',
    key: 'Deals/商談の通知',
    risk: 'data-leaves',
    riskPaths: [['url']],
    mode: 'blocked',
    reason: 'Both the files and the org changed url since the last apply.',
    changes: [
      { path: ['url'], before: 'https://org.example.com/hook', after: 'https://files.example.com/hook', side: 'both' },
      { path: ['description'], before: 'Tells', after: 'Tells us', side: 'ours' },
    ],
  }),
  makeStep({
    action: 'create',
    kind: 'workflow_rule',
    key: 'Deals/Tell everybody',
    mode: 'manual',
    reason: 'waits for: create blueprint:Deals/入学手続き',
    changes: [{ path: ['active'], after: true }],
    dependsOn: ['create blueprint:Deals/入学手続き'],
  }),
  makeStep({
    action: 'delete',
    kind: 'field',
    key: 'Deals.Legacy',
    risk: 'deletes',
    mode: 'blocked',
    reason: 'Records hang on it, and nobody has agreed to delete it.',
    records: 1_312,
    changes: [{ path: [], before: { field_label: 'Legacy' } }],
  }),
  makeStep({
    action: 'update',
    kind: 'profile',
    key: 'Sales',
    risk: 'rights',
    changes: [
      { path: ['description'], before: 'Sells.', after: 'Sells courses.', side: 'ours' },
      { path: ['permissions', 'Deals', 'Crm_Implied_Delete_Deals'], before: false, after: true, side: 'ours' },
    ],
  }),
  makeStep({
    action: 'create',
    kind: 'webhook',
    key: 'Deals/Tell the bookkeeper',
    risk: 'data-leaves',
    riskPaths: [['url']],
    changes: [
      { path: ['http_method'], after: 'POST' },
      { path: ['url'], after: 'https://books.example.com/hook' },
      { path: ['headers', 'Authorization'], after: { secret: 'BOOKS_TOKEN' } },
    ],
  }),
  makeStep({
    action: 'update',
    kind: 'field',
    key: 'Deals.Stage',
    id: 'update field:Deals.Stage (finish)',
    changes: [{ path: ['default_value'], before: null, after: 'Won' }],
  }),
  makeStep({
    action: 'delete',
    kind: 'field',
    key: 'Deals.Old_Stage',
    risk: 'deletes',
    records: 312,
    changes: [{ path: [], before: { field_label: 'Old' }, side: 'ours' }],
  }),
  makeStep({
    action: 'create',
    kind: 'blueprint',
    key: 'Deals/入学手続き',
    mode: 'manual',
    reason: 'The API of this edition cannot create blueprints.',
    setup: sampleSetup,
  }),
];

/** A plan with every action, risk and mode, in two scripts. */
export const samplePlan: Plan = {
  org: 'osaka',
  zgid: '60012345678',
  digest: digestText('sample plan'),
  summary: { create: 3, update: 3, delete: 1, manual: 1, blocked: 3, unchanged: 1204 },
  credits: 1234,
  minutes: 3,
  steps,
  findings: [
    {
      code: 'delete.field',
      severity: 'warning',
      message: 'Deals.Old_Stage may hold values in 312 records.',
      element: 'field:Deals.Old_Stage',
      fix: 'Export the records first.',
    },
    {
      code: 'guard.records-consent',
      severity: 'warning',
      message: 'Deleting field:Deals.Legacy loses its values in 1312 records.',
      element: 'field:Deals.Legacy',
      fix: `If that is meant, write the line "orgcast: delete field:Deals.Legacy" into the pull request's description.`,
    },
  ],
};

/** A plan that nobody may apply. */
export const refusedPlan: Plan = {
  ...samplePlan,
  steps: steps.slice(0, 2),
  summary: { ...samplePlan.summary, create: 2, update: 0, delete: 0, manual: 0, blocked: 0 },
  credits: 2,
  minutes: 0.2,
  findings: [
    ...samplePlan.findings.slice(0, 1),
    { code: 'guard.empty-source', severity: 'error', message: 'The files hold 2 elements, the org 1,204.', fix: 'Export the source org again.' },
  ],
};

/** A plan without steps. */
export const emptyPlan: Plan = {
  ...samplePlan,
  digest: digestText('empty plan'),
  summary: { create: 0, update: 0, delete: 0, manual: 0, blocked: 0, unchanged: 1212 },
  credits: 0,
  minutes: 0,
  steps: [],
  findings: [],
};

/** Findings of every severity, with and without a place, out of order. */
export const sampleFindings: readonly Finding[] = [
  {
    code: 'field.unused',
    severity: 'note',
    message: 'No layout shows the field.',
    file: 'environments/osaka/modules/Deals/fields.yaml',
    line: 90,
    column: 1,
  },
  {
    code: 'ref.missing',
    severity: 'error',
    message: 'The field Deals.Stgae does not exist.',
    file: 'environments/osaka/automation/workflow-rules/Deals/大口商談.yaml',
    line: 12,
    column: 14,
    path: 'conditions.0.field',
    element: 'workflow_rule:Deals/大口商談',
    fix: 'Write Deals.Stage, or add the field.',
  },
  { code: 'key.expired', severity: 'error', message: 'The copy key expired at 2026-11-21T09:30:00Z.' },
  { code: 'limit.fields', severity: 'warning', message: 'Deals has 298 of 300 custom fields.', element: 'module:Deals' },
];

/** A receipt of an apply that failed in part. */
export const partialReceipt: Receipt = {
  formatVersion: 1,
  org: 'osaka',
  zgid: '60012345678',
  status: 'partial',
  reason: '2 steps were not done',
  request: 12,
  planDigest: digestText('sample plan'),
  steps: [
    { id: 'create field:Deals.Branch_Code', status: 'done', attempts: 1, created: '6001234567800012345' },
    { id: 'create field:Deals.コース', status: 'failed', attempts: 3, error: 'LIMIT_EXCEEDED: the module has 300 custom fields already.' },
    { id: 'update layout:Deals/Standard', status: 'skipped', attempts: 0, error: 'needs "create field:Deals.コース", which was not done' },
    {
      id: 'create blueprint:Deals/入学手続き',
      status: 'manual',
      attempts: 0,
      error: 'The API of this edition cannot create blueprints.',
      deed: {
        action: 'create',
        kind: 'blueprint',
        key: 'Deals/入学手続き',
        values: [{ path: ['field'], value: 'Stage' }, { path: ['description'] }],
        setup: sampleSetup,
        tick: '0123456789abcdef0123456789abcdef',
      },
    },
  ],
  summary: { done: 1, failed: 1, skipped: 1, manual: 1 },
  plan: { ...samplePlan.summary, blocked: 0 },
  requests: 31,
  credits: 42,
  startedAt: '2026-11-22T09:30:00Z',
  finishedAt: '2026-11-22T09:30:07Z',
};

const ended = 'The budget of this run does not cover the next write: the call costs 1 credits more';

/** A receipt of an apply of a saved plan that its budget stopped, and of which a step was blocked. */
export const stoppedReceipt: Receipt = {
  ...partialReceipt,
  request: null,
  reason: `3 steps were not done: ${ended}`,
  steps: [
    ...partialReceipt.steps.slice(0, 1),
    { id: 'delete field:Deals.Legacy', status: 'skipped', attempts: 0, error: 'Deleting field:Deals.Legacy destroys what it holds of 1312 records.' },
    { id: 'update role:CEO', status: 'skipped', attempts: 0, error: ended },
    { id: 'update role:支店長', status: 'skipped', attempts: 0, error: ended },
  ],
  summary: { done: 1, failed: 0, skipped: 3, manual: 0 },
  plan: samplePlan.summary,
};

/** A receipt of an apply that did everything. */
export const doneReceipt: Receipt = {
  ...partialReceipt,
  status: 'done',
  reason: null,
  steps: partialReceipt.steps.slice(0, 1),
  summary: { done: 1, failed: 0, skipped: 0, manual: 0 },
};

/** A receipt of an apply that was refused before any write. */
export const refusedReceipt: Receipt = {
  ...partialReceipt,
  status: 'refused',
  reason: 'key.spent: the copy key was spent by request #9.',
  steps: [],
  summary: { done: 0, failed: 0, skipped: 0, manual: 0 },
  requests: 2,
  credits: 1,
};

/** Moment at which the sample key was made, seconds since 1970 UTC: 2026-11-22T09:30:00Z. */
export const issuedAt = 1_795_339_800;

/** A key that was made at {@link issuedAt}. */
export const sampleKey: KeyView = {
  grant: {
    kid: 'mfrggzdfmztwq2lk',
    target: 'osaka',
    org: '60012345678',
    repo: 4711,
    base: 'main',
    pub: 'x'.repeat(43),
    iat: issuedAt,
    exp: issuedAt + 86_400,
  },
  status: 'active',
  repositoryName: 'school/crm',
  request: 12,
  sender: 103,
};

/** A matrix with a kind for the API and one for people. */
const reason = (en: string, ja: string) => ({ en, ja });

export const sampleCoverage: CoverageView = {
  org: 'osaka',
  kinds: [
    {
      kind: 'field',
      read: true,
      create: true,
      update: true,
      delete: true,
      mode: 'api',
      class: 'automated',
      reason: reason('the API does it', 'API で可能'),
    },
    {
      kind: 'workflow_rule',
      read: true,
      create: true,
      update: true,
      delete: false,
      mode: 'api',
      class: 'partly',
      reason: reason('no delete', '削除不可'),
    },
    {
      kind: 'blueprint',
      read: true,
      create: false,
      update: false,
      delete: false,
      mode: 'manual',
      class: 'manual',
      reason: reason('GET only', '読み取りのみ'),
    },
  ],
};

/** An export that wrote one file and could not read everything. */
export const sampleExport: ExportView = {
  org: 'osaka',
  elements: { field: 2899, module: 79 },
  files: { written: ['environments/osaka/org.yaml'], unchanged: 200, removed: [] },
  requests: 412,
  credits: 460,
  unreadable: [
    { kind: 'layout', module: 'Deals', reason: 'NO_PERMISSION' },
    { kind: 'workflow_rule', reason: 'The CRM answered 503.' },
  ],
  findings: sampleFindings,
};

/** A request that was opened. */
export const sampleSend: SendView = {
  url: 'https://git.example/school/crm/pull/12',
  number: 12,
  branch: `copy/osaka/${sampleKey.grant.kid}`,
  kid: sampleKey.grant.kid,
  digest: digestText('bundle'),
  plan: samplePlan,
};

/** A request that may be merged. */
export const sampleCheck: CheckView = {
  org: 'osaka',
  number: 12,
  kid: sampleKey.grant.kid,
  digest: digestText('bundle'),
  accepted: true,
  findings: sampleFindings.filter((finding) => finding.severity !== 'error'),
  plan: samplePlan,
};

/** An approver's own look that found the recorded plan and signed it. */
export const sampleReview: ReviewView = {
  ...{ ...sampleCheck, head: '89715a28d4e3'.padEnd(40, '0'), findings: [] },
  recorded: { name: `plan/${sampleKey.grant.kid}/89715a28d4e3/1`, digest: samplePlan.digest },
  signed: { name: `review/${sampleKey.grant.kid}/89715a28d4e3/1`, key: 'lgHPFh9H6ovzFJ03OrGW6WV82l6YRXE2M3cRWcuns-M' },
};

/** The same, one that found another plan, and one of a request that is refused. */
export const sampleReviews: readonly ReviewView[] = [
  sampleReview,
  {
    ...sampleReview,
    findings: [{ code: 'review.differs', severity: 'error', message: 'create role:A|B: the recorded plan does this.', fix: 'Run the check again.' }],
    recorded: { name: `plan/${sampleKey.grant.kid}/89715a28d4e3/2`, digest: digestText('another plan') },
    signed: null,
  },
  { ...sampleCheck, accepted: false, kid: null, digest: null, plan: null, head: '0'.repeat(40), recorded: null, signed: null },
];

/** An audit of a request that two people approved and an own plan, with a gap; and one of an org that nobody applied to. */
export const sampleAudits: readonly Audit[] = [
  {
    org: 'osaka',
    entries: [
      {
        ...{ number: 1, receipt: doneReceipt, run: '4711', plans: [`plan/${sampleKey.grant.kid}/89715a28d4e3/1`] },
        sent: { kid: sampleKey.grant.kid, sender: 103, source: '60012345678' },
        approved: { mergeSha: '89715a28d4e3'.padEnd(40, '0'), mergedBy: 101, mergedAt: issuedAt, reviewers: [102, 105], signedBy: ['lgHPFh9H6ovz'] },
      },
      {
        ...{ number: 2, receipt: partialReceipt, run: null, plans: [] },
        sent: null,
        approved: { mergeSha: '89715a28d4e3', mergedBy: null, mergedAt: null, reviewers: [], signedBy: [] },
      },
      { number: 3, receipt: { ...doneReceipt, request: null }, run: null, plans: [], sent: null, approved: null },
    ],
    findings: [{ code: 'audit.gap', severity: 'error', message: 'refs/tags/orgcast/spent/x is not there: it was deleted.', fix: 'Restore the tag.' }],
  },
  { org: 'osaka', entries: [{ number: 1, receipt: doneReceipt, run: null, plans: [], sent: null, approved: null }], findings: [] },
  { org: 'osaka', entries: [], findings: [] },
];

/** An org that was applied to three times. */
export const sampleHistory: HistoryView = {
  org: 'osaka',
  entries: [doneReceipt, refusedReceipt, { ...partialReceipt, request: null }].map((receipt, index) => ({
    number: index + 8,
    receipt,
    restorable: true,
  })),
};

/** What somebody did in the org's setup since the last apply. */
export const sampleDrift: DriftView = {
  org: 'osaka',
  since: { number: 10, at: '2026-11-22T09:30:07Z' },
  drift: [
    {
      ref: 'field:Deals.Stage',
      kind: 'field',
      key: 'Deals.Stage',
      what: 'changed',
      changes: [
        { path: ['tooltip'], before: 'Where the deal stands', after: '商談の段階' },
        { path: ['default_value'], before: 'Open' },
      ],
      touch: { by: 'Kenji Sato', at: '2026-11-23T01:02:03Z' },
    },
    {
      ref: 'role:Trainee',
      kind: 'role',
      key: 'Trainee',
      what: 'added',
      changes: [{ path: [], after: { reporting_to: 'CEO' } }],
      touch: { by: 'Hana' },
    },
    { ref: 'field:Deals.Old', kind: 'field', key: 'Deals.Old', what: 'removed', changes: [{ path: [], before: { field_label: 'Old' } }] },
  ],
};

/** A way back that cannot restore everything. */
export const sampleRollback: RollbackView = {
  org: 'osaka',
  to: 9,
  plan: samplePlan,
  cannot: [{ element: 'field:Deals.Old', why: 'The field can be made again; the values that its records held cannot.' }],
  url: 'https://git.example/school/crm/pull/13',
  number: 13,
};

import { Option } from 'commander';
import type { CommandContext } from './context.ts';

/** One verb: what commander is told, and what runs. The verb's code is loaded when it runs. */
export interface Verb {
  readonly usage: string;
  readonly summary: string;
  readonly examples: readonly string[];
  readonly options?: readonly Option[];
  run(context: CommandContext, args: readonly (string | readonly string[] | undefined)[], options: Readonly<Record<string, never>>): Promise<number>;
}

function textOf(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : '';
}

function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

const only = () => new Option('--only <kinds>', 'kinds, comma-separated, e.g. module,field');

/** The verbs in the order of the help. */
export const verbs: readonly Verb[] = [
  {
    usage: 'init',
    summary: 'make a directory a pipeline repository',
    examples: ['orgcast init --org head-office --org osaka', 'orgcast init --org osaka --new-identity'],
    options: [
      new Option('--org <name>', 'an environment to make; may be repeated').argParser(collect).default([]),
      new Option('--new-identity', 'make another identity for an org that is there, and print its public half for org.yaml'),
    ],
    run: async (context, _args, options) =>
      (await import('./init.ts')).runInit(context, { org: options['org'] ?? [], newIdentity: options['newIdentity'] === true }),
  },
  {
    usage: 'export <org>',
    summary: 'write an org to environments/<org>/',
    examples: ['orgcast export head-office', 'orgcast export head-office --check'],
    options: [only(), new Option('--check', 'change nothing; exit 2 when something differs')],
    run: async (context, [org], options) => (await import('./export.ts')).runExport(context, textOf(org), options),
  },
  {
    usage: 'validate [orgs...]',
    summary: 'find what is wrong in the files, offline',
    examples: ['orgcast validate', 'orgcast validate osaka --format sarif', 'orgcast validate --fix'],
    options: [
      new Option('--format <format>', 'how findings are printed').choices(['text', 'json', 'sarif']).default('text'),
      new Option('--fix', 'write the corrections that need no decision into the files'),
    ],
    run: async (context, [orgs], options) => (await import('./validate.ts')).runValidate(context, Array.isArray(orgs) ? orgs : [], options),
  },
  {
    usage: 'plan <org>',
    summary: 'show what an apply would do',
    examples: [
      'orgcast plan osaka',
      'orgcast plan osaka --format json --out plan.json --exit-code',
      "orgcast plan osaka --consent 'delete field:Deals.Old'",
    ],
    options: [
      new Option('--format <format>', 'how the plan is printed').choices(['text', 'json', 'markdown', 'html']),
      new Option('--out <file>', 'write it to a file'),
      new Option('--exit-code', 'exit 2 when there are steps'),
      new Option('--consent <words>', 'what may be destroyed or overwritten; may be repeated').argParser(collect).default([]),
    ],
    run: async (context, [org], options) => (await import('./plan.ts')).runPlan(context, textOf(org), options),
  },
  {
    usage: 'send',
    summary: "open or update the pull request that carries a source's configuration to a target",
    examples: [
      'orgcast send --key - --from head-office < key.txt',
      'ORGCAST_KEY=ock1_… orgcast send --from head-office --only workflow-rule,blueprint',
    ],
    options: [
      new Option('--key <key>', 'the copy key; - reads it from standard input; default ORGCAST_KEY'),
      new Option('--from <org>', 'the environment to send').makeOptionMandatory(),
      new Option('--to <url>', "the target's repository"),
      only(),
      new Option('--live', 'send what the org has now instead of the files'),
    ],
    run: async (context, _args, options) => (await import('./send.ts')).runSend(context, options as never),
  },
  {
    usage: 'check',
    summary: 'what CI runs on a pull request: judge it, plan it, say so',
    examples: ['orgcast check', 'orgcast check --number 12'],
    options: [new Option('--number <n>', 'the pull request, where there is no event')],
    run: async (context, _args, options) => (await import('./check.ts')).runCheck(context, options),
  },
  {
    usage: 'review <number>',
    summary: "the approver's own look at a request: plans it here, compares with what the check recorded, signs on request",
    examples: ['orgcast review 12', 'orgcast review 12 --sign', 'orgcast review 12 --sign --digest sha256:0123…'],
    options: [
      new Option('--format <format>', 'how the plan is printed').choices(['text', 'json', 'markdown']),
      new Option('--sign', "sign the plan with the org's identity, after a question"),
      new Option('--digest <digest>', 'the plan to sign, as looked at before, instead of the question'),
    ],
    run: async (context, [number], options) => (await import('./review.ts')).runReview(context, textOf(number), options),
  },
  {
    usage: 'apply <org>',
    summary: 'what CI runs after the merge: redeem the key and apply what was approved',
    examples: ['orgcast apply osaka', 'orgcast apply osaka --plan plan.json'],
    options: [
      new Option('--plan <file>', "apply a saved plan of the org's own changes"),
      new Option('--commit <sha>', 'the merge, where there is no event'),
    ],
    run: async (context, [org], options) => (await import('./apply.ts')).runApply(context, textOf(org), options),
  },
  {
    usage: 'history <org> [number]',
    summary: 'the receipts of an org, or one with its steps',
    examples: ['orgcast history osaka', 'orgcast history osaka 7', 'orgcast --repo crm.git history osaka --audit'],
    options: [new Option('--audit', 'who sent, who approved, what was done, from this clone alone; exit 4 when the ledger is not whole')],
    run: async (context, [org, number], options) =>
      options['audit'] === true
        ? (await import('./audit.ts')).runAudit(context, textOf(org))
        : (await import('./history.ts')).runHistory(context, textOf(org), typeof number === 'string' ? number : undefined),
  },
  {
    usage: 'drift [orgs...]',
    summary: 'what somebody changed in an org since the last apply, who and when',
    examples: ['orgcast drift', 'orgcast drift osaka --exit-code', 'orgcast drift osaka --pr'],
    options: [
      new Option('--exit-code', 'exit 2 when there is drift'),
      new Option('--pr', "open or update the pull request that takes the org's change into its files"),
    ],
    run: async (context, [orgs], options) => (await import('./drift.ts')).runDrift(context, Array.isArray(orgs) ? orgs : [], options),
  },
  {
    usage: 'rollback <org>',
    summary: 'open the pull request that takes an org back to the state after a receipt',
    examples: ['orgcast rollback osaka --to 3 --dry-run', 'orgcast rollback osaka --to 3', 'orgcast rollback osaka --to 0'],
    options: [
      new Option('--to <receipt>', 'number of the receipt after which the org was as it is to be; 0: before the first').makeOptionMandatory(),
      new Option('--dry-run', 'show what would go back and what cannot; open nothing'),
    ],
    run: async (context, [org], options) => (await import('./rollback.ts')).runRollback(context, textOf(org), options as never),
  },
  {
    usage: 'doctor [orgs...]',
    summary: 'which promises hold in this repository and for these credentials, and how to make the others hold',
    examples: ['orgcast doctor', 'orgcast doctor osaka', 'orgcast doctor --format markdown >> "$GITHUB_STEP_SUMMARY"'],
    options: [new Option('--format <format>', 'how it is printed').choices(['text', 'markdown']).default('text')],
    run: async (context, [orgs], options) => (await import('./doctor.ts')).runDoctor(context, Array.isArray(orgs) ? orgs : [], options),
  },
  {
    usage: 'coverage [org]',
    summary: 'what can be read and written of each kind',
    examples: ['orgcast coverage', 'orgcast coverage osaka --json'],
    run: async (context, [org]) => (await import('./coverage.ts')).runCoverage(context, typeof org === 'string' ? org : undefined),
  },
  {
    usage: 'emulator',
    summary: 'the embedded CRM and Git host',
    examples: ['orgcast emulator', 'orgcast --json emulator --port 4100 --data ./crm-data'],
    options: [
      new Option('--port <n>', 'port on 127.0.0.1; 0 takes a free one'),
      new Option('--data <dir>', 'keep the state here; default a temporary folder'),
      new Option('--seed <dir>', 'folder of CRM response documents for the first org'),
    ],
    run: async (context, _args, options) => (await import('./emulator.ts')).runEmulator(context, options),
  },
  {
    usage: 'demo',
    summary: 'the whole story on the embedded default, narrated',
    examples: ['orgcast demo', 'orgcast demo --keep'],
    options: [new Option('--keep', 'keep the folders it made and say where they are')],
    run: async (context, _args, options) => (await import('./demo.ts')).runDemo(context, options),
  },
];

/** The verbs below `key`. */
export const keyVerbs: readonly Verb[] = [
  {
    usage: 'create <org>',
    summary: 'make a copy key for 24 hours and print it alone on stdout',
    examples: ['orgcast key create osaka'],
    run: async (context, [org]) => (await import('./key.ts')).runKeyCreate(context, textOf(org)),
  },
  {
    usage: 'show <key>',
    summary: 'for which org a key is, and until when',
    examples: ['orgcast key show - < key.txt'],
    run: async (context, [key]) => (await import('./key-look.ts')).runKeyShow(context, textOf(key)),
  },
  {
    usage: 'list <org>',
    summary: 'all keys made for an org',
    examples: ['orgcast key list osaka'],
    run: async (context, [org]) => (await import('./key-look.ts')).runKeyList(context, textOf(org)),
  },
  {
    usage: 'revoke <org> <id>',
    summary: 'make a key useless',
    examples: ['orgcast key revoke osaka abcd2345efgh6723'],
    run: async (context, [org, id]) => (await import('./key.ts')).runKeyRevoke(context, textOf(org), textOf(id)),
  },
];

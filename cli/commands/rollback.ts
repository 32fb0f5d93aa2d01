import type { CrmClient } from '../crm/client.ts';
import type { Ref } from '../model/element.ts';
import { exitCodes, Failure } from '../model/failure.ts';
import type { HistoryStore } from '../model/history.ts';
import { environmentFolder } from '../model/request.ts';
import type { LiveSnapshot, Snapshot } from '../model/snapshot.ts';
import { toRollbackJson } from '../report/json/rollback.ts';
import { formatRollback } from '../report/text/rollback.ts';
import type { RollbackView } from '../report/view.ts';
import { encodeBundle } from './bundle-merge.ts';
import type { CommandContext } from './context.ts';
import type { Environment } from './environment.ts';
import { decodeElements, loadEnvironment } from './environment.ts';
import { openHistory } from './history-store.ts';
import { identitiesFile, keySources } from './identities.ts';
import { connectOrg, readLive } from './live-org.ts';
import { movedFile } from './moved.ts';
import { findExact, readPast, readStateAfter } from './plan-basis.ts';
import type { PlanBasis } from './plan-environment.ts';
import { planCounted } from './plan-environment.ts';
import { restoreElements } from './rollback-bundle.ts';
import type { RollbackConsents } from './rollback-report.ts';
import { findCannot, findRollbackConsents, writeRollbackRequest } from './rollback-report.ts';
import { findBase, openRollback } from './rollback-request.ts';
import { findTouched } from './touched.ts';

/** Options of `rollback`. */
export interface RollbackOptions {
  readonly to: string;
  readonly dryRun?: boolean;
}

/**
 * `orgcast rollback <org> --to N`: the org as receipt N left it, for every element that later receipts touched; everything else stays. Says what cannot be undone and
 * opens a request, which is checked, approved and applied like any other. With `--dry-run` nothing is opened.
 */
export async function runRollback(context: CommandContext, org: string, options: RollbackOptions): Promise<number> {
  const to = readNumber(options.to);
  const environment = loadEnvironment(context, org);
  const history = await openHistory(context);
  const state = await readStateAfter(history, org, to);
  const touched = await requireTouched(history, org, to);
  const base = await findBase(context, environment, options.dryRun === true);
  const files = decodeElements(org, base.files);
  const { elements, moved } = restoreElements(files, state, touched, base.files.get(movedFile));
  const others = new Map([...base.files].filter(([path]) => path !== movedFile));
  const texts = encodeBundle(context, org, moved === undefined ? others : new Map([...others, [movedFile, moved]]), { elements }, 'rollback.invalid');
  const { view, consents } = await planRollback(context, { environment, history, to, state, touched, texts });
  const pull =
    options.dryRun === true ? undefined : await openRollback(context, base, { org, to, texts, body: writeRollbackRequest(context, view, consents) });
  const shown = pull === undefined ? view : { ...view, url: pull.url, number: pull.number };
  if (context.json) context.printJson(toRollbackJson(shown));
  else context.print(formatRollback(shown, context.text));
  return exitCodes.done;
}

function readNumber(given: string): number {
  if (/^\d{1,9}$/.test(given)) return Number(given);
  throw new Failure(`"${given.slice(0, 20)}" is no receipt's number`, {
    code: 'usage.to',
    kind: 'usage',
    place: '--to',
    fix: 'Name the receipt that the org is to go back to, or 0 for before the first.',
  });
}

async function requireTouched(history: HistoryStore, org: string, to: number): Promise<ReadonlySet<Ref>> {
  const touched = findTouched(await history.list(org, to));
  if (touched.size > 0) return touched;
  throw new Failure(`No receipt of "${org}" after ${to} changed anything`, {
    code: 'rollback.nothing',
    kind: 'invalid',
    place: org,
    fix: `Run "orgcast history ${org}" to see its receipts.`,
  });
}

interface RollbackFacts {
  readonly environment: Environment;
  readonly history: HistoryStore;
  readonly to: number;
  readonly state: Snapshot;
  readonly touched: ReadonlySet<Ref>;
  readonly texts: ReadonlyMap<string, string>;
}

/** Plans the way back as the check will, first without any consent, then with those that cost nothing. */
async function planRollback(context: CommandContext, facts: RollbackFacts): Promise<{ view: RollbackView; consents: RollbackConsents }> {
  const { environment, history, to, state, touched, texts } = facts;
  const { name, policy, files } = environment;
  const folder = `${environmentFolder(name)}/`;
  const desired = decodeElements(name, new Map([...texts].map(([path, text]) => [path.slice(folder.length), text])));
  const past = await readPast(history, name, desired.moved);
  const exact = await findExact(history, name, to, desired);
  const client: CrmClient = connectOrg(context, policy);
  context.progress(`Reading ${name} …`);
  const live: LiveSnapshot = await readLive(context, client, policy, {
    keys: keySources(files.get(identitiesFile), desired.elements.values(), past.created),
  });
  const basis: PlanBasis = { name, rules: policy.rules, desired, ...past, consents: new Set(), exact };
  const bare = await planCounted(context, client, basis, live);
  const consents = findRollbackConsents(bare.plan);
  const { plan } = consents.free.length === 0 ? bare : await planCounted(context, client, { ...basis, consents: new Set(consents.free) }, live);
  return { view: { org: name, to, plan, cannot: findCannot(plan, state, live, touched) }, consents };
}

import { schemas } from '../kinds/schemas.gen.ts';
import type { Ref } from '../model/element.ts';
import { exitCodes } from '../model/failure.ts';
import { findDrift } from '../plan/drift.ts';
import { toDriftJson } from '../report/json/drift.ts';
import { formatDrift } from '../report/text/drift.ts';
import type { DriftView } from '../report/view.ts';
import type { CommandContext } from './context.ts';
import { kindsByName } from './context.ts';
import type { DriftReading } from './drift-pull.ts';
import { publishDrift } from './drift-pull.ts';
import type { Environment } from './environment.ts';
import { loadEnvironment } from './environment.ts';
import { listEnvironments } from './environments.ts';
import { openHistory } from './history-store.ts';
import { identitiesFile, keySources } from './identities.ts';
import { connectOrg, readLive } from './live-org.ts';
import { requireValid } from './plan.ts';

/** Options of `drift`. */
export interface DriftOptions {
  readonly exitCode?: boolean;
  readonly pr?: boolean;
}

/**
 * `orgcast drift [<org>…]`: what somebody changed in the orgs since the last apply, with who and when of each element's last change. With `--pr` one pull request an
 * org takes the change into its files. Exit 2 with `--exit-code` when there is drift.
 */
export async function runDrift(context: CommandContext, names: readonly string[], options: DriftOptions): Promise<number> {
  const views: DriftView[] = [];
  for (const name of names.length > 0 ? names : listEnvironments(context)) {
    const reading = await readDrift(context, loadEnvironment(context, name));
    const url = options.pr === true ? await publishDrift(context, reading) : undefined;
    views.push(url === undefined ? reading.view : { ...reading.view, url });
  }
  if (context.json) context.printJson(toDriftJson(views));
  else context.print(views.map((view) => formatDrift(view, context.text)).join('\n'));
  return options.exitCode === true && views.some((view) => view.drift.length > 0) ? exitCodes.changes : exitCodes.done;
}

/** Compares an org with what was applied last, or with its files where no such state is kept. */
async function readDrift(context: CommandContext, environment: Environment): Promise<DriftReading> {
  const { name, files, policy } = environment;
  const desired = await requireValid(context, environment);
  const past = await (await openHistory(context)).newest(name);
  context.progress(`Reading ${name} …`);
  const live = await readLive(context, connectOrg(context, policy), policy, {
    keys: keySources(files.get(identitiesFile), desired.elements.values(), past?.created),
  });
  const since = past?.base === undefined ? null : { number: past.newest.number, at: past.newest.receipt.finishedAt };
  const rules = { kinds: kindsByName, schemas, rules: policy.rules };
  const fromFiles = findDrift(desired, live, rules);
  // What the files say as well has been taken by a merged change.
  const merged = (ref: Ref): boolean => !fromFiles.some((one) => one.ref === ref);
  const drift = past?.base === undefined ? fromFiles : findDrift(past.base, live, rules).filter(({ ref }) => !merged(ref));
  // Where the org's API has no such list there is nothing to read; only a failure leaves something unknown.
  const unreadable = live.unreadable.filter((one) => one.code !== undefined);
  return { environment, live, view: { org: name, since, drift, unreadable } };
}

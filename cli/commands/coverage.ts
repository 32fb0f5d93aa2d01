import { probeCapabilities } from '../crm/probe.ts';
import { kinds } from '../kinds/catalog.gen.ts';
import type { Kind, WriteEndpoint } from '../kinds/kind.ts';
import type { Capabilities } from '../model/capability.ts';
import { findOperation } from '../model/capability.ts';
import { exitCodes } from '../model/failure.ts';
import { toCoverageJson } from '../report/json/coverage.ts';
import { formatCoverage } from '../report/text/coverage.ts';
import type { CoverageRow } from '../report/view.ts';
import type { CommandContext } from './context.ts';
import { loadEnvironment } from './environment.ts';
import { connectOrg } from './live-org.ts';

/** `orgcast coverage [<org>]`: what can be read, created, updated and deleted of each kind; for an org as its own API says. */
export async function runCoverage(context: CommandContext, org: string | undefined): Promise<number> {
  const capabilities = org === undefined ? undefined : await probe(context, org);
  const view = { org: org ?? null, kinds: kinds.map((kind) => rowOf(kind, capabilities)) };
  if (context.json) context.printJson(toCoverageJson(view));
  else context.print(formatCoverage(view, context.text));
  return exitCodes.done;
}

async function probe(context: CommandContext, org: string): Promise<Capabilities | undefined> {
  const { policy } = loadEnvironment(context, org);
  const result = await probeCapabilities(connectOrg(context, policy));
  if (result.capabilities === undefined) context.progress(result.note);
  return result.capabilities;
}

function rowOf(kind: Kind, capabilities: Capabilities | undefined): CoverageRow {
  const offers = (endpoint: Pick<WriteEndpoint, 'method' | 'path'> | undefined): boolean =>
    endpoint !== undefined && (capabilities === undefined || findOperation(capabilities, endpoint.method, endpoint.path) !== undefined);
  const create = offers(kind.create);
  const update = offers(kind.update);
  const remove = offers(kind.remove);
  return {
    kind: kind.name,
    read: offers(kind.list),
    create,
    update,
    delete: remove,
    mode: create || update ? 'api' : 'manual',
    reason: whyNot(kind, { create, update, delete: remove }),
  };
}

function whyNot(kind: Kind, offered: Readonly<Record<'create' | 'update' | 'delete', boolean>>): string | null {
  if (kind.byHand !== undefined) return kind.byHand.why.en;
  if (kind.factsOnly === true) return 'facts of the org itself, read only';
  const missing = Object.entries(offered).flatMap(([verb, offers]) => (offers ? [] : [verb]));
  return missing.length === 0 ? null : `the API offers no ${missing.join(' and no ')}`;
}

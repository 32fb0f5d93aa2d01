import { probeCapabilities } from '../crm/probe.ts';
import { kinds } from '../kinds/catalog.gen.ts';
import { coverKind } from '../kinds/coverage.ts';
import type { Capabilities } from '../model/capability.ts';
import { exitCodes } from '../model/failure.ts';
import { toCoverageJson } from '../report/json/coverage.ts';
import { formatCoverage } from '../report/text/coverage.ts';
import type { CommandContext } from './context.ts';
import { loadEnvironment } from './environment.ts';
import { connectOrg } from './live-org.ts';

/** `orgcast coverage [<org>]`: what can be read, created, updated and deleted of each kind, of which class that makes it and why; for an org as its own API says. */
export async function runCoverage(context: CommandContext, org: string | undefined): Promise<number> {
  const capabilities = org === undefined ? undefined : await probe(context, org);
  const view = { org: org ?? null, kinds: kinds.map((kind) => coverKind(kind, capabilities)) };
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

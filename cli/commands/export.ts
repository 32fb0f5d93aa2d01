import { join } from 'node:path';
import { writeTree } from '../disk/write-tree.ts';
import { kinds } from '../kinds/catalog.gen.ts';
import { isReadable } from '../kinds/kind.ts';
import type { Element, Ref } from '../model/element.ts';
import { exitCodes, Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import { environmentFolder } from '../model/request.ts';
import type { LiveSnapshot, Snapshot } from '../model/snapshot.ts';
import { findIdleLayout, findUnread } from '../plan/unread.ts';
import { toExportJson } from '../report/json/export.ts';
import { formatExport } from '../report/text/export.ts';
import type { ExportView } from '../report/view.ts';
import type { CommandContext } from './context.ts';
import { kindsByName } from './context.ts';
import type { Environment } from './environment.ts';
import { decodeElements, elementFiles, encodeElements, loadEnvironment } from './environment.ts';
import { recallNames } from './history-store.ts';
import { formatIdentities, identitiesFile, keySources } from './identities.ts';
import { leftOutFindings } from './left-out.ts';
import { connectOrg, readLive } from './live-org.ts';
import { policyFile } from './org-policy.ts';
import { refuseFindings } from './refuse.ts';

/** Options of `export`. */
export interface ExportOptions {
  readonly only?: string;
  readonly check?: boolean;
}

/** `orgcast export <org>`: the org as files. Everything is read before anything is written, and files are replaced all or none. */
export async function runExport(context: CommandContext, name: string, options: ExportOptions): Promise<number> {
  const environment = loadEnvironment(context, name);
  const only = options.only === undefined ? undefined : parseKinds(options.only);
  const decoded = decodeElements(name, environment.files);
  requireReadable(decoded.findings, name);
  const client = connectOrg(context, environment.policy);
  context.progress(`Reading ${name} …`);
  const live = await readLive(context, client, environment.policy, {
    keys: keySources(environment.files.get(identitiesFile), decoded.elements.values(), await recallNames(context, name)),
    ...(only === undefined ? {} : { only }),
  });
  requireRead(live);
  const texts = textsOf(environment, live, decoded, only);
  const before = new Map([...environment.files].filter(([path]) => elementFiles(environment.files).has(path) || texts.has(path)));
  const written = [...texts].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
  const removed = [...elementFiles(environment.files).keys()].filter((path) => !texts.has(path));
  if (options.check !== true) await writeTree(environment.dir, texts, { remove: removed });
  const files = {
    written: written.map((path) => join(environmentFolder(name), path)),
    unchanged: texts.size - written.length,
    removed: removed.map((path) => join(environmentFolder(name), path)),
  };
  const view: ExportView = {
    org: name,
    elements: countKinds(live, only),
    files,
    ...client.stats(),
    // Of what was read only for the names in it, a failure leaves references unknown; that the org has no such list leaves none.
    unreadable: live.unreadable.filter(({ kind, code }) => isAsked(only, kind) || code !== undefined),
    findings: leftOutFindings(live.leftOut.filter(({ kind }) => isAsked(only, kind))),
  };
  if (context.json) context.printJson(toExportJson(view));
  else context.print(formatExport(view, context.text));
  return options.check === true && written.length + removed.length > 0 ? exitCodes.changes : exitCodes.done;
}

function parseKinds(list: string): readonly string[] {
  const names = list
    .split(',')
    .map((name) => name.trim().replaceAll('-', '_'))
    .filter((name) => name !== '');
  const unknown = names.find((name) => !kindsByName.has(name));
  if (unknown === undefined && names.length > 0) return names;
  throw new Failure(`There is no kind "${unknown ?? list}"`, {
    code: 'kind.unknown',
    kind: 'usage',
    place: '--only',
    fix: `Kinds are: ${[...kindsByName.keys()].join(', ')}.`,
  });
}

/** Broken files are never overwritten: what they say would be lost. */
function requireReadable(findings: readonly Finding[], name: string): void {
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (errors.length > 0)
    throw refuseFindings(errors, `Files of environments/${name} cannot be read, and exporting over them would lose what they say`, {
      code: 'export.broken-files',
    });
}

/** A CRM that broke down while it was read gives no picture of the org, so nothing is written; what it lacks or forbids is merely named. */
function requireRead(live: LiveSnapshot): void {
  const broken = live.unreadable.filter(({ code }) => code !== undefined && breakdowns.test(code));
  const [first] = broken;
  if (first === undefined) return;
  throw new Failure(
    `The CRM broke down while it was read, so no file was changed: ${first.reason}${broken.length > 1 ? ` (and ${broken.length - 1} more)` : ''}`,
    {
      code: 'export.incomplete',
      kind: 'failure',
      place: first.module === undefined ? first.kind : `${first.kind} of ${first.module}`,
      fix: 'Run again later; if one kind never can be read, name the others with --only.',
    },
  );
}

/** Codes of what another attempt may mend: server errors and answers that are cut. */
const breakdowns = /^crm\.(interrupted|incomplete|unreadable_answer|internal_(server_)?error|http_5\d\d)$/;

/** All texts of the environment after the export: elements, keys, and org.yaml with the org's id once it is known. */
function textsOf(environment: Environment, live: LiveSnapshot, decoded: Snapshot, only: readonly string[] | undefined): ReadonlyMap<string, string> {
  const kept = new Map<Ref, Element>([...decoded.elements].filter(([, element]) => isOutOfReach(live, only, element)));
  // What was read replaces what is kept; what was read only for the names in it does not, and stays.
  const taken = [...live.elements].filter(([, element]) => isAsked(only, element.kind));
  const texts = new Map(encodeElements({ elements: new Map([...kept, ...taken]) }, environment.files));
  if (only === undefined) texts.set(identitiesFile, formatIdentities(live));
  const policy = environment.files.get(policyFile) ?? '';
  texts.set(policyFile, environment.policy.zgid === undefined ? `${policy.replace(/\n*$/, '\n')}zgid: "${live.facts.zgid}"\n` : policy);
  return texts;
}

/** True for an element in the files that this export knows nothing about: another kind was asked for, no API tells of it, or its list could not be read. */
function isOutOfReach(live: LiveSnapshot, only: readonly string[] | undefined, element: Element): boolean {
  if (!isAsked(only, element.kind)) return true;
  const kind = kindsByName.get(element.kind);
  if (kind !== undefined && !isReadable(kind)) return true;
  return (findUnread(live, element) ?? findIdleLayout(live, kind, element)) !== undefined;
}

/** True for a kind that is exported, not merely read for what others say of it. */
function isAsked(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.includes(kind);
}

function countKinds(live: LiveSnapshot, only: readonly string[] | undefined): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of kinds.filter(isReadable)) counts[kind.name] = 0;
  for (const element of live.elements.values()) if (isAsked(only, element.kind)) counts[element.kind] = (counts[element.kind] ?? 0) + 1;
  return counts;
}

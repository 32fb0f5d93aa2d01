import { splitRef } from '../model/element.ts';
import type { OrgStanding } from '../model/eligibility.ts';
import { Failure } from '../model/failure.ts';
import type { Move } from '../model/identity.ts';
import type { OrgPolicy } from '../model/org.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { CommandContext } from './context.ts';
import { kindsByName } from './context.ts';
import { loadEnvironment } from './environment.ts';
import { identitiesFile, keySources } from './identities.ts';
import { connectOrg, readLive } from './live-org.ts';
import { requireValid } from './plan.ts';

/** What is sent, and what it is called. */
export interface Source {
  readonly name: string;
  readonly zgid: string;
  readonly policy: OrgPolicy;
  /** what the org told of itself, where it was read */
  readonly standing?: OrgStanding;
  readonly snapshot: Snapshot;
  /** kinds that were read completely, so that what is not there is absent */
  readonly complete: ReadonlySet<string>;
  /** renames that the source declares, of kinds that are sent */
  readonly moved: readonly Move[];
}

/** Which environment to send, and how. */
export interface SourceOptions {
  readonly from: string;
  readonly only?: string;
  readonly live?: boolean;
}

/** Reads what is to be sent: the environment's files, or with `--live` the org itself. Files with errors are refused. */
export async function readSource(context: CommandContext, options: SourceOptions): Promise<Source> {
  if (options.from.startsWith('template:')) {
    throw new Failure('Templates cannot be sent yet', { code: 'send.template', kind: 'usage', place: '--from', fix: 'Name an environment.' });
  }
  const environment = loadEnvironment(context, options.from);
  const decoded = await requireValid(context, environment);
  const { policy } = environment;
  if (policy.zgid === undefined)
    throw new Failure(`The environment "${options.from}" does not say which org it is`, {
      code: 'org.zgid',
      kind: 'invalid',
      place: `environments/${options.from}/org.yaml`,
      fix: `Run "orgcast export ${options.from}" first.`,
    });
  const live =
    options.live === true
      ? await readLive(context, connectOrg(context, policy), policy, {
          keys: keySources(environment.files.get(identitiesFile), decoded.elements.values()),
          caller: true,
        })
      : undefined;
  const names = readKinds(options.only);
  const unread = new Set(live?.unreadable.map((one) => one.kind));
  const complete = new Set([...names].filter((kind) => !unread.has(kind)));
  const moved = decoded.moved.filter(({ from }) => names.has(splitRef(from).kind));
  const told = live?.standing === undefined ? {} : { standing: live.standing };
  return {
    name: options.from,
    zgid: policy.zgid,
    policy,
    ...told,
    snapshot: selectKinds(live === undefined ? decoded : withByHand(live, decoded), names),
    complete,
    moved,
  };
}

/** Kinds that are sent: not facts of the source org itself; `--only` narrows further. */
function readKinds(only: string | undefined): ReadonlySet<string> {
  const names = only?.split(',').map((name) => name.trim().replaceAll('-', '_'));
  const unknown = names?.find((name) => !kindsByName.has(name));
  if (unknown !== undefined)
    throw new Failure(`There is no kind "${unknown}"`, {
      code: 'kind.unknown',
      kind: 'usage',
      place: '--only',
      fix: `Kinds are: ${[...kindsByName.keys()].join(', ')}.`,
    });
  return new Set((names ?? [...kindsByName.keys()]).filter((name) => kindsByName.get(name)?.factsOnly !== true));
}

/** The org as read, with what no API tells of and only the files do. */
function withByHand(live: Snapshot, files: Snapshot): Snapshot {
  const own = [...files.elements].filter(([, { kind }]) => kindsByName.get(kind)?.list === undefined);
  return { elements: new Map([...live.elements, ...own]) };
}

function selectKinds(snapshot: Snapshot, names: ReadonlySet<string>): Snapshot {
  return { elements: new Map([...snapshot.elements].filter(([, element]) => names.has(element.kind))) };
}

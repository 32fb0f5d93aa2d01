import type { Element, Ref } from '../model/element.ts';
import { Failure } from '../model/failure.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { CommandContext } from './context.ts';
import { kindsByName } from './context.ts';
import { decodeElements, loadEnvironment } from './environment.ts';
import { identitiesFile, keySources } from './identities.ts';
import { connectOrg, readLive } from './live-org.ts';
import { requireValid } from './plan.ts';

/** What is sent, and what it is called. */
export interface Source {
  readonly name: string;
  readonly zgid: string;
  readonly snapshot: Snapshot;
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
  const decoded = requireValid(context, options.from, decodeElements(options.from, environment.files));
  const { policy } = environment;
  if (policy.zgid === undefined)
    throw new Failure(`The environment "${options.from}" does not say which org it is`, {
      code: 'org.zgid',
      kind: 'invalid',
      place: `environments/${options.from}/org.yaml`,
      fix: `Run "orgcast export ${options.from}" first.`,
    });
  const all: Snapshot =
    options.live === true
      ? await readLive(context, connectOrg(context, policy), policy, {
          keys: keySources(environment.files.get(identitiesFile), decoded.elements.values()),
        })
      : decoded;
  return { name: options.from, zgid: policy.zgid, snapshot: selectKinds(all, options.only) };
}

/** Facts of the source org itself are never sent; `--only` narrows further. */
function selectKinds(snapshot: Snapshot, only: string | undefined): Snapshot {
  const names = only?.split(',').map((name) => name.trim().replaceAll('-', '_'));
  const unknown = names?.find((name) => !kindsByName.has(name));
  if (unknown !== undefined)
    throw new Failure(`There is no kind "${unknown}"`, {
      code: 'kind.unknown',
      kind: 'usage',
      place: '--only',
      fix: `Kinds are: ${[...kindsByName.keys()].join(', ')}.`,
    });
  const sent = ([, element]: readonly [Ref, Element]): boolean =>
    kindsByName.get(element.kind)?.factsOnly !== true && (names === undefined || names.includes(element.kind));
  return { elements: new Map([...snapshot.elements].filter(sent)) };
}

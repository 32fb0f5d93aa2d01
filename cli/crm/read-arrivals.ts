import type { Kind } from '../kinds/kind.ts';
import { isReadable } from '../kinds/kind.ts';
import { Failure } from '../model/failure.ts';
import type { KindDocuments } from '../model/snapshot.ts';
import type { CrmClient } from './client.ts';
import { groupDocuments } from './gather.ts';
import { readPart } from './read-part.ts';

/**
 * What came with a new module: the module's lists of the kinds that may arrive with one (fields, layouts), by kind. Failure `crm.incomplete` when
 * any of them could not be read, since the steps that follow need their ids.
 */
export async function readArrivals(
  client: CrmClient,
  kinds: readonly Kind[],
  module: string,
): Promise<ReadonlyMap<string, readonly KindDocuments[]>> {
  const arriving = kinds.filter(isReadable).filter((kind) => kind.list.per === 'module' && kind.arrives !== undefined);
  const parts = await Promise.all(arriving.map((kind) => readPart(client, kind, module)));
  const failed = parts.find((part) => part.reason !== undefined);
  if (failed === undefined) return groupDocuments(parts);
  throw new Failure(`What came with the module ${module} could not be read (${failed.reason})`, {
    code: 'crm.incomplete',
    kind: 'failure',
    place: `module:${module}`,
    fix: 'Run again to go on from here.',
  });
}

import { Failure } from '../model/failure.ts';
import { property } from '../model/json.ts';
import type { CrmClient } from './client.ts';

/**
 * Number of records of each module, `GET /{module}/actions/count` (OpenAPI record.json), one request a module. A module that does not tell (no permission, no
 * such count) is not in the answer; `onNote` is told why.
 */
export async function readCounts(client: CrmClient, modules: Iterable<string>, onNote: (note: string) => void): Promise<ReadonlyMap<string, number>> {
  const counts = await Promise.all([...modules].map(async (module) => [module, await readCount(client, module, onNote)] as const));
  return new Map(counts.filter((entry): entry is readonly [string, number] => entry[1] !== undefined));
}

async function readCount(client: CrmClient, module: string, onNote: (note: string) => void): Promise<number | undefined> {
  try {
    const { body } = await client.send({ method: 'GET', path: `/${encodeURIComponent(module)}/actions/count` });
    const count = property(body, 'count');
    return typeof count === 'number' ? count : undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    onNote(`The records of ${module} could not be counted: ${error.message}`);
    return undefined;
  }
}

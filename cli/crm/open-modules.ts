import type { FieldFact, ReadableKind } from '../kinds/kind.ts';
import { text } from '../model/json.ts';
import type { CrmClient } from './client.ts';
import type { Part } from './read-part.ts';
import { isWanted, readPart } from './read-part.ts';

/** Reads what one module has of a kind. */
export type ModuleReader = (kind: ReadableKind, module: string) => Promise<Part>;

/**
 * A reader of what modules have, of kinds that are listed per module or per layout. Which modules can have any (`ListEndpoint.among`) their fields tell, and which layouts
 * there are the list of layouts; each list is read once, whoever asks. What hangs on a list that could not be read could not be read either.
 */
export function openModules(client: CrmClient, kinds: readonly ReadableKind[]): ModuleReader {
  const [fields, layouts] = ['field', 'layout'].map((name) => kinds.find((kind) => kind.name === name));
  const known = new Map<string, Promise<Part>>();
  const readOnce: ModuleReader = (kind, module) => {
    const name = `${kind.name} ${module}`;
    const part = known.get(name) ?? (kind.list.per === 'layout' ? readLayouts(kind, module) : readPart(client, kind, module));
    known.set(name, part);
    return part;
  };
  const readLayouts: ModuleReader = async (kind, module) => {
    if (layouts === undefined) return nothing(kind, module);
    const listed = await readOnce(layouts, module);
    if (listed.reason !== undefined) return { ...listed, kind: kind.name, documents: undefined };
    const inUse = (listed.documents ?? []).filter((layout) => isWanted(layouts, layout) && layout['status'] !== 'inactive');
    const named = inUse.map((layout) => ({ id: layout['id'] ?? null, name: layout['name'] ?? null }));
    return joinParts(kind, module, await Promise.all(named.map((layout) => readPart(client, kind, module, layout))));
  };
  return async (kind, module) => {
    if (kind.list.among === undefined || fields === undefined) return readOnce(kind, module);
    const listed = await readOnce(fields, module);
    if (listed.reason !== undefined) return { ...listed, kind: kind.name, documents: undefined };
    return kind.list.among(module, fieldFacts(listed)) ? readOnce(kind, module) : nothing(kind, module);
  };
}

function nothing(kind: ReadableKind, module: string | undefined): Part {
  return { kind: kind.name, module, documents: [], reason: undefined };
}

function fieldFacts({ documents = [] }: Part): readonly FieldFact[] {
  return documents.map((field) => ({ name: text(field, 'api_name') ?? '', type: text(field, 'data_type') ?? '' }));
}

/** Parts of a module's layouts, or of all portals, as one: incomplete when one of them is. */
export function joinParts(kind: ReadableKind, module: string | undefined, parts: readonly Part[]): Part {
  const failed = parts.find((part) => part.reason !== undefined);
  const documents = parts.flatMap((part) => part.documents ?? []);
  const listed = parts.flatMap((part) => part.listed ?? []);
  return { ...(failed ?? nothing(kind, module)), documents, ...(listed.length === 0 ? {} : { listed }) };
}

import type { ReadableKind } from '../kinds/kind.ts';
import type { JsonObject } from '../model/json.ts';
import { text } from '../model/json.ts';
import type { CrmClient } from './client.ts';
import { joinParts } from './open-modules.ts';
import type { Part } from './read-part.ts';
import { readListPart, readPart } from './read-part.ts';

/** Reads portals, or what all of them have of a kind. */
export type PortalReader = (kind: ReadableKind) => Promise<Part>;

/** A reader of portals and of what is listed per portal; the portals are read once. What stands in portals that could not be read could not be read either. */
export function openPortals(client: CrmClient, kinds: readonly ReadableKind[]): PortalReader {
  const portals = kinds.find((kind) => kind.name === 'portal');
  let known: Promise<Part> | undefined;
  const readKnown = (kind: ReadableKind): Promise<Part> => {
    known ??= readPart(client, kind, undefined);
    return known;
  };
  return async (kind) => {
    if (kind === portals) return readKnown(kind);
    const listed = portals === undefined ? undefined : await readKnown(portals);
    if (listed?.reason !== undefined) return { ...listed, kind: kind.name, documents: undefined };
    return joinParts(kind, undefined, await Promise.all((listed?.documents ?? []).map((portal) => readInPortal(client, kind, portal))));
  };
}

/** What one portal has; its elements name it. */
async function readInPortal(client: CrmClient, kind: ReadableKind, portal: JsonObject): Promise<Part> {
  const name = text(portal, 'name') ?? '';
  const path = kind.list.path.replace('{portal}', encodeURIComponent(name));
  const part = await readListPart(client, kind.name, undefined, { path, envelope: kind.envelope, paged: kind.list.paged });
  return part.documents === undefined ? part : { ...part, documents: part.documents.map((document) => ({ ...document, portal: { name } })) };
}

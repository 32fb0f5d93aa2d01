import { isExtensionName } from '../kinds/field-facts.ts';
import type { CallerFacts, LicenseFacts, OrgStanding, Trace } from '../model/eligibility.ts';
import type { JsonObject } from '../model/json.ts';
import { property, text } from '../model/json.ts';
import type { CallerDocument, OrgDocuments } from '../model/snapshot.ts';

/** What the answers of an org tell about whether it may send or receive; the caller only where it was asked for. */
export function standingFromDocuments({ org, caller, documents }: Pick<OrgDocuments, 'org' | 'caller' | 'documents'>): OrgStanding {
  return {
    type: (text(org, 'type') ?? '').toLowerCase(),
    license: licenseOf(org),
    ...(caller === undefined ? {} : { caller: callerFacts(caller, documents) }),
    traces: findTraces(org, documents),
  };
}

/** `license_details` of `GET /org` (OpenAPI org.json). */
export function licenseOf(org: JsonObject): LicenseFacts {
  const license = property(org, 'license_details');
  const word = (name: string): string | undefined => {
    const found = text(license, name)?.trim().toLowerCase();
    return found === '' ? undefined : found;
  };
  const paid = property(license, 'paid');
  return {
    paidType: word('paid_type'),
    paid: typeof paid === 'boolean' ? paid : undefined,
    trialType: word('trial_type'),
    trialExpiry: text(license, 'trial_expiry'),
  };
}

/** A user's document names the profile and its id; what sort of profile that is stands in the profile's own document. */
function callerFacts({ user, reason }: CallerDocument, documents: OrgDocuments['documents']): CallerFacts {
  const id = text(property(user, 'profile'), 'id');
  if (id === undefined) return { unknown: reason ?? 'the org names no user or no profile' };
  const profiles = (documents.get('profile') ?? []).flatMap((list) => list.documents);
  const found = profiles.find((profile) => text(profile, 'id') === id);
  if (found === undefined) return { unknown: `profile ${text(property(user, 'profile'), 'name') ?? id} cannot be read` };
  const custom = property(found, 'custom');
  return {
    profile: {
      name: text(found, 'name') ?? id,
      apiName: text(found, 'api_name'),
      custom: typeof custom === 'boolean' ? custom : undefined,
      type: text(found, 'type'),
    },
  };
}

/** Values of `source` that name an origin beside the CRM itself (OpenAPI modules.json, layouts.json, global_picklists.json). */
const origins: ReadonlyMap<string, Trace['what']> = new Map([
  ['platform_plugin', 'extension'],
  ['marketplace_plugin', 'extension'],
  ['campaign_integration', 'integration'],
]);

/** Kinds whose api names carry an extension's name space. */
const namedKinds: ReadonlySet<string> = new Set(['module', 'field']);

/** Signs of integrations and extensions: the Google switch, origins, name spaces. One sign of each origin or name space and kind, in the order of the documents. */
function findTraces(org: JsonObject, documents: OrgDocuments['documents']): readonly Trace[] {
  const traces = new Map<string, Trace>();
  const add = (key: string, trace: Trace): void => {
    if (!traces.has(key)) traces.set(key, trace);
  };
  if (property(org, 'gapps_enabled') === true) add('google', { what: 'integration', seen: 'Google (gapps_enabled)' });
  for (const [kind, lists] of documents)
    for (const { module, documents: found } of lists)
      for (const document of found) {
        const name = text(document, 'api_name') ?? text(document, 'name') ?? '';
        const seen = `${kind} ${module === undefined ? '' : `${module}/`}${name}`;
        if (namedKinds.has(kind) && isExtensionName(name)) add(`space ${name.split('__')[0]}`, { what: 'extension', seen });
        else {
          const what = origins.get(text(document, 'source') ?? '');
          if (what !== undefined) add(`${what} ${seen}`, { what, seen });
        }
      }
  return [...traces.values()];
}

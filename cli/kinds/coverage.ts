import type { Capabilities } from '../model/capability.ts';
import { findOperation } from '../model/capability.ts';
import type { Endpoint, Kind } from './kind.ts';
import { isOnlyOne } from './kind.ts';

/** What can be done to a kind through the API, of an org or as published. */
export interface Coverage {
  readonly kind: string;
  readonly read: boolean;
  readonly create: boolean;
  readonly update: boolean;
  readonly delete: boolean;
  /** `manual` when nothing of the kind can be written through the API */
  readonly mode: 'api' | 'manual';
  /** `automated`: all that can be done to its elements · `partly`: some of it, the rest are steps by hand · `manual`: all of it is */
  readonly class: 'automated' | 'partly' | 'manual';
  /** why it is of this class, in a clause */
  readonly reason: { readonly en: string; readonly ja: string };
}

const verbs = { create: { en: 'create', ja: '作成' }, update: { en: 'update', ja: '更新' }, delete: { en: 'delete', ja: '削除' } } as const;
type Verb = keyof typeof verbs;

/** The row of a kind; without capabilities as the API is published. */
export function coverKind(kind: Kind, capabilities?: Capabilities): Coverage {
  const offers = (endpoint: Pick<Endpoint, 'method' | 'path'> | undefined): boolean =>
    endpoint !== undefined &&
    (capabilities === undefined ? kind.unpublished !== true : findOperation(capabilities, endpoint.method, endpoint.path) !== undefined);
  const offered: Readonly<Record<Verb, boolean>> = { create: offers(kind.create), update: offers(kind.update), delete: offers(kind.remove) };
  const read = offers(kind.list) && (kind.detail === undefined || offers(kind.detail));
  const missing = verbsOf(kind).filter((verb) => !offered[verb]);
  const lacking = (kind.besides ?? []).filter((endpoint) => !offers(endpoint));
  const writes = Object.values(offered).some(Boolean);
  return {
    kind: kind.name,
    read,
    ...offered,
    mode: offered.create || offered.update ? 'api' : 'manual',
    class: !writes || !read ? 'manual' : missing.length + lacking.length === 0 ? 'automated' : 'partly',
    reason: reasonOf(kind, read, missing, lacking),
  };
}

/** What can be done to an element of a kind at all: one that every org has exactly once neither comes nor goes. */
function verbsOf(kind: Kind): readonly Verb[] {
  return isOnlyOne(kind) ? ['update'] : ['create', 'update', 'delete'];
}

function reasonOf(kind: Kind, read: boolean, missing: readonly Verb[], lacking: readonly Endpoint[]): Coverage['reason'] {
  if (kind.byHand !== undefined) return kind.byHand.why;
  if (kind.factsOnly === true) return { en: 'facts of the org itself, read only', ja: '組織自体の情報のため、読み取りのみです' };
  if (!read && kind.unpublished === true)
    return {
      en: 'in no published description of the API; read where the org’s own list of its API has it',
      ja: '公開された API にはなく、組織の API 一覧にある場合のみ読み取れます',
    };
  if (!read)
    return {
      en: 'the API offers no list of it, so it is neither compared nor written',
      ja: 'API で一覧を取得できないため、比較も書き込みもできません',
    };
  if (missing.length > 0)
    return {
      en: `the API offers no ${missing.map((verb) => verbs[verb].en).join(' and no ')}`,
      ja: `API では${missing.map((verb) => verbs[verb].ja).join('と')}ができません`,
    };
  if (isOnlyOne(kind)) return { en: 'every org has exactly one, which the API changes', ja: '組織に一つだけあり、API で変更できます' };
  if (lacking.length > 0) {
    const calls = [...new Set(lacking.map(({ method, path }) => `${method} ${path}`))].join(', ');
    return { en: `the org’s API lacks ${calls}; what that does is done by hand`, ja: `組織の API に ${calls} がなく、その部分は手作業になります` };
  }
  return { en: 'the API reads and writes it', ja: 'API で読み書きできます' };
}

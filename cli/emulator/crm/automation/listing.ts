import { text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import type { Reply } from '../route.ts';
import { pagedReply, requestError } from '../route.ts';

/** Most ids of one bulk delete (zoho-api: webhooks, 10 per delete). */
const deleteBatch = 10;

const sortable = ['name', 'created_time', 'modified_time'];

/** A page of documents, sorted when `sort_by` asks for it, each shown by `show`. */
export function listPage(envelope: string, docs: readonly Doc[], query: URLSearchParams, show: (doc: Doc) => Doc): Reply {
  const by = query.get('sort_by');
  if (by !== null && !sortable.includes(by))
    return requestError(400, 'INVALID_DATA', 'the sort_by given seems to be invalid', { param_name: 'sort_by' });
  const direction = query.get('sort_order') === 'desc' ? -1 : 1;
  const sorted = by === null ? docs : docs.toSorted((one, other) => direction * compare(text(one, by) ?? '', text(other, by) ?? ''));
  return pagedReply(envelope, sorted.map(show), query);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The ids of a bulk delete (`?ids=1,2,3`), or the answer that refuses the request. */
export function queryIds(query: URLSearchParams): string[] | Reply {
  const ids = (query.get('ids') ?? '').split(',').map((id) => id.trim());
  const given = ids.filter((id) => id !== '');
  if (given.length === 0) return requestError(400, 'REQUIRED_PARAM_MISSING', 'One of the expected param is missing', { param_name: 'ids' });
  if (given.length > deleteBatch) return requestError(400, 'INVALID_DATA', 'too many ids', { param_name: 'ids', maximum_length: deleteBatch });
  return given;
}

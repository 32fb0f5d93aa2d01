import type { ReportContext } from '../context.ts';
import { formatCount, say } from '../language.ts';
import { requestMessages } from '../messages/request.ts';
import type { Cut } from './budget.ts';

/** Where a reader finds what did not fit into a comment: a page of ours, the approver's own look, or the summary of the workflow run. */
export type Rest = { readonly url: string } | { readonly review: number } | 'summary';

/** The note under a comment that was cut: how much is missing, whether steps to look at first are among it, and where the rest is. */
export function writeCut(cut: Cut, rest: Rest, context: ReportContext): string {
  const urgent = cut.urgent === 0 ? '' : `${say(requestMessages.cutDangers, context.lang, { count: formatCount(cut.urgent) })} `;
  const words = say(requestMessages.cut, context.lang, { count: formatCount(cut.entries), rest: urgent + pointToRest(rest, context) });
  return `\n---\n✂️ ${words}\n`;
}

function pointToRest(rest: Rest, context: ReportContext): string {
  if (rest === 'summary') return say(requestMessages.restSummary, context.lang);
  if ('review' in rest) return say(requestMessages.restLocal, context.lang, { number: rest.review });
  return say(requestMessages.restHere, context.lang, { url: encodeAddress(rest.url) });
}

/** An address as the target of a Markdown link; what is no http address links to nothing. */
function encodeAddress(address: string): string {
  const url = URL.parse(address);
  return url !== null && /^https?:$/.test(url.protocol)
    ? url.href.replace(/[()<>\\|]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    : '#';
}

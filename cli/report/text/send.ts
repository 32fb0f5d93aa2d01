import type { TextContext } from '../context.ts';
import { showHidden } from '../encode/hidden.ts';
import { formatCount, say } from '../language.ts';
import { outcomeMessages } from '../messages/outcome.ts';
import { formatInstant } from '../time.ts';
import type { SendView } from '../view.ts';

/** What the view of a sending does not hold: the target's name, the bundle's files, and the key's end in seconds since 1970 UTC. */
export interface SendFacts {
  readonly org: string;
  readonly files: number;
  readonly expires: number;
}

/** What a sending did, for a terminal: the request's address first. Ends with a line feed. */
export function formatSent(view: SendView, facts: SendFacts, context: TextContext): string {
  const lines = [
    say(outcomeMessages.sent, context.lang, { number: view.number, org: showHidden(facts.org), url: showHidden(view.url) }),
    say(outcomeMessages.sentFiles, context.lang, { files: formatCount(facts.files), branch: showHidden(view.branch), kid: showHidden(view.kid) }),
    say(outcomeMessages.mergeBefore, context.lang, { time: formatInstant(facts.expires) }),
  ];
  return `${lines.join('\n')}\n`;
}

import type { Language } from './language.ts';
import { say } from './language.ts';
import { reviewMessages } from './messages/review.ts';
import type { Tone } from './style.ts';
import type { ReviewView } from './view.ts';

/** A sentence of a review and how it is meant. */
export interface ReviewWords {
  readonly tone: Tone;
  readonly words: string;
}

/** The sentences that stand beside a reviewed plan in every medium; `encode` makes a text of others safe for it. */
export function listReviewWords(view: ReviewView, lang: Language, encode: (text: string) => string): readonly ReviewWords[] {
  const { number, head, recorded, plan, signed } = view;
  const sentences: ReviewWords[] = [{ tone: 'strong', words: say(reviewMessages.request, lang, { number, head: encode(head.slice(0, 12)) }) }];
  if (plan !== null) {
    if (recorded === null) sentences.push({ tone: 'warning', words: say(reviewMessages.noRecord, lang) });
    else {
      const equal = recorded.digest === plan.digest;
      const marks = { name: encode(recorded.name), digest: encode(recorded.digest) };
      sentences.push({ tone: equal ? 'good' : 'error', words: say(equal ? reviewMessages.equal : reviewMessages.differs, lang, marks) });
    }
  }
  if (signed !== null) {
    sentences.push({ tone: 'good', words: say(reviewMessages.signed, lang, { key: encode(signed.key), name: encode(signed.name) }) });
  }
  return sentences;
}

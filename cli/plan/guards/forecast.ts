import { findEdition } from './editions.ts';
import type { Guard } from './guard.ts';

/** A plan that needs more credits than the org has in a day for certain; each user adds some, but how many users there are is not known here. */
export const forecast: Guard = {
  code: 'guard.forecast',
  judge: ({ input, credits }) => {
    const edition = findEdition(input.live.facts.edition);
    if (edition === undefined || credits <= edition.dailyCredits) return [];
    return [
      {
        severity: 'warning',
        message: `Applying costs about ${say(credits)} API credits; the ${edition.title} edition has ${say(edition.dailyCredits)} in 24 hours, and more only by its number of users.`,
        fix: 'Send it in parts on several days, or set a budget in org.yaml, at which apply stops.',
      },
    ];
  },
};

function say(credits: number): string {
  return credits.toLocaleString('en-US');
}

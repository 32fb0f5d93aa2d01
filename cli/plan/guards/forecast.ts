import { findEdition } from './editions.ts';
import type { Guard, Verdict } from './guard.ts';

/**
 * A plan that needs more credits than are left of the org's 24 hours, as the org or its licence tells; where neither does, than its edition grants for certain
 * (each user adds some, and how many there are is not known then).
 */
export const forecast: Guard = {
  code: 'guard.forecast',
  judge: ({ input, credits }) => {
    const left = input.live.creditsLeft;
    if (left !== undefined) return judgeCost(credits, left, `${say(left)} of the org's 24 hours are left`);
    const edition = findEdition(input.live.facts.edition);
    if (edition === undefined) return [];
    const has = `the ${edition.title} edition has ${say(edition.dailyCredits)} in 24 hours, and more only by its number of users`;
    return judgeCost(credits, edition.dailyCredits, has);
  },
};

function judgeCost(credits: number, certain: number, has: string): readonly Verdict[] {
  if (credits <= certain) return [];
  return [
    {
      severity: 'warning',
      message: `Applying costs about ${say(credits)} API credits; ${has}.`,
      fix: 'Send it in parts on several days, or set a budget in org.yaml, at which apply stops.',
    },
  ];
}

function say(credits: number): string {
  return credits.toLocaleString('en-US');
}

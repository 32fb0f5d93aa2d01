import type { Guard } from './guard.ts';

/** A plan beyond the budget of org.yaml is applied in parts: apply stops before the write that would go beyond it. */
export const budget: Guard = {
  code: 'guard.budget',
  judge: ({ input, credits, minutes }) => {
    const { budget: most } = input.rules;
    const beyond = [
      ...(credits > (most.credits ?? Infinity) ? [`about ${credits} of ${most.credits} credits`] : []),
      ...(minutes > (most.minutes ?? Infinity) ? [`about ${Math.ceil(minutes)} of ${most.minutes} minutes`] : []),
    ];
    if (beyond.length === 0) return [];
    return [
      {
        severity: 'warning',
        message: `Applying takes ${beyond.join(' and ')} that the budget of org.yaml allows, so apply will stop in between.`,
        fix: 'Run the apply again to go on, or raise the budget in org.yaml.',
      },
    ];
  },
};

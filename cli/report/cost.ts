import type { Plan } from '../model/plan.ts';
import type { Language } from './language.ts';
import { formatCount, say } from './language.ts';
import { planMessages } from './messages/plan.ts';

/** What applying a plan costs, as a sentence: credits and whole minutes, rounded up. */
export function sayCost(plan: Pick<Plan, 'credits' | 'minutes'>, language: Language): string {
  const message = plan.minutes < 1 ? planMessages.costShort : planMessages.cost;
  return say(message, language, { credits: formatCount(plan.credits), minutes: formatCount(Math.ceil(plan.minutes)) });
}

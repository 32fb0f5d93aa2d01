import type { Finding } from '../../model/finding.ts';
import { guards } from './all.ts';
import type { Guard, GuardFacts, Verdict } from './guard.ts';

/** What all guards say of a plan, and the steps that nobody may do, with the reason. */
export interface Judgement {
  readonly findings: readonly Finding[];
  readonly blocked: ReadonlyMap<string, string>;
}

/** Asks every guard. The first that blocks a step gives the reason. */
export function judgeGuards(facts: GuardFacts, asked: readonly Guard[] = guards): Judgement {
  const verdicts = asked.flatMap((guard) => guard.judge(facts).map((verdict) => [guard.code, verdict] as const));
  const blocked = new Map<string, string>();
  for (const [, { blocks = [], message }] of verdicts) for (const id of blocks) if (!blocked.has(id)) blocked.set(id, message);
  return { findings: verdicts.map(([code, verdict]) => findingOf(code, verdict)), blocked };
}

function findingOf(code: string, { blocks: _blocks, ...said }: Verdict): Finding {
  return { code, ...said };
}

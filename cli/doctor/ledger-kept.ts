import type { Observation } from '../model/promise.ts';
import type { RulesetFacts } from '../model/setup.ts';
import { ledgerRefs } from './ledger-refs.ts';
import type { SetupPromise } from './promise.ts';
import { bad, good, notKnown, whenKnown } from './promise.ts';
import { includesTag } from './ref-pattern.ts';

const ledger = 'refs/tags/orgcast/';

/** Whoever could move or delete a record could spend a copy key twice, or take back a revocation (threat 22). */
export const ledgerKept: SetupPromise = {
  code: 'doctor.ledger-kept',
  promise: {
    en: 'Records of the ledger are neither moved nor deleted, by nobody.',
    ja: '台帳の記録は、誰にも移動も削除もできない。',
  },
  fix: {
    en: 'Make an active tag ruleset that includes "orgcast/**/*", with "Restrict updates" and "Restrict deletions" and an empty bypass list.',
    ja: '「orgcast/**/*」を対象とする有効なタグルールセットを作り、「Restrict updates」と「Restrict deletions」を有効にし、バイパスリストを空にしてください。',
  },
  page: 'settings/rules',
  judge: ({ settings }) =>
    whenKnown(ledger, settings.rulesets, (rulesets) => {
      const tags = rulesets.filter(({ active, target }) => active && target === 'tag');
      return [judgeType(tags, 'update', 'moved', '移動'), judgeType(tags, 'deletion', 'deleted', '削除')];
    }),
};

/** The best of the rulesets that cover all of the ledger counts: one without bypass is enough, whatever others allow. */
function judgeType(rulesets: readonly RulesetFacts[], type: string, en: string, ja: string): Observation {
  const covering = rulesets.filter((ruleset) => ruleset.types.has(type) && ledgerRefs.every((ref) => includesTag(ruleset, ref)));
  if (covering.length === 0)
    return bad(ledger, `no active ruleset keeps every record from being ${en}`, `すべての記録の${ja}を禁じる有効なルールセットがない`);
  const judged = covering.map((ruleset): Observation => {
    if (!ruleset.bypass.known) return notKnown(ruleset.name, ruleset.bypass.why);
    const actors = ruleset.bypass.value;
    if (actors.length === 0) return good(ruleset.name, `no record can be ${en}`, `記録は${ja}できない`);
    return bad(ruleset.name, `records can be ${en} by ${actors.join(', ')}`, `${actors.join('、')} は記録を${ja}できる`);
  });
  const best = judged.find(({ verdict }) => verdict === 'holds') ?? judged.find(({ verdict }) => verdict === 'unknown');
  return best ?? judged[0] ?? bad(ledger, `records can be ${en}`, `記録は${ja}できる`);
}

import type { SetupPromise } from './promise.ts';
import { either, notKnown, whenKnown } from './promise.ts';

/** A rule that somebody may pass is a rule for the others (threat 6). */
export const branchBypass: SetupPromise = {
  code: 'doctor.branch-bypass',
  promise: { en: 'Nobody may pass the rules of the base branch.', ja: 'ベースブランチのルールを回避できる人はいない。' },
  fix: {
    en: 'Empty the bypass list of every ruleset for the base branch.',
    ja: 'ベースブランチのすべてのルールセットで、バイパスリストを空にしてください。',
  },
  page: 'settings/rules',
  judge: ({ settings }) => {
    const used = [...settings.branches.values()].flatMap((rules) => (rules.known ? [...rules.value.rulesets] : []));
    return whenKnown('rulesets', settings.rulesets, (rulesets) =>
      [...new Set(used)].flatMap((id) => {
        const ruleset = rulesets.find((one) => one.id === id);
        if (ruleset === undefined) return notKnown(`ruleset ${id}`, 'it cannot be read');
        return whenKnown(ruleset.name, ruleset.bypass, (actors) =>
          either(
            actors.length === 0,
            ruleset.name,
            { en: 'has an empty bypass list', ja: 'バイパスリストは空' },
            { en: `may be passed by ${actors.join(', ')}`, ja: `${actors.join('、')} が回避できる` },
          ),
        );
      }),
    );
  },
};

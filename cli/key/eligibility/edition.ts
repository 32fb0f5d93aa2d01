import { editionOf } from '../../model/eligibility.ts';
import type { EligibilityRule } from './rule.ts';

const paidEditions: ReadonlySet<string> = new Set(['standard', 'professional', 'enterprise', 'ultimate']);

/**
 * Standard, Professional, Enterprise and Ultimate may copy, as may trials and the developer edition (Zoho "Using Copy Customization", Editions). A developer org is
 * told by its `type`, whatever its licence says. A trial of which nothing tells the end is let through with a warning: if it has ended, the CRM itself refuses
 * what the free edition lacks.
 */
export const edition: EligibilityRule = {
  judge({ type, license, now }) {
    if (type === 'developer') return [];
    const { name, trial } = editionOf(license, now);
    if (name === undefined || !paidEditions.has(name)) return [{ ...refused, values: { edition: name ?? '-' } }];
    return trial === 'unknown' ? [{ ...openTrial, values: { edition: name } }] : [];
  },
};

const refused = {
  code: 'eligibility.edition',
  severity: 'error' as const,
  message: {
    en: '{org} has the edition "{edition}"; configuration is copied between Standard, Professional, Enterprise and Ultimate, trials and developer editions only (Zoho, "Using Copy Customization").',
    ja: '{org} のエディションは「{edition}」です。設定をコピーできるのは Standard、Professional、Enterprise、Ultimate と、その試用版、Developer エディションだけです (Zoho「Using Copy Customization」)。',
  },
  fix: {
    en: 'Give {org} one of these editions, or a trial of one.',
    ja: '{org} をこれらのエディション、またはその試用版にしてください。',
  },
};

const openTrial = {
  code: 'eligibility.trial-unknown',
  severity: 'warning' as const,
  message: {
    en: '{org} is on a trial of the edition "{edition}", and does not say until when; whether it has ended could not be determined.',
    ja: '{org} は「{edition}」の試用版ですが、期限が示されていないため、終了しているか判定できませんでした。',
  },
  fix: {
    en: 'Look at the end of the trial in the subscription of {org}.',
    ja: '{org} の契約画面で試用版の期限を確認してください。',
  },
};

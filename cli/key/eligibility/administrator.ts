import type { ProfileFacts } from '../../model/eligibility.ts';
import type { EligibilityRule } from './rule.ts';

const standardName = 'Administrator';

/**
 * Only users with the Administrator profile may make a copy key, send or receive (Zoho "Using Copy Customization", Related permission). That is the profile that
 * every org comes with: `custom` false, and so called by its api name, which no language changes, or where that is not told by its name (OpenAPI profiles.json).
 * A profile that somebody made is none, whatever it is called. Unknown is refused: an apply would end halfway with rights that are too few.
 */
export const administrator: EligibilityRule = {
  judge({ caller }) {
    if (caller === undefined) return [];
    if ('unknown' in caller) return [{ ...unknown, values: { reason: caller.unknown } }];
    const is = isAdministrator(caller.profile);
    if (is === true) return [];
    if (is === undefined) return [{ ...unknown, values: { reason: `profile ${caller.profile.name}` } }];
    return [{ ...refused, values: { profile: caller.profile.name } }];
  },
};

/** Undefined where the org does not say enough. */
function isAdministrator({ custom, type, apiName, name }: ProfileFacts): boolean | undefined {
  if (custom === true || (apiName ?? name) !== standardName) return false;
  if (type !== undefined && type !== 'normal_profile' && type !== 'system_profile') return false;
  return custom === false ? true : undefined;
}

const fix = {
  en: 'Make the refresh token as a user of {org} who has the standard Administrator profile.',
  ja: '{org} で標準の権限プロファイル「Administrator」を持つユーザーとして、リフレッシュトークンを発行し直してください。',
};

const refused = {
  code: 'eligibility.administrator',
  severity: 'error' as const,
  message: {
    en: 'The credentials of {org} belong to a user with the profile "{profile}"; only users with the standard Administrator profile may copy configuration (Zoho, "Using Copy Customization").',
    ja: '{org} の認証情報は権限プロファイル「{profile}」のユーザーのものです。設定をコピーできるのは、標準の Administrator プロファイルのユーザーだけです (Zoho「Using Copy Customization」)。',
  },
  fix,
};

const unknown = {
  code: 'eligibility.administrator-unknown',
  severity: 'error' as const,
  message: {
    en: 'Whether the credentials of {org} belong to an Administrator could not be determined ({reason}); only an Administrator may copy configuration (Zoho, "Using Copy Customization").',
    ja: '{org} の認証情報が Administrator のものか判定できませんでした ({reason})。設定をコピーできるのは Administrator だけです (Zoho「Using Copy Customization」)。',
  },
  fix: {
    en: 'Give the client of {org} the scopes ZohoCRM.users.READ and ZohoCRM.settings.profiles.READ, as a user with the standard Administrator profile.',
    ja: '{org} のクライアントに、標準の Administrator プロファイルのユーザーとして、スコープ ZohoCRM.users.READ と ZohoCRM.settings.profiles.READ を付与してください。',
  },
};

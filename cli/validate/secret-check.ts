import type { Finding, Place } from '../model/finding.ts';
import type { SecretKind, SecretPlace } from '../model/secret-text.ts';
import { fingerprintOf } from '../model/secret-text.ts';
import type { Lang, Message } from './messages.ts';
import { fillMessage } from './messages.ts';

/** What `not_secrets` of orgcast.yaml says is none: texts by their fingerprint, files by their path in the repository. */
export interface NotSecrets {
  readonly fingerprints: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
}

/** Most secrets of one file that are told of: mending these brings the next ones up. */
const mostTold = 50;

const message: Message = {
  en: 'What looks like {what} stands here ({shown}). Nothing that holds it is committed.',
  ja: '{what}と思われる文字列があります ({shown})。これを含むものはコミットされません。',
};

const fix: Message = {
  en: 'Write ${secret:NAME} in its place and supply it as ORGCAST_SECRET_NAME; if it was ever pushed, replace it at its issuer. If it is no secret, add "{fingerprint}" to not_secrets in orgcast.yaml.',
  ja: '代わりに ${secret:NAME} と書き、値は ORGCAST_SECRET_NAME で渡してください。一度でも push した場合は発行元で再発行してください。秘密でなければ orgcast.yaml の not_secrets に "{fingerprint}" を追加してください。',
};

const names: Readonly<Record<SecretKind, Message>> = {
  'zoho-token': { en: 'a token of Zoho', ja: 'Zoho のトークン' },
  address: { en: 'a key or password in an address', ja: 'アドレス内のキーまたはパスワード' },
  authorization: { en: 'the credentials of an Authorization header', ja: 'Authorization ヘッダーの認証情報' },
  assignment: { en: 'a password or key', ja: 'パスワードまたはキー' },
  'private-key': { en: 'a private key', ja: '秘密鍵' },
  random: { en: 'a generated key', ja: '生成されたキー' },
  known: { en: 'a token of a known service', ja: '既知のサービスのトークン' },
};

/** Findings for secrets at places of a file. They tell where and what kind, of the secret itself three characters at most. */
export function describeSecrets(file: string, text: string, places: readonly SecretPlace[], not: NotSecrets, lang: Lang): readonly Finding[] {
  if (not.files.has(file)) return [];
  return places.slice(0, mostTold).flatMap((place): readonly Finding[] => {
    const secret = text.slice(place.start, place.end);
    const fingerprint = fingerprintOf(secret);
    if (not.fingerprints.has(fingerprint)) return [];
    const values = { what: names[place.what][lang], shown: `${secret.length < 12 ? '' : secret.slice(0, 3)}***`, fingerprint };
    return [
      {
        code: 'secret.found',
        severity: 'error',
        message: fillMessage(message, lang, values),
        fix: fillMessage(fix, lang, values),
        ...locate(file, text, place.start),
      },
    ];
  });
}

function locate(file: string, text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { file, line, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}

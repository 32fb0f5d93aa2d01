import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findKnownSecrets } from '../../cli/commands/known-secrets.ts';
import { describeSecrets } from '../../cli/validate/secret-check.ts';
import { mayHoldKnownSecret } from '../../cli/validate/secret-known.ts';
import { isRandom } from '../../cli/validate/secret-random.ts';
import { findSecretPlaces, joinPlaces } from '../../cli/validate/secret-rules.ts';
import { knownSamples, ownSamples } from './secret-samples.ts';

const found = (text: string): string[] => findSecretPlaces(text).map(({ start, end }) => text.slice(start, end));

test.each(ownSamples)('%s in %s', (what, text, secret) => {
  expect(findSecretPlaces(text).map((place) => place.what)).toContain(what);
  expect(found(text)).toContain(secret);
});

test.each([
  '554023000000235011',
  'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  '123e4567-e89b-12d3-a456-426614174000',
  'https://x.example/hook?key=${!Leads.Email}&token=${secret:TELL_URL}',
  'https://x.example/hook?auth_type=apikey&code=deal&key=Deals',
  'https://${Users.First Name}:${Users.Password}@x.example/',
  'secret: TELL_THE_PORTAL_2_HEADER_X_API_KEY',
  'twiliosmsextension0__Message_SID_2024',
  'Nbre_de_salari_s_form_s_sur_l_hab_elec_H0B0',
  'https://www.example.com/crm/developer/docs/api/v7/territories.html',
  'パスワード: 管理者に聞いてください (内線 1234)',
  'Reset password: see the handbook, page 12',
  'Your token: ${token}',
  'Bearer of the news since 1999',
  '2024-01-01T00:00:00+09:00',
  '株式会社あいうえお_2024年度_第3四半期_見込み管理_A1B2',
])('no secret: %s', (text) => {
  expect(found(text)).toEqual([]);
});

describe('the rules of secretlint', () => {
  test.each(Object.entries(knownSamples))('%s: loaded when there is a sign, and found', async (_rule, sample) => {
    const text = `description: "Ask ${sample.replaceAll('\n', '\\n')} for it"\nurl: https://x.example\n${sample}\n`;
    expect(mayHoldKnownSecret(text)).toBe(true);
    const places = joinPlaces([...(await findKnownSecrets(text)), ...findSecretPlaces(text)]);
    expect(places.length).toBeGreaterThan(0);
    expect(places.every(({ start, end }) => end > start)).toBe(true);
  });

  test('cannot be switched off by the text that they read', async () => {
    const text = `# secretlint-disable\nx: ${knownSamples['github']} # secretlint-disable-line\n`;
    expect(await findKnownSecrets(text)).toHaveLength(1);
  });
});

test('tokens of usual alphabets and 32 characters are found, all but a few', () => {
  const alphabets = ['abcdefghijklmnopqrstuvwxyz0123456789', '0123456789abcdef', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
  for (const alphabet of alphabets) {
    const tokens = fc.sample(fc.string({ unit: fc.constantFrom(...alphabet), minLength: 32, maxLength: 32 }), { numRuns: 500, seed: 7 });
    expect(tokens.filter((token) => isRandom(token)).length / tokens.length).toBeGreaterThan(0.9);
  }
});

test('a finding tells place and kind, of the secret three characters at most', () => {
  const text = `name: x\nurl: https://x.example/?zapikey=${'1001'}.${'9f86d081884c7d659a2feaa0c55ad015'}.0a\n`;
  const [finding] = describeSecrets('environments/a/x.yaml', text, findSecretPlaces(text), { fingerprints: new Set(), files: new Set() }, 'en');
  expect(finding).toMatchObject({ code: 'secret.found', severity: 'error', file: 'environments/a/x.yaml', line: 2, column: 33 });
  expect(JSON.stringify(finding)).not.toContain('1001.9');
  expect(finding?.message).toContain('100***');
  const fingerprint = /sha256:[0-9a-f]{64}/.exec(finding?.fix ?? '')?.[0] ?? '';
  const allowed = { fingerprints: new Set([fingerprint]), files: new Set<string>() };
  expect(describeSecrets('environments/a/x.yaml', text, findSecretPlaces(text), allowed, 'en')).toEqual([]);
  expect(describeSecrets('f', text, findSecretPlaces(text), { fingerprints: new Set(), files: new Set(['f']) }, 'ja')).toEqual([]);
});

const root = join(import.meta.dirname, '../..');
const shared = join(process.env['ORGCAST_SHARED'] ?? join(root, '../shared'), 'zoho-samples');

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => (statSync(join(folder, name)).isDirectory() ? filesBelow(join(folder, name)) : [join(folder, name)]));
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

test('nothing in the environments of this repository is taken for a secret', () => {
  const files = filesBelow(join(root, 'environments')).filter((file) => !file.endsWith('org.yaml'));
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap((file) => found(readFileSync(file, 'utf8')).map(() => file))).toEqual([]);
});

test.skipIf(!existsSync(shared) && process.env['ORGCAST_REQUIRE_SHARED'] !== '1')('no text of real orgs is taken for a secret', async () => {
  const texts = new Set(
    filesBelow(shared)
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => textsIn(JSON.parse(readFileSync(file, 'utf8')))),
  );
  expect(texts.size).toBeGreaterThan(10_000);
  expect([...texts].flatMap(found)).toEqual([]);
  expect(await findKnownSecrets([...texts].filter(mayHoldKnownSecret).join('\n'))).toEqual([]);
});

test('hostile texts are gone through in one go', async () => {
  const size = 1 << 20;
  const fill = (unit: string): string => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
  for (const unit of [
    'a',
    'a-',
    'a1-',
    '://a:b',
    'token=',
    'key = ',
    `-----BEGIN ${'PRIVATE'} KEY-----`,
    '1000.',
    'Bearer ',
    'https://',
    '"',
    'aA1+/',
  ])
    expect(findSecretPlaces(fill(unit)).length + (await findKnownSecrets(fill(unit))).length).toBeGreaterThanOrEqual(0);
}, 20_000);

import { expect, test } from 'vitest';
import { hideSecrets } from '../../cli/commands/hide-secrets.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { fillSecrets, fingerprintOf, nameSecret, secretNamesIn } from '../../cli/model/secret-text.ts';
import type { OrgDocuments } from '../../cli/model/snapshot.ts';
import { knownSamples, ownSamples } from '../validate/secret-samples.ts';

const read = (kind: string, ...documents: readonly JsonObject[]): OrgDocuments => ({
  org: { company_name: 'Example' },
  documents: new Map([[kind, [{ documents }]]]),
  unreadable: [],
  capabilities: { paths: new Map() },
});

async function hide(kind: string, documents: readonly JsonObject[], kept: ReadonlySet<string> = new Set()): Promise<readonly JsonObject[]> {
  return (await hideSecrets(read(kind, ...documents), kept)).documents.get(kind)?.[0]?.documents ?? [];
}

test.each([
  ...ownSamples.map(([what, text, secret]) => [what, text, secret] as const),
  ...Object.entries(knownSamples).map(([rule, text]) => [rule, text, text] as const),
])('%s is not read', async (_what, text, secret) => {
  const [document] = await hide('webhook', [{ name: 'Tell', description: text, parts: [{ deep: { deeper: `${text}` } }] }]);
  const shown = JSON.stringify(document);
  expect(shown).not.toContain(JSON.stringify(secret.slice(8)).slice(1, -1) || secret);
  expect(shown).toContain('${secret:WEBHOOK_TELL_DESCRIPTION');
});

test('what stands beside a secret stays, and one secret has one name wherever it stands', async () => {
  const [, text, secret] = ownSamples[0] ?? ['', '', ''];
  const documents = await hide('webhook', [
    { name: 'Tell', url: `https://x.example/?zapikey=${secret}&a=1`, description: `see ${secret}` },
    { name: 'Ask', note: text },
  ]);
  expect(documents).toEqual([
    { name: 'Tell', url: 'https://x.example/?zapikey=${secret:WEBHOOK_TELL_URL}&a=1', description: 'see ${secret:WEBHOOK_TELL_URL}' },
    { name: 'Ask', note: 'refresh with ${secret:WEBHOOK_TELL_URL} please' },
  ]);
});

test('two secrets at one place have two names; a name that holds one does not become a part of names', async () => {
  const [first = '', second = ''] = [ownSamples[0]?.[2], ownSamples[1]?.[2]];
  const [document] = await hide('role', [{ name: `Spy ${first}`, description: `${first} ${second}` }]);
  expect(document).toEqual({ name: 'Spy ${secret:ROLE_NAME}', description: '${secret:ROLE_NAME} ${secret:ROLE_DESCRIPTION}' });
  const [both] = await hide('role', [{ name: 'Spy', description: `${first} ${second}` }]);
  expect(both).toEqual({ name: 'Spy', description: '${secret:ROLE_SPY_DESCRIPTION} ${secret:ROLE_SPY_DESCRIPTION_2}' });
});

test('a document without a secret is the same object, and a text that is declared to be none stays', async () => {
  const document = { name: 'Deals', description: '見込み客の一覧', sections: [{ name: 'A' }] };
  expect((await hide('module', [document]))[0]).toBe(document);
  const [, text, secret] = ownSamples[0] ?? ['', '', ''];
  expect(await hide('module', [{ description: text }], new Set([fingerprintOf(secret)]))).toEqual([{ description: text }]);
});

test('placeholders are filled in when all are supplied', () => {
  const text = 'https://${secret:A}:${secret:B_2}@x.example/${!Leads.Id}';
  expect(secretNamesIn(text)).toEqual(['A', 'B_2']);
  expect(fillSecrets(text, (name) => `<${name}>`)).toBe('https://<A>:<B_2>@x.example/${!Leads.Id}');
  expect(fillSecrets(text, (name) => (name === 'A' ? 'a' : undefined))).toBeUndefined();
  expect(fillSecrets('nothing $& here', () => undefined)).toBe('nothing $& here');
  expect(fillSecrets('${secret:A}', () => '$& $1')).toBe('$& $1');
  expect([nameSecret('Tell the portal!', 'url'), nameSecret('商談', '1')]).toEqual(['TELL_THE_PORTAL_URL', 'SECRET_1']);
});

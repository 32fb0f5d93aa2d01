import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CommandContext } from '../../cli/commands/context.ts';
import { makeContext } from '../../cli/commands/context.ts';
import { makeMask } from '../../cli/commands/mask.ts';
import { requireNoSecrets, scanTexts, withSecretFindings } from '../../cli/commands/secret-scan.ts';
import { fingerprintOf } from '../../cli/model/secret-text.ts';
import { knownSamples, ownSamples } from '../validate/secret-samples.ts';
import { makeRepository, silentWorld } from './world.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgcast-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function context(settings?: string): CommandContext {
  rmSync(join(folder, 'orgcast.yaml'), { force: true });
  if (settings !== undefined) makeRepository(folder, { 'orgcast.yaml': settings });
  return makeContext(silentWorld(folder), { repo: '.', color: false });
}

const file = 'environments/hq/security/roles.yaml';
const token = knownSamples['github'] ?? '';

test('every secret of every shape stops a commit, with file, line and column', async () => {
  for (const secret of [...ownSamples.map(([, , one]) => one), ...Object.values(knownSamples)]) {
    const sample = ownSamples.find(([, , one]) => one === secret)?.[1] ?? secret;
    const texts = new Map([[file, `CEO: {}\nSpy:\n  description: |\n    ${sample.replaceAll('\n', '\n    ')}\n`]]);
    await expect(requireNoSecrets(context(), texts, 'Nothing was committed')).rejects.toMatchObject({ code: 'secret.found', kind: 'invalid' });
    const [finding] = await scanTexts(context(), texts);
    expect(finding).toMatchObject({ file, line: 4 });
  }
});

test('other findings do not tell the secret along with what is wrong about it', async () => {
  const wrong = { code: 'schema.enum', severity: 'error', message: `"${token}" is not one of "a", "b".`, fix: `Did you mean ${token}?` } as const;
  const findings = await withSecretFindings(context(), [wrong], new Map([[file, `x: ${token}\n`]]));
  expect(findings.map((finding) => finding.code)).toEqual(['schema.enum', 'secret.found']);
  expect(JSON.stringify(findings)).not.toContain(token.slice(4));
});

test('what orgcast.yaml says is no secret is none, by fingerprint or by file; keys of an org and signatures never are', async () => {
  const texts = new Map([[file, `x: ${token}\n`]]);
  const scan = async (settings: string) => (await scanTexts(context(`version: 1\n${settings}`), texts)).length;
  expect(await scan('')).toBe(1);
  expect(await scan(`not_secrets: ["${fingerprintOf(token)}"]\n`)).toBe(0);
  expect(await scan(`not_secrets: [{file: ${file}}]\n`)).toBe(0);
  expect(await scan(`not_secrets: [{file: environments/hq/other.yaml}, "${fingerprintOf('other')}"]\n`)).toBe(1);
  const key = 'lgHPFh9H6ovzFJ03OrGW6WV82l6YRXE2M3cRWcuns-M';
  expect(await scanTexts(context(), new Map([['environments/hq/org.yaml', `identity_keys: ["${key}"]\n`]]))).toEqual([]);
  expect(await scanTexts(context(), new Map([['environments/hq/org.yaml', `# ${token}\n`]]))).toHaveLength(1);
});

test('copy keys and credentials in addresses are masked, whoever wrote them', () => {
  const mask = makeMask({});
  const half = 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A';
  expect(mask(`--key ock1_jguskwzs5gdwyqfl_${half}_d0c4e1@git.example/a/b`)).toBe('--key ock1_***@git.example/a/b');
  expect(mask(`ock1_jguskwzs5gdwyqfl_${half.slice(0, 20)}`)).toBe('ock1_***');
  expect(mask("fatal: unable to access 'https://robot:pa55word@git.example/a/b.git/'")).toBe(
    "fatal: unable to access 'https://***@git.example/a/b.git/'",
  );
  expect(mask('https://${secret:A}:${secret:B}@x.example and https://git.example:8443/a@b')).toBe(
    'https://${secret:A}:${secret:B}@x.example and https://git.example:8443/a@b',
  );
});

test('a file of nothing but secrets is refused in a moment, and told in part', async () => {
  const text = `-----BEGIN ${'PRIVATE'} KEY-----\n`.repeat(30_000);
  const wrong = { code: 'schema.enum', severity: 'error', message: 'x' } as const;
  const many = Array.from({ length: 300 }, (_, index) => `a${index}: ${token.slice(0, -4)}${String(index).padStart(4, '0')}`).join('\n');
  const findings = await withSecretFindings(
    context(),
    [wrong],
    new Map([
      [file, text],
      ['environments/hq/many.yaml', many],
    ]),
  );
  expect(findings.filter((finding) => finding.code === 'secret.found')).toHaveLength(100);
  expect(findings).not.toContainEqual(wrong);
}, 20_000);

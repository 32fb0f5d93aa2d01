import { join } from 'node:path';
import { readTextFile } from '../disk/text-file.ts';
import type { Finding } from '../model/finding.ts';
import { isList, isObject, property, text } from '../model/json.ts';
import type { SecretPlace } from '../model/secret-text.ts';
import { maskSecrets } from '../report/encode/secrets.ts';
import type { NotSecrets } from '../validate/secret-check.ts';
import { describeSecrets } from '../validate/secret-check.ts';
import { findSecretPlaces, joinPlaces } from '../validate/secret-rules.ts';
import { decodeDocument } from '../yaml/decode-document.ts';
import { settingsFile } from './approval-rules.ts';
import type { CommandContext } from './context.ts';
import { findKnownSecrets } from './known-secrets.ts';
import { refuseFindings } from './refuse.ts';

/** Files in which keys, ids and signatures stand by design: what only looks drawn by lot is none there. */
const ownFiles = /(?:^|\/)(?:org\.yaml|identities\.yaml|request\.json)$/;

/** Most secrets that are looked for in other findings. */
const mostMasked = 200;

/** Secrets in a text, by our own rules and those of secretlint. */
export async function findPlaces(content: string): Promise<readonly SecretPlace[]> {
  const own = findSecretPlaces(content);
  const known = await findKnownSecrets(content);
  return known.length === 0 ? own : joinPlaces([...known, ...own]);
}

/** What the repository's orgcast.yaml says is no secret (`not_secrets`); nothing where it cannot be read, which others report. */
export function readNotSecrets(context: CommandContext): NotSecrets {
  const content = readTextFile(join(context.repo, settingsFile));
  const stated = content === undefined ? undefined : property(decodeDocument(settingsFile, content).value, 'not_secrets');
  const entries = isList(stated) ? stated : [];
  return {
    fingerprints: new Set(entries.filter((entry) => typeof entry === 'string')),
    files: new Set(entries.filter(isObject).flatMap((entry) => text(entry, 'file') ?? [])),
  };
}

/** Findings `secret.found` for texts by their path in the repository. */
export async function scanTexts(context: CommandContext, texts: ReadonlyMap<string, string>): Promise<readonly Finding[]> {
  const not = readNotSecrets(context);
  const found: Finding[] = [];
  for (const [file, content] of texts) {
    const places = (await findPlaces(content)).filter(({ what }) => what !== 'random' || !ownFiles.test(file));
    if (places.length > 0) found.push(...describeSecrets(file, content, places, not, context.text.lang));
  }
  return found;
}

/** The findings with `secret.found` for the texts, and no other finding telling one of the secrets along with what is wrong about it. */
export async function withSecretFindings(
  context: CommandContext,
  findings: readonly Finding[],
  texts: ReadonlyMap<string, string>,
): Promise<readonly Finding[]> {
  const found = await scanTexts(context, texts);
  if (found.length === 0) return findings;
  const secrets = new Set<string>();
  for (const content of texts.values()) for (const { start, end } of await findPlaces(content)) secrets.add(content.slice(start, end));
  // A file of nothing but secrets has nothing else worth telling.
  return secrets.size > mostMasked ? found : [...findings.map((finding) => maskFinding(finding, secrets)), ...found];
}

function maskFinding({ edit: _, ...finding }: Finding, secrets: ReadonlySet<string>): Finding {
  const fix = finding.fix === undefined ? {} : { fix: maskSecrets(finding.fix, secrets) };
  return { ...finding, message: maskSecrets(finding.message, secrets), ...fix };
}

/** Refuses texts that hold a secret before anything is made of them: Failure `secret.found` with every finding. `what` begins the sentence. */
export async function requireNoSecrets(context: CommandContext, texts: ReadonlyMap<string, string>, what: string): Promise<void> {
  const found = await scanTexts(context, texts);
  if (found.length > 0) throw refuseFindings(found, what, { code: 'secret.found' });
}

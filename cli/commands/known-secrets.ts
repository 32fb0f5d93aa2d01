import type { SecretPlace } from '../model/secret-text.ts';
import { mayHoldKnownSecret } from '../validate/secret-known.ts';

/**
 * Secrets in a text by secretlint's recommended rules, which know the tokens of some thirty vendors. The rules are loaded when something looks like one of them at all.
 * Comments that would switch them off have no effect here: a file cannot vouch for itself.
 */
export async function findKnownSecrets(text: string): Promise<readonly SecretPlace[]> {
  if (!mayHoldKnownSecret(text)) return [];
  const [{ lintSource }, { creator }] = await Promise.all([import('@secretlint/core'), import('@secretlint/secretlint-rule-preset-recommend')]);
  const content = text.replaceAll(/secretlint/gi, 'secretlinT');
  const { messages } = await lintSource({
    source: { filePath: 'text.yaml', content, contentType: 'text', ext: '.yaml' },
    options: { noPhysicFilePath: true, maskSecrets: true, config: { rules: [{ id: 'recommend', rule: creator }] } },
  });
  return messages.map(({ range: [start, end] }) => ({ start, end, what: 'known' }));
}
